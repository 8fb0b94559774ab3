#include "protocol/delete_topics.hpp"
#include "serving.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;
using namespace std::chrono_literals;

namespace {

struct delete_topics : serving {
    std::int16_t remove(std::string_view name) {
        protocol::delete_topics_request request;
        request.topic_names = {name};
        return call(request, 5)->responses.at(0).error_code;
    }
    kafka::uuid id_of(std::string_view topic) {
        protocol::metadata_request request;
        request.allow_auto_topic_creation = false;
        request.topics->push_back({{}, topic});
        return call(request, 12)->topics.at(0).topic_id;
    }
    /// Folders of the topic, also those that wait for their end.
    std::size_t folders_of(std::string_view topic) {
        const auto names = disk.names(directory);
        return static_cast<std::size_t>(std::ranges::count_if(
            names, [&](const auto& n) { return n.starts_with(std::string(topic) + "-"); }));
    }
};

} // namespace

TEST_F(delete_topics, takes_a_topic_away_at_once_and_its_files_later) {
    create("orders", 2);
    produce("orders", {"a"});
    EXPECT_EQ(remove("orders"), 0);
    EXPECT_EQ(produce("orders", {"b"}).error_code, number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(remove("orders"), number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(folders_of("orders"), 2u);
    for (const auto& name : disk.names(directory))
        EXPECT_TRUE(!name.starts_with("orders") || name.ends_with("-delete")) << name;
    advance(59s);
    EXPECT_EQ(folders_of("orders"), 2u);
    advance(1s);
    EXPECT_EQ(folders_of("orders"), 0u);
}

TEST_F(delete_topics, finishes_after_a_restart_what_was_left) {
    create("orders");
    remove("orders");
    restart();
    advance(1ms);
    EXPECT_EQ(folders_of("orders"), 0u);
    EXPECT_EQ(produce("orders", {"b"}).error_code, number(broker_errc::unknown_topic_or_partition));
}

TEST_F(delete_topics, is_done_before_it_is_answered_even_if_the_power_goes) {
    for (std::uint64_t seed = 1; seed < 10; ++seed) {
        create("orders");
        ASSERT_EQ(remove("orders"), 0);
        lose_power(seed);
        advance(1ms);
        EXPECT_EQ(produce("orders", {"b"}).error_code,
                  number(broker_errc::unknown_topic_or_partition));
        EXPECT_EQ(folders_of("orders"), 0u) << seed;
    }
}

TEST_F(delete_topics, leaves_the_name_to_a_new_topic_with_another_id) {
    create("orders");
    produce("orders", {"old"});
    const auto before = id_of("orders");
    remove("orders");
    create("orders");
    EXPECT_NE(id_of("orders"), before);
    EXPECT_TRUE(fetch("orders", 0).empty());
    restart();
    EXPECT_TRUE(fetch("orders", 0).empty());
    EXPECT_EQ(produce("orders", {"new"}).base_offset, 0);
}

TEST_F(delete_topics, by_id) {
    create("orders");
    protocol::delete_topics_request request;
    request.topics = {{std::nullopt, id_of("orders")}, {std::nullopt, kafka::uuid::random()}};
    auto answer = call(request, 6);
    EXPECT_EQ(answer->responses.at(0).error_code, 0);
    EXPECT_EQ(answer->responses.at(0).name, "orders");
    EXPECT_EQ(answer->responses.at(1).error_code, number(broker_errc::unknown_topic_id));
    EXPECT_EQ(answer->responses.at(1).name, std::nullopt);
}

TEST_F(delete_topics, does_not_guess_what_a_topic_named_twice_should_mean) {
    create("orders");
    protocol::delete_topics_request request;
    request.topics = {{"orders", {}}, {std::nullopt, id_of("orders")}};
    auto answer = call(request, 6);
    EXPECT_EQ(answer->responses.at(0).error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(answer->responses.at(1).error_code, number(broker_errc::invalid_request));
    request.topics = {{"orders", id_of("orders")}};
    EXPECT_EQ(call(request, 6)->responses.at(0).error_code, number(broker_errc::invalid_request));
    EXPECT_TRUE(id_of("orders"));
}

TEST_F(delete_topics, may_be_forbidden) {
    options.properties["delete.topic.enable"] = "false";
    restart();
    create("orders");
    EXPECT_EQ(remove("orders"), number(broker_errc::topic_deletion_disabled));
    EXPECT_TRUE(id_of("orders"));
}

TEST_F(delete_topics, answers_every_version) {
    for (std::int16_t v = 1; v <= 6; ++v) {
        create("orders");
        protocol::delete_topics_request request;
        if (v >= 6)
            request.topics = {{"orders", {}}};
        else
            request.topic_names = {"orders"};
        EXPECT_EQ(call(request, v)->responses.at(0).error_code, 0) << v;
    }
}
