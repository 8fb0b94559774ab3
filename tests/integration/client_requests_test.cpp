// client::request: any message of the protocol by hand.
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/metadata.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/produce.hpp"
#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/request.hpp>

#include <gtest/gtest.h>

using kafka::testing::running_broker;
namespace protocol = kafka::protocol;

namespace {

const auto limit = running_broker::limit;

constexpr std::int16_t served = 12; // the highest Metadata of our broker

/// The code with which a call ends.
template <class Call>
std::error_code code_of(Call call) {
    try {
        call();
        return {};
    } catch (const kafka::error& e) {
        return e.code();
    }
}

} // namespace

TEST(a_request, is_answered_in_the_highest_version_that_both_know) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 2);
    protocol::metadata_request question;
    question.topics->push_back({.name = "a"});
    const auto copy = client.request(limit(), question); // outlives the frame's first owner
    EXPECT_EQ(copy.version, served);
    ASSERT_EQ(copy->topics.size(), 1u);
    EXPECT_EQ(copy->topics[0].name, "a");
    EXPECT_EQ(copy->topics[0].partitions.size(), 2u);
}

TEST(a_request, is_sent_in_the_version_that_is_asked_for) {
    running_broker broker;
    auto client = broker.make_client();
    for (std::int16_t v = 0; v <= served; ++v) {
        const auto got = client.request(limit(), protocol::metadata_request{}, {.version = v});
        EXPECT_EQ(got.version, v);
        EXPECT_EQ(got->brokers.size(), 1u) << v;
    }
    for (const std::int16_t unknown : {std::int16_t{-1}, std::int16_t{99}})
        EXPECT_EQ(code_of([&] {
                      client.request(limit(), protocol::metadata_request{}, {.version = unknown});
                  }),
                  kafka::errc::unsupported_version);
}

TEST(a_request, goes_down_to_a_version_that_carries_what_is_set) {
    running_broker broker;
    auto client = broker.make_client();
    const auto got =
        client.request(limit(), protocol::find_coordinator_request{.coordinator_key = "g"});
    EXPECT_EQ(got.version, 3);
    EXPECT_EQ(got->error_code, 0);
    EXPECT_EQ(code_of([&] {
                  client.request(limit(),
                                 protocol::find_coordinator_request{.coordinator_key = "g"},
                                 {.version = std::int16_t{4}});
              }),
              kafka::errc::invalid_argument);
}

TEST(a_request, finds_its_own_way) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 2);
    broker.append_numbers("a", 1, 5);
    protocol::list_offsets_request of_partition{.replica_id = -1};
    of_partition.topics.push_back({.name = "a", .partitions = {}});
    of_partition.topics[0].partitions.push_back({.partition_index = 1, .timestamp = -1});
    const auto end = client.request(limit(), of_partition);
    EXPECT_EQ(end->topics[0].partitions[0].offset, 5);

    const auto beat = client.request(limit(), protocol::heartbeat_request{.group_id = "g"});
    EXPECT_EQ(beat->error_code, static_cast<int>(kafka::broker_errc::unknown_member_id));
    protocol::offset_fetch_request of_group;
    of_group.groups.push_back({.group_id = "g", .topics = std::nullopt});
    EXPECT_EQ(client.request(limit(), of_group)->groups.at(0).group_id, "g");
}

TEST(a_request, goes_where_it_is_sent) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    const protocol::metadata_request question;
    const auto node = client.metadata(limit()).brokers[0].id;
    EXPECT_EQ(client.request(limit(), question, {.broker = node})->controller_id, node);
    EXPECT_EQ(client.request(limit(), question, {.controller = true})->controller_id, node);
    EXPECT_EQ(client.request(limit(), question, {.coordinator = "g"})->controller_id, node);
    EXPECT_EQ(client.request(limit(), question, {.leader = kafka::topic_partition{"a", 0}})
                  ->controller_id,
              node);
}

TEST(a_request, says_who_is_not_there) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    const protocol::metadata_request question;
    const auto soon = [] { return kafka::context::after(std::chrono::milliseconds(300)); };
    const auto sent_to = [&](const kafka::request_options& how) {
        return code_of([&] { client.request(soon(), question, how); });
    };
    EXPECT_EQ(sent_to({.leader = kafka::topic_partition{"a", 7}}),
              kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(sent_to({.leader = kafka::topic_partition{"a", -1}}),
              kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(sent_to({.broker = -5}), kafka::errc::invalid_argument);
    EXPECT_EQ(sent_to({.broker = 1, .controller = true}), kafka::errc::invalid_argument);
    EXPECT_EQ(sent_to({.timeout = std::chrono::milliseconds(0)}), kafka::errc::invalid_argument);
    EXPECT_EQ(sent_to({.broker = 4711}), kafka::errc::timed_out); // it may come yet
}

TEST(a_request, without_an_answer_returns_when_it_has_left) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    protocol::produce_request question{.acks = 0, .timeout_ms = 1000};
    question.topic_data.push_back({.name = "a", .topic_id = {}, .partition_data = {}});
    question.topic_data[0].partition_data.push_back({.index = 0, .records = std::nullopt});
    const auto got = client.request(limit(), question);
    EXPECT_LE(got.version, 12); // by name, since it has no id
    EXPECT_TRUE(got->responses.empty());
}
