#include "cli/broker_listeners.hpp"
#include "cli/broker_settings.hpp"
#include "cli/failure.hpp"
#include "cli/properties_file.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

namespace {

broker_settings from_file(const std::string& text) {
    return settings_of(parse_properties(text), {});
}

const kafka::broker::node& node_of(const broker_settings& s) { return s.options.nodes.front(); }

std::string refusal(const settings_map& file, const settings_map& given) {
    try {
        settings_of(file, given);
    } catch (const failure& f) {
        EXPECT_EQ(f.code(), wrong_usage);
        return std::string(f.what()) + " | " + f.hint();
    }
    return {};
}

} // namespace

TEST(a_server_properties_file, of_the_time_of_zookeeper_is_taken_with_one_note) {
    const auto s = from_file("broker.id=0\nzookeeper.connect=localhost:2181\n"
                             "zookeeper.connection.timeout.ms=18000\nlog.dirs=/tmp/kafka-logs\n"
                             "num.partitions=3\ngroup.initial.rebalance.delay.ms=0\n");
    EXPECT_EQ(s.options.data_directory, "/tmp/kafka-logs");
    EXPECT_EQ(s.options.properties.at("num.partitions"), "3");
    ASSERT_EQ(s.notes.size(), 1u);
    EXPECT_NE(s.notes[0].find("zookeeper.connect"), std::string::npos);
    EXPECT_NE(s.notes[0].find("broker.id"), std::string::npos);
    EXPECT_EQ(node_of(s).id, 1);
}

TEST(a_server_properties_file, of_kraft_gives_the_node_its_number_and_address) {
    const auto s = from_file("process.roles=broker,controller\nnode.id=7\n"
                             "controller.quorum.voters=7@localhost:9093\n"
                             "listeners=PLAINTEXT://:9094,CONTROLLER://:9093\n"
                             "advertised.listeners=PLAINTEXT://kafka.example:19094\n"
                             "controller.listener.names=CONTROLLER\nbroker.rack=here\n");
    EXPECT_EQ(node_of(s).id, 7);
    ASSERT_EQ(node_of(s).listeners.size(), 1u);
    const auto& l = node_of(s).listeners[0];
    EXPECT_EQ(l.host, "::");
    EXPECT_EQ(l.port, 9094);
    EXPECT_EQ(l.advertised, "kafka.example:19094");
    EXPECT_EQ(node_of(s).rack, "here");
    EXPECT_EQ(s.notes.size(), 1u);
}

TEST(a_server_properties_file, may_give_its_listeners_names_of_their_own) {
    const auto s = from_file("listeners=INSIDE://localhost:1,OUTSIDE://localhost:2\n"
                             "listener.security.protocol.map=INSIDE:SASL_SSL,OUTSIDE:PLAINTEXT\n"
                             "advertised.listeners=INSIDE://in:1,OUTSIDE://out:2\n");
    ASSERT_EQ(node_of(s).listeners.size(), 2u);
    const auto& inside = node_of(s).listeners[0];
    const auto& outside = node_of(s).listeners[1];
    EXPECT_EQ(inside.protocol, kafka::broker::security_protocol::sasl_ssl);
    EXPECT_EQ(outside.protocol, kafka::broker::security_protocol::plaintext);
    EXPECT_EQ(outside.port, 2);
    EXPECT_EQ(outside.advertised, "out:2");
}

TEST(a_server_properties_file, with_a_listener_of_another_protocol_gets_a_note) {
    const auto s = from_file("listeners=PLAINTEXT://localhost:1,ODD://localhost:2\n");
    EXPECT_EQ(node_of(s).listeners.size(), 1u);
    ASSERT_EQ(s.notes.size(), 1u);
    EXPECT_NE(s.notes[0].find("ODD://localhost:2"), std::string::npos);
}

TEST(a_server_properties_file, without_a_listener_that_can_be_served_is_refused) {
    EXPECT_NE(refusal({{"listeners", "ODD://:9093"}}, {}).find("none that can be served"),
              std::string::npos);
}

TEST(a_server_properties_file, with_two_directories_is_refused) {
    EXPECT_NE(refusal({{"log.dirs", "/a,/b"}}, {}).find("one directory"), std::string::npos);
}

TEST(an_unknown_setting, gets_a_note_when_it_comes_from_a_file) {
    const auto s = from_file("no.such.setting=1\nnum.partitions=2\n");
    ASSERT_EQ(s.notes.size(), 1u);
    EXPECT_NE(s.notes[0].find("no.such.setting"), std::string::npos);
    EXPECT_FALSE(s.options.properties.contains("no.such.setting"));
}

TEST(an_unknown_setting, is_wrong_usage_when_it_was_typed) {
    const auto words = refusal({}, {{"num.partition", "4"}});
    EXPECT_NE(words.find("did you mean num.partitions?"), std::string::npos) << words;
}

TEST(a_typed_setting, wins_over_the_file) {
    const auto s = settings_of({{"num.partitions", "1"}}, {{"num.partitions", "4"}});
    EXPECT_EQ(s.options.properties.at("num.partitions"), "4");
}

TEST(a_typed_setting, must_be_key_and_value) {
    EXPECT_THROW(key_values({"num.partitions"}, "-X"), failure);
    EXPECT_THROW(key_values({"=4"}, "-X"), failure);
    EXPECT_EQ(key_values({"a=b=c"}, "-X").at("a"), "b=c");
}

TEST(an_address_to_listen_on, has_a_host_and_a_port) {
    EXPECT_EQ(parse_listener("localhost:0").port, 0);
    EXPECT_EQ(parse_listener("[::1]:9092").host, "::1");
    EXPECT_EQ(parse_listener(":9092").host, "::");
    for (const auto* wrong : {"localhost", "localhost:", "localhost:65536", "localhost:9x", ""})
        EXPECT_THROW(parse_listener(wrong), failure) << wrong;
}
