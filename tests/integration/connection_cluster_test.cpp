// What a kafka::connection tells of brokers and topics, against our broker in this process.
#include "support/connection_world.hpp"

#include <algorithm>

using namespace std::chrono_literals;
using namespace kafka::testing;
using strings = std::vector<std::string>;

namespace {

class a_connection_to_a_broker : public connection_world {
protected:
    kafka::connection c = kafka::dial(limit(), broker.address());

    std::error_code failure_to_create(std::vector<kafka::topic_config> topics) {
        return code_of([&] { c.create_topics(limit(), std::move(topics)); });
    }
    strings topics() {
        strings out;
        for (const auto& p : c.read_partitions(limit()))
            if (out.empty() || out.back() != p.topic) out.push_back(p.topic);
        return out;
    }
};

} // namespace

TEST_F(a_connection_to_a_broker, knows_brokers_and_controller) {
    const auto brokers = c.brokers(limit());
    ASSERT_EQ(brokers.size(), 1u);
    const auto controller = c.controller(limit());
    EXPECT_EQ(controller.id, brokers[0].id);
    EXPECT_EQ("localhost:" + std::to_string(controller.port),
              "localhost:" + broker.address().substr(broker.address().rfind(':') + 1));
    EXPECT_EQ(c.broker().port, controller.port);
}

TEST_F(a_connection_to_a_broker, knows_both_its_ends) {
    const auto port = broker.address().substr(broker.address().rfind(':'));
    EXPECT_TRUE(c.remote_address().ends_with(port)) << c.remote_address();
    EXPECT_FALSE(c.local_address().ends_with(port)) << c.local_address();
    EXPECT_NE(c.local_address().rfind(':'), std::string::npos);
}

TEST_F(a_connection_to_a_broker, lists_the_partitions_of_topics_asked_for_and_of_all) {
    broker.make_topic("b", 2);
    broker.make_topic("a", 1);
    EXPECT_EQ(topics(), (strings{"a", "b"}));
    const auto of_b = c.read_partitions(limit(), {"b"});
    ASSERT_EQ(of_b.size(), 2u);
    EXPECT_EQ(of_b[1].id, 1);
    EXPECT_EQ(of_b[1].leader.id, c.controller(limit()).id);
    EXPECT_EQ(of_b[1].replicas.size(), 1u);
    EXPECT_EQ(of_b[1].in_sync_replicas.at(0).port, of_b[1].leader.port);
    EXPECT_TRUE(of_b[1].offline_replicas.empty());
    EXPECT_FALSE(of_b[1].error);
}

TEST_F(a_connection_to_a_broker, lists_its_own_topic_when_it_has_one) {
    broker.make_topic("b", 2);
    broker.make_topic("a", 1);
    EXPECT_EQ(leader_of("b", 1).read_partitions(limit()).size(), 2u);
}

TEST_F(a_connection_to_a_broker, creates_no_topic_by_asking_for_it) {
    EXPECT_EQ(code_of([&] { c.read_partitions(limit(), {"new"}); }),
              kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(topics(), strings{});
}

TEST_F(a_connection_to_a_broker, creates_a_topic_by_asking_when_it_was_told_so) {
    auto creating = kafka::dialer{.allow_auto_topic_creation = true};
    auto leader = creating.dial_leader(limit(), broker.address(), "new", 0);
    leader.write(limit(), "a");
    EXPECT_EQ(topics(), strings{"new"});
}

TEST_F(a_connection_to_a_broker, creates_topics_and_passes_over_those_that_exist) {
    const auto one = c.create_topics(limit(), {{.topic = "a", .partitions = 2}});
    ASSERT_EQ(one.size(), 1u);
    EXPECT_FALSE(one[0].error);
    const auto two = c.create_topics(limit(), {{.topic = "a"}, {.topic = "b"}});
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[0].error, kafka::condition::exists);
    EXPECT_FALSE(two[1].error);
    EXPECT_EQ(topics(), (strings{"a", "b"}));
}

TEST_F(a_connection_to_a_broker, only_validates_when_told_so) {
    c.create_topics(limit(), {{.topic = "a"}}, true);
    EXPECT_EQ(topics(), strings{});
}

TEST_F(a_connection_to_a_broker, is_refused_topics_with_impossible_names_and_numbers) {
    using kafka::broker_errc;
    EXPECT_EQ(failure_to_create({{.topic = ""}}), broker_errc::invalid_topic);
    EXPECT_EQ(failure_to_create({{.topic = std::string(250, 'a')}}), broker_errc::invalid_topic);
    EXPECT_FALSE(failure_to_create({{.topic = std::string(249, 'a')}}));
    EXPECT_EQ(failure_to_create({{.topic = "a", .partitions = -7}}),
              broker_errc::invalid_partitions);
    EXPECT_EQ(failure_to_create({{.topic = "a", .replication_factor = 7}}),
              broker_errc::invalid_replication_factor);
}

TEST_F(a_connection_to_a_broker, names_every_topic_that_failed) {
    const auto words = words_of([&] {
        c.create_topics(limit(), {{.topic = "good"}, {.topic = "b/d"}, {.topic = "w rse"}});
    });
    EXPECT_NE(words.find("\"b/d\""), std::string::npos) << words;
    EXPECT_NE(words.find("\"w rse\""), std::string::npos) << words;
    EXPECT_EQ(words.find("good"), std::string::npos) << words;
}

TEST_F(a_connection_to_a_broker, deletes_topics_and_tells_of_those_that_are_missing) {
    broker.make_topic("a");
    broker.make_topic("b");
    c.delete_topics(limit(), {"a"});
    EXPECT_EQ(topics(), strings{"b"});
    EXPECT_EQ(code_of([&] {
                  c.delete_topics(limit(), {"a", "b"});
              }),
              kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(topics(), strings{});
    EXPECT_TRUE(code_of([&] { c.delete_topics(limit(), {""}); }));
}

TEST_F(a_connection_to_a_broker, knows_which_versions_are_served) {
    const auto all = c.api_versions(limit());
    const auto fetch = std::ranges::find(all, std::int16_t{1}, &kafka::api_version::key);
    ASSERT_NE(fetch, all.end());
    EXPECT_EQ(fetch->name, "Fetch");
    EXPECT_GE(fetch->max, 12);
}
