#include "protocol/describe_configs.hpp"
#include "protocol/incremental_alter_configs.hpp"
#include "serving.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

constexpr std::int8_t topic_type = 2;
constexpr std::int8_t broker_type = 4;
enum operation : std::int8_t { set = 0, remove_it = 1, append = 2, subtract = 3 };

struct configs : serving {
    using setting = protocol::incremental_alter_configs_request_config;

    std::int16_t alter(std::int8_t type, std::string_view name, std::vector<setting> settings,
                       bool validate_only = false) {
        protocol::incremental_alter_configs_request request;
        request.resources = {{type, name, std::move(settings)}};
        request.validate_only = validate_only;
        auto answer = call(request, 1);
        message = std::string(answer->responses.at(0).error_message.value_or(""));
        return answer->responses.at(0).error_code;
    }
    std::int16_t alter_topic(std::vector<setting> settings) {
        return alter(topic_type, "orders", std::move(settings));
    }
    struct described {
        std::optional<std::string> value;
        int source = 0;
        bool read_only = false;
        int type = 0;
        std::vector<std::string> synonyms;
    };
    std::optional<described> describe(std::int8_t type, std::string_view name,
                                      std::string_view key) {
        protocol::describe_configs_request request;
        request.include_synonyms = true;
        request.resources = {{type, name, std::vector<std::string_view>{key}}};
        auto answer = call(request, 4);
        const auto& result = answer->results.at(0);
        EXPECT_EQ(result.error_code, 0);
        if (result.configs.empty()) return std::nullopt;
        const auto& c = result.configs.at(0);
        described out{std::nullopt, c.config_source, c.read_only, c.config_type, {}};
        if (c.value) out.value = std::string(*c.value);
        for (const auto& s : c.synonyms)
            out.synonyms.push_back(std::string(s.name) + "=" + std::string(s.value.value_or("")));
        return out;
    }
    std::optional<std::string> value(std::string_view key) {
        return describe(topic_type, "orders", key)->value;
    }
    std::string message;
};

} // namespace

TEST_F(configs, lists_every_setting_of_a_topic_and_of_a_node) {
    create("orders");
    protocol::describe_configs_request request;
    request.resources = {{topic_type, "orders", std::nullopt}, {broker_type, "1", std::nullopt}};
    for (std::int16_t v = 1; v <= 4; ++v) {
        auto answer = call(request, v);
        EXPECT_EQ(answer->results.at(0).configs.size(), 33u);
        EXPECT_GT(answer->results.at(1).configs.size(), 80u);
    }
}

TEST_F(configs, tell_where_a_value_comes_from) {
    create("orders", 1, {{"retention.ms", "5"}});
    const auto own = describe(topic_type, "orders", "retention.ms");
    EXPECT_EQ(own->value, "5");
    EXPECT_EQ(own->source, 1);
    EXPECT_EQ(own->type, 5);
    EXPECT_FALSE(own->read_only);
    EXPECT_EQ(own->synonyms, (std::vector<std::string>{"retention.ms=5"}))
        << "Kafka leaves out those in another unit when none is in its own";
    EXPECT_EQ(describe(topic_type, "orders", "segment.bytes")->synonyms,
              (std::vector<std::string>{"log.segment.bytes=1073741824"}));
    EXPECT_EQ(describe(topic_type, "orders", "segment.ms")->source, 5);
}

TEST_F(configs, of_a_node_tell_what_it_is_and_how_it_was_started) {
    options.properties["num.partitions"] = "3";
    restart();
    EXPECT_EQ(describe(broker_type, "1", "num.partitions")->source, 4);
    EXPECT_EQ(describe(broker_type, "1", "num.partitions")->value, "3");
    EXPECT_TRUE(describe(broker_type, "1", "num.partitions")->read_only);
    EXPECT_FALSE(describe(broker_type, "1", "message.max.bytes")->read_only);
    EXPECT_EQ(describe(broker_type, "1", "advertised.listeners")->value,
              "PLAINTEXT://localhost:9092");
    EXPECT_EQ(describe(broker_type, "1", "node.id")->value, "1");
    EXPECT_EQ(describe(broker_type, "1", "log.dirs")->value, "/data");
    EXPECT_EQ(describe(broker_type, "1", "log.retention.ms")->value, std::nullopt);
}

TEST_F(configs, of_what_is_not_there_say_so) {
    protocol::describe_configs_request request;
    request.resources = {{topic_type, "absent", std::nullopt},
                         {topic_type, "no way", std::nullopt},
                         {broker_type, "2", std::nullopt},
                         {broker_type, "one", std::nullopt},
                         {16, "x", std::nullopt}};
    auto answer = call(request, 4);
    EXPECT_EQ(answer->results.at(0).error_code, number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(answer->results.at(1).error_code, number(broker_errc::invalid_topic));
    for (std::size_t i = 2; i < 5; ++i)
        EXPECT_EQ(answer->results.at(i).error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(answer->results.at(3).error_message, "Broker id must be an integer, but it is: one");
}

TEST_F(configs, are_altered_one_by_one_at_once_and_for_good) {
    create("orders", 1, {{"retention.ms", "5"}});
    EXPECT_EQ(alter_topic({{"max.message.bytes", set, "100"}, {"retention.ms", remove_it, {}}}), 0);
    EXPECT_EQ(value("max.message.bytes"), "100");
    EXPECT_EQ(value("retention.ms"), "604800000");
    const std::string large(200, 'x');
    EXPECT_EQ(produce("orders", {large}).error_code, number(broker_errc::message_too_large));
    lose_power();
    EXPECT_EQ(value("max.message.bytes"), "100");
    EXPECT_EQ(produce("orders", {large}).error_code, number(broker_errc::message_too_large));
    EXPECT_EQ(alter_topic({{"max.message.bytes", remove_it, {}}}), 0);
    EXPECT_EQ(produce("orders", {large}).error_code, 0);
}

TEST_F(configs, that_are_lists_grow_and_shrink) {
    create("orders");
    EXPECT_EQ(alter_topic({{"cleanup.policy", append, "compact"}}), 0);
    EXPECT_EQ(value("cleanup.policy"), "delete,compact");
    EXPECT_EQ(alter_topic({{"cleanup.policy", append, "compact"}}), 0);
    EXPECT_EQ(value("cleanup.policy"), "delete,compact");
    EXPECT_EQ(alter_topic({{"cleanup.policy", subtract, "delete"}}), 0);
    EXPECT_EQ(value("cleanup.policy"), "compact");
    EXPECT_EQ(alter_topic({{"retention.ms", append, "1"}}), number(broker_errc::invalid_config));
    EXPECT_EQ(message, "Config value append is not allowed for config key: retention.ms");
}

TEST_F(configs, are_refused_whole_when_one_of_them_is_wrong) {
    create("orders");
    const auto bad_config = number(broker_errc::invalid_config);
    EXPECT_EQ(alter_topic({{"retention.ms", set, "7"}, {"no.such", set, "1"}}), bad_config);
    EXPECT_EQ(message, "Unknown topic config name: no.such");
    EXPECT_EQ(alter_topic({{"retention.ms", set, "7"}, {"segment.ms", set, "0"}}), bad_config);
    EXPECT_EQ(alter_topic({{"retention.ms", set, "7"}, {"retention.ms", set, "8"}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(alter_topic({{"retention.ms", set, std::nullopt}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(alter_topic({{"retention.ms", static_cast<std::int8_t>(9), "7"}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(
        alter_topic({{"min.compaction.lag.ms", set, "10"}, {"max.compaction.lag.ms", set, "5"}}),
        bad_config);
    EXPECT_EQ(value("retention.ms"), "604800000");
}

TEST_F(configs, that_nobody_knows_may_be_taken_away) {
    create("orders");
    EXPECT_EQ(alter_topic({{"no.such", remove_it, {}}}), 0);
}

TEST_F(configs, are_only_judged_when_asked_so) {
    create("orders");
    EXPECT_EQ(alter(topic_type, "orders", {{"retention.ms", set, "7"}}, true), 0);
    EXPECT_EQ(alter(topic_type, "orders", {{"retention.ms", set, "x"}}, true),
              number(broker_errc::invalid_config));
    EXPECT_EQ(value("retention.ms"), "604800000");
}

TEST_F(configs, of_all_nodes_and_of_one_reach_topics_that_set_nothing) {
    create("orders");
    EXPECT_EQ(alter(broker_type, "", {{"message.max.bytes", set, "100"}}), 0);
    const std::string large(200, 'x');
    EXPECT_EQ(produce("orders", {large}).error_code, number(broker_errc::message_too_large));
    EXPECT_EQ(describe(topic_type, "orders", "max.message.bytes")->source, 3);
    EXPECT_EQ(alter(broker_type, "1", {{"message.max.bytes", set, "1000"}}), 0);
    EXPECT_EQ(produce("orders", {large}).error_code, 0);
    EXPECT_EQ(describe(topic_type, "orders", "max.message.bytes")->source, 2);
    restart();
    EXPECT_EQ(describe(broker_type, "1", "message.max.bytes")->value, "1000");
    EXPECT_EQ(describe(broker_type, "", "message.max.bytes")->value, "100");
    EXPECT_FALSE(describe(broker_type, "", "num.partitions"));
}

TEST_F(configs, of_a_node_that_are_fixed_at_the_start_are_refused) {
    EXPECT_EQ(alter(broker_type, "1", {{"num.partitions", set, "3"}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(alter(broker_type, "1", {{"no.such", set, "3"}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(alter(broker_type, "9", {{"message.max.bytes", set, "3"}}),
              number(broker_errc::invalid_request));
    EXPECT_EQ(alter(topic_type, "absent", {{"retention.ms", set, "3"}}),
              number(broker_errc::unknown_topic_or_partition));
}

TEST_F(configs, of_a_resource_that_is_named_twice_are_refused) {
    create("orders");
    protocol::incremental_alter_configs_request request;
    request.resources = {{topic_type, "orders", {{"retention.ms", set, "1"}}},
                         {topic_type, "orders", {{"segment.ms", set, "1"}}}};
    auto answer = call(request, 0);
    EXPECT_EQ(answer->responses.at(0).error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(answer->responses.at(1).error_code, number(broker_errc::invalid_request));
}

TEST_F(configs, turn_syncing_on_while_the_broker_runs) {
    create("orders");
    runs_tasks = false;
    const auto records = batch({"a"});
    EXPECT_FALSE(call(produce_request("orders", records), 11).is_waiting());
    alter_topic({{"flush.messages", set, "1"}});
    EXPECT_EQ(fetch("orders", 0).size(), 1u) << "what was shown stays shown";
    EXPECT_TRUE(call(produce_request("orders", records), 11).is_waiting());
}
