#include "broker/settings/broker_config.hpp"
#include "broker/settings/broker_settings.hpp"
#include "broker/settings/topic_config.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace kafka::detail::broker;

TEST(the_tables_of_settings, are_in_the_order_of_their_names) {
    EXPECT_TRUE(std::ranges::is_sorted(topic_settings(), {}, &setting::name));
    EXPECT_TRUE(std::ranges::is_sorted(broker_settings(), {}, &setting::name));
}

TEST(the_tables_of_settings, have_defaults_that_they_would_accept) {
    for (const auto& s : topic_settings())
        EXPECT_EQ(why_not_a_value(s, s.built_in.value()), "") << s.name;
    for (const auto& s : broker_settings()) {
        if (!s.built_in || s.effect == setting_effect::computed) continue;
        EXPECT_EQ(why_not_a_value(s, *s.built_in), "") << s.name;
    }
}

TEST(the_tables_of_settings, agree_about_the_defaults_that_topics_take_from_the_broker) {
    for (const auto& s : topic_settings()) {
        for (const auto& b : s.defaults) ASSERT_NE(find_broker_setting(b.name), nullptr) << b.name;
        EXPECT_EQ(resolve(s, nullptr, {}).value, s.built_in) << s.name;
    }
}

TEST(a_setting, refuses_what_is_not_of_its_type_or_out_of_its_bounds) {
    const auto* partitions = find_broker_setting("num.partitions");
    EXPECT_EQ(why_not_a_value(*partitions, " 4 "), "");
    for (auto bad : {"", "four", "0", "4x", "99999999999999999999", "2147483648"})
        EXPECT_NE(why_not_a_value(*partitions, bad), "") << bad;
    EXPECT_NE(why_not_a_value(*find_broker_setting("delete.topic.enable"), "yes"), "");
    EXPECT_NE(why_not_a_value(*find_topic_setting("min.cleanable.dirty.ratio"), "1.5"), "");
    EXPECT_NE(why_not_a_value(*find_topic_setting("compression.type"), "brotli"), "");
    EXPECT_NE(why_not_a_value(*find_topic_setting("cleanup.policy"), "delete,keep"), "");
    EXPECT_EQ(why_not_a_value(*find_topic_setting("cleanup.policy"), "compact, delete"), "");
}

TEST(a_setting_that_is_refused, is_named_with_its_value_and_the_reason) {
    EXPECT_EQ(why_not_a_value(*find_topic_setting("retention.ms"), "soon"),
              "Invalid value soon for configuration retention.ms: it is not a whole number.");
}

TEST(the_value_of_a_setting, is_the_strongest_one_that_was_set) {
    const setting_values topic{{"retention.ms", "1"}};
    const setting_values node{{"log.retention.ms", "2"}};
    const setting_values all{{"log.retention.ms", "3"}};
    const setting_values start{{"log.retention.minutes", "4"}};
    const auto* s = find_topic_setting("retention.ms");
    const auto all_of_them = resolve(*s, &topic, {&node, &all, &start});
    EXPECT_EQ(all_of_them.value, "1");
    EXPECT_EQ(all_of_them.source, setting_source::topic);
    ASSERT_EQ(all_of_them.synonyms.size(), 5u);
    EXPECT_EQ(all_of_them.synonyms[3].name, "log.retention.minutes");
    EXPECT_EQ(all_of_them.synonyms[4].value, "168");
    EXPECT_EQ(resolve(*s, nullptr, {&node, &all, &start}).value, "2");
    EXPECT_EQ(resolve(*s, nullptr, {nullptr, &all, &start}).source, setting_source::all_nodes);
    EXPECT_EQ(resolve(*s, nullptr, {nullptr, nullptr, &start}).value, "240000");
    EXPECT_EQ(resolve(*s, nullptr, {}).value, "604800000");
}

TEST(the_value_of_a_setting, keeps_never_when_the_unit_changes) {
    const setting_values start{{"log.retention.hours", "-1"}};
    EXPECT_EQ(make_topic_config({}, {.start = &start}).retention_ms, -1);
}

TEST(the_settings_of_a_topic, are_those_of_kafka_when_nothing_was_set) {
    EXPECT_EQ(make_topic_config({}, {}), topic_config{});
}

TEST(the_settings_of_a_topic, follow_what_was_set) {
    const setting_values topic{{"cleanup.policy", "compact"},
                               {"compression.type", "zstd"},
                               {"compression.zstd.level", "7"},
                               {"flush.messages", "1"},
                               {"message.timestamp.type", "LogAppendTime"}};
    const auto config = make_topic_config(topic, {});
    EXPECT_TRUE(config.is_compacted);
    EXPECT_FALSE(config.is_deleted);
    EXPECT_EQ(config.codec, kafka::compression::zstd);
    EXPECT_EQ(config.codec_level, 7);
    EXPECT_TRUE(config.syncs_every_batch());
    EXPECT_TRUE(config.is_log_append_time);
}

TEST(the_settings_of_a_topic, fall_back_when_the_log_holds_a_value_that_we_would_refuse) {
    EXPECT_EQ(make_topic_config({{"segment.bytes", "many"}}, {}).segment_bytes, 1 << 30);
}

TEST(the_settings_of_a_broker, are_all_judged_before_it_starts) {
    EXPECT_EQ(why_not_startable({{"num.partitions", "4"}, {"num.io.threads", "3"}}), "");
    const auto mistakes =
        why_not_startable({{"num.partitions", "none"}, {"no.such", "1"}, {"listeners", "x"}});
    EXPECT_EQ(std::ranges::count(mistakes, '\n'), 2);
    EXPECT_NE(mistakes.find("num.partitions"), std::string::npos);
    EXPECT_NE(mistakes.find("no.such"), std::string::npos);
    EXPECT_NE(mistakes.find("listeners"), std::string::npos);
}

TEST(the_settings_of_a_broker, become_numbers) {
    const auto config = make_broker_config({{"num.partitions", "4"},
                                            {"auto.create.topics.enable", "false"},
                                            {"connections.max.idle.ms", "1000"}});
    EXPECT_EQ(config.num_partitions, 4);
    EXPECT_FALSE(config.auto_create_topics);
    EXPECT_EQ(config.connections_max_idle, std::chrono::seconds(1));
    EXPECT_EQ(config.fetch_max_bytes, 57'671'680);
}
