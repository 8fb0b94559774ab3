#include "serving.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct create_topics : serving {
    using request_topic = protocol::create_topics_request_topic;

    protocol::create_topics_response_topic ask(request_topic topic, bool validate_only = false,
                                               std::int16_t version = 7) {
        protocol::create_topics_request request;
        request.topics = {std::move(topic)};
        request.validate_only = validate_only;
        auto answer = call(request, version);
        kept_ = *answer;
        return kept_.topics.at(0);
    }
    std::int16_t error_of(request_topic topic) { return ask(std::move(topic)).error_code; }
    bool exists(std::string_view name) {
        protocol::metadata_request request;
        request.topics->push_back({{}, name});
        request.allow_auto_topic_creation = false;
        return call(request, 12)->topics.at(0).error_code == 0;
    }

private:
    protocol::create_topics_response kept_;
};

} // namespace

TEST_F(create_topics, tells_what_was_made) {
    const auto made = ask({"orders", 3, 1, {}, {{"retention.ms", "5"}}});
    EXPECT_EQ(made.error_code, 0);
    EXPECT_EQ(made.error_message, std::nullopt);
    EXPECT_TRUE(made.topic_id);
    EXPECT_EQ(made.num_partitions, 3);
    EXPECT_EQ(made.replication_factor, 1);
    const auto retention = std::ranges::find(made.configs.value(), "retention.ms",
                                             &protocol::create_topics_response_config::name);
    ASSERT_NE(retention, made.configs->end());
    EXPECT_EQ(retention->value, "5");
    EXPECT_EQ(retention->config_source, 1);
    const auto segment = std::ranges::find(made.configs.value(), "segment.bytes",
                                           &protocol::create_topics_response_config::name);
    EXPECT_EQ(segment->value, "1073741824");
    EXPECT_EQ(segment->config_source, 5);
}

TEST_F(create_topics, takes_the_brokers_defaults_for_minus_one) {
    options.properties["num.partitions"] = "5";
    restart();
    const auto made = ask({"orders", -1, -1, {}, {}});
    EXPECT_EQ(made.num_partitions, 5);
    EXPECT_EQ(made.replication_factor, 1);
}

TEST_F(create_topics, refuses_what_kafka_refuses) {
    ask({"orders", 1, 1, {}, {}});
    EXPECT_EQ(error_of({"orders", 1, 1, {}, {}}), number(broker_errc::topic_already_exists));
    EXPECT_EQ(error_of({"no way", 1, 1, {}, {}}), number(broker_errc::invalid_topic));
    EXPECT_EQ(error_of({"", 1, 1, {}, {}}), number(broker_errc::invalid_topic));
    EXPECT_EQ(error_of({"__cluster_metadata", 1, 1, {}, {}}), number(broker_errc::invalid_request));
    EXPECT_EQ(error_of({"a", 0, 1, {}, {}}), number(broker_errc::invalid_partitions));
    EXPECT_EQ(error_of({"a", -2, 1, {}, {}}), number(broker_errc::invalid_partitions));
    EXPECT_EQ(error_of({"a", 1'000'000, 1, {}, {}}), number(broker_errc::invalid_partitions));
    EXPECT_EQ(error_of({"a", 1, 0, {}, {}}), number(broker_errc::invalid_replication_factor));
    EXPECT_EQ(error_of({"a", 1, 2, {}, {}}), number(broker_errc::invalid_replication_factor));
    EXPECT_EQ(error_of({"a", 1, 1, {}, {{"no.such", "1"}}}), number(broker_errc::invalid_config));
    EXPECT_EQ(error_of({"a", 1, 1, {}, {{"retention.ms", "x"}}}),
              number(broker_errc::invalid_config));
    EXPECT_EQ(error_of({"a", 1, 1, {}, {{"retention.ms", std::nullopt}}}),
              number(broker_errc::invalid_config));
    EXPECT_FALSE(exists("a"));
}

TEST_F(create_topics, judges_the_name_before_the_settings_and_these_before_the_counts) {
    EXPECT_EQ(error_of({"no way", 0, 0, {}, {{"no.such", "1"}}}),
              number(broker_errc::invalid_topic));
    EXPECT_EQ(error_of({"a", 0, 0, {}, {{"no.such", "1"}}}), number(broker_errc::invalid_config));
    EXPECT_EQ(error_of({"a", 0, 0, {}, {}}), number(broker_errc::invalid_replication_factor));
}

TEST_F(create_topics, says_why_it_refuses) {
    ask({"a.b", 1, 1, {}, {}});
    EXPECT_EQ(ask({"a_b", 1, 1, {}, {}}).error_message,
              "Topic 'a_b' collides with existing topic: a.b");
}

TEST_F(create_topics, takes_a_manual_assignment) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093}};
    restart();
    const auto made = ask({"orders", -1, -1, {{1, {1, 2}}, {0, {2, 1}}}, {}});
    EXPECT_EQ(made.error_code, 0);
    EXPECT_EQ(made.num_partitions, 2);
    EXPECT_EQ(made.replication_factor, 2);
}

TEST_F(create_topics, refuses_a_manual_assignment_that_makes_no_sense) {
    const auto bad = number(broker_errc::invalid_replica_assignment);
    EXPECT_EQ(error_of({"a", -1, -1, {{0, {}}}, {}}), bad);
    EXPECT_EQ(error_of({"a", -1, -1, {{0, {1, 1}}}, {}}), bad);
    EXPECT_EQ(error_of({"a", -1, -1, {{0, {9}}}, {}}), bad);
    EXPECT_EQ(error_of({"a", -1, -1, {{1, {1}}}, {}}), bad);
    EXPECT_EQ(error_of({"a", -1, -1, {{0, {1}}, {0, {1}}}, {}}), bad);
    EXPECT_EQ(error_of({"a", 1, -1, {{0, {1}}}, {}}), number(broker_errc::invalid_request));
    EXPECT_EQ(error_of({"a", -1, 1, {{0, {1}}}, {}}), number(broker_errc::invalid_request));
}

TEST_F(create_topics, only_judges_when_told_so) {
    const auto made = ask({"orders", 2, 1, {}, {}}, true);
    EXPECT_EQ(made.error_code, 0);
    EXPECT_EQ(made.num_partitions, 2);
    EXPECT_FALSE(made.topic_id);
    EXPECT_FALSE(exists("orders"));
}

TEST_F(create_topics, answers_a_name_that_stands_twice_once_with_a_refusal) {
    protocol::create_topics_request request;
    request.topics = {{"a", 1, 1, {}, {}}, {"b", 1, 1, {}, {}}, {"a", 1, 1, {}, {}}};
    auto answer = call(request, 7);
    ASSERT_EQ(answer->topics.size(), 2u);
    EXPECT_EQ(answer->topics[0].error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(answer->topics[1].error_code, 0);
    EXPECT_FALSE(exists("a"));
    EXPECT_TRUE(exists("b"));
}

TEST_F(create_topics, is_done_before_it_is_answered_even_if_the_power_goes) {
    const auto id = ask({"orders", 2, 1, {}, {{"retention.ms", "5"}}}).topic_id;
    for (std::uint64_t seed = 1; seed < 10; ++seed) {
        lose_power(seed);
        protocol::metadata_request request;
        request.topics->push_back({{}, "orders"});
        auto answer = call(request, 12);
        ASSERT_EQ(answer->topics.at(0).error_code, 0);
        EXPECT_EQ(answer->topics[0].topic_id, id);
        EXPECT_EQ(answer->topics[0].partitions.size(), 2u);
    }
}

TEST_F(create_topics, says_so_when_the_metadata_log_cannot_be_written) {
    disk.fault = [](auto operation, const std::string& path) -> std::error_code {
        if (operation != kafka::testing::disk_operation::write) return {};
        if (path.find("__cluster_metadata-0") == std::string::npos) return {};
        return std::make_error_code(std::errc::no_space_on_device);
    };
    EXPECT_EQ(error_of({"orders", 1, 1, {}, {}}), number(broker_errc::kafka_storage_error));
    EXPECT_FALSE(exists("orders"));
    EXPECT_NE(lines.back().find("__cluster_metadata-0"), std::string::npos);
    disk.fault = {};
    EXPECT_EQ(error_of({"orders", 1, 1, {}, {}}), 0) << "once there is room again";
}

TEST_F(create_topics, does_not_let_one_request_make_more_partitions_than_the_broker_may_have) {
    protocol::create_topics_request request;
    std::vector<std::string> names;
    for (int i = 0; i < 11; ++i) names.push_back("t" + std::to_string(i));
    for (const auto& name : names) request.topics.push_back({name, 10'000, 1, {}, {}});
    request.validate_only = true;
    auto answer = call(request, 7);
    EXPECT_EQ(answer->topics.at(9).error_code, 0);
    EXPECT_EQ(answer->topics.at(10).error_code, number(broker_errc::policy_violation));
}
