#include "protocol/create_partitions.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/describe_topic_partitions.hpp"
#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct partitions : serving {
    std::int16_t grow(std::string_view topic, std::int32_t count, bool validate_only = false) {
        protocol::create_partitions_request request;
        request.topics = {{topic, count, std::nullopt}};
        request.validate_only = validate_only;
        auto answer = call(request, 3);
        EXPECT_EQ(answer->results.at(0).name, topic);
        return answer->results.at(0).error_code;
    }
    std::size_t count(std::string_view topic) {
        protocol::metadata_request request;
        request.topics->push_back({{}, topic});
        return call(request, 12)->topics.at(0).partitions.size();
    }
    protocol::describe_topic_partitions_response page(std::vector<std::string_view> names,
                                                      std::int32_t limit) {
        protocol::describe_topic_partitions_request request;
        for (auto n : names) request.topics.push_back({n});
        request.response_partition_limit = limit;
        if (next_) request.cursor = {{next_->first, next_->second}};
        auto answer = call(request, 0);
        next_.reset();
        if (answer->next_cursor)
            next_ = {std::string(answer->next_cursor->topic_name),
                     answer->next_cursor->partition_index};
        return *answer;
    }
    std::optional<std::pair<std::string, std::int32_t>> next_;
};

} // namespace

TEST_F(partitions, are_added_and_served_at_once_and_for_good) {
    create("orders", 2);
    EXPECT_EQ(grow("orders", 4), 0);
    EXPECT_EQ(produce("orders", {"a"}, 3).error_code, 0);
    restart();
    EXPECT_EQ(count("orders"), 4u);
    EXPECT_EQ(fetch("orders", 0, 3), std::vector<std::string>{"a"});
}

TEST_F(partitions, are_never_taken_away) {
    create("orders", 2);
    EXPECT_EQ(grow("orders", 2), number(broker_errc::invalid_partitions));
    EXPECT_EQ(grow("orders", 1), number(broker_errc::invalid_partitions));
    EXPECT_EQ(grow("orders", -1), number(broker_errc::invalid_partitions));
    EXPECT_EQ(grow("orders", 2'000'000'000), number(broker_errc::invalid_partitions));
    EXPECT_EQ(grow("absent", 2), number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(grow("orders", 4, true), 0);
    EXPECT_EQ(count("orders"), 2u);
}

TEST_F(partitions, may_be_assigned_by_hand) {
    create("orders", 1);
    protocol::create_partitions_request request;
    request.topics = {{"orders", 3, {{{{1}}, {{1}}}}}};
    EXPECT_EQ(call(request, 3)->results.at(0).error_code, 0);
    request.topics = {{"orders", 5, {{{{1}}}}}};
    EXPECT_EQ(call(request, 3)->results.at(0).error_code,
              number(broker_errc::invalid_replica_assignment));
    request.topics = {{"orders", 4, {{{{7}}}}}};
    EXPECT_EQ(call(request, 3)->results.at(0).error_code,
              number(broker_errc::invalid_replica_assignment));
}

TEST_F(partitions, of_a_topic_that_is_named_twice_are_not_added) {
    create("orders", 1);
    protocol::create_partitions_request request;
    request.topics = {{"orders", 3, std::nullopt}, {"orders", 4, std::nullopt}};
    auto answer = call(request, 0);
    ASSERT_EQ(answer->results.size(), 1u);
    EXPECT_EQ(answer->results[0].error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(count("orders"), 1u);
}

TEST_F(partitions, are_described_page_by_page) {
    create("a", 3);
    create("b", 2);
    std::vector<std::pair<std::string, std::int32_t>> seen;
    int pages = 0;
    do {
        const auto found = page({}, 2);
        for (const auto& topic : found.topics) {
            EXPECT_EQ(topic.error_code, 0);
            EXPECT_LE(topic.partitions.size(), 2u);
            for (const auto& p : topic.partitions)
                seen.emplace_back(topic.name.value(), p.partition_index);
        }
        ASSERT_LT(++pages, 10);
    } while (next_);
    EXPECT_EQ(seen, (std::vector<std::pair<std::string, std::int32_t>>{
                        {"a", 0}, {"a", 1}, {"a", 2}, {"b", 0}, {"b", 1}}));
    EXPECT_EQ(pages, 3);
}

TEST_F(partitions, of_topics_that_are_not_there_say_so) {
    create("a", 1);
    const auto found = page({"a", "absent", "no way", "a"}, 100);
    ASSERT_EQ(found.topics.size(), 3u);
    EXPECT_EQ(found.topics[0].error_code, 0);
    EXPECT_EQ(found.topics[1].error_code, number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(found.topics[2].error_code, number(broker_errc::invalid_topic));
    EXPECT_FALSE(next_);
}

TEST_F(partitions, from_a_page_that_cannot_be_are_described_without_harm) {
    create("a", 1);
    next_ = {"a", 1'000'000};
    EXPECT_EQ(page({}, 100).topics.at(0).partitions.size(), 0u);
    next_ = {"zzz", 0};
    EXPECT_EQ(page({}, 100).topics.size(), 0u);
    next_.reset();
    EXPECT_EQ(page({}, -5).topics.at(0).partitions.size(), 1u);
}

TEST_F(partitions, belong_to_a_cluster_that_describes_itself) {
    options.nodes = {{.id = 1, .port = 9092, .rack = "r1"}, {.id = 2, .port = 9093}};
    restart();
    protocol::describe_cluster_request request;
    for (std::int16_t v : std::vector<std::int16_t>{0, 1}) {
        auto answer = call(request, v);
        EXPECT_EQ(answer->error_code, 0);
        EXPECT_EQ(answer->cluster_id, broker->cluster_id());
        EXPECT_EQ(answer->controller_id, 1);
        ASSERT_EQ(answer->brokers.size(), 2u);
        EXPECT_EQ(answer->brokers[0].rack, "r1");
        EXPECT_EQ(answer->brokers[1].port, 9093);
    }
    request.endpoint_type = 2;
    EXPECT_EQ(call(request, 1)->error_code, number(broker_errc::mismatched_endpoint_type));
}
