// The typed calls of kafka::client, one by one, against our broker.
#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

/// Joins as a client must: with the id that the first answer gives.
kafka::joined_group join(kafka::client& client, kafka::join_group_options options) {
    auto joined = client.join_group(limit(), options);
    if (joined.error == kafka::broker_errc::member_id_required) {
        options.member_id = joined.member_id;
        joined = client.join_group(limit(), options);
    }
    return joined;
}

kafka::group_membership membership(const kafka::joined_group& joined, const std::string& group) {
    return {.group = group, .generation = joined.generation, .member_id = joined.member_id};
}

} // namespace

TEST(a_client, lists_the_apis_of_a_broker) {
    running_broker broker;
    auto client = broker.make_client();
    const auto apis = client.api_versions(limit());
    const auto metadata = std::ranges::find(apis, "Metadata", &kafka::api_version::name);
    ASSERT_NE(metadata, apis.end());
    EXPECT_EQ(metadata->key, 3);
    EXPECT_GE(metadata->max, 12);
    EXPECT_EQ(client.api_versions(limit(), client.metadata(limit()).brokers[0].id).size(),
              apis.size());
}

TEST(a_client, describes_the_cluster) {
    running_broker broker;
    auto client = broker.make_client();
    const auto seen = client.describe_cluster(limit());
    ASSERT_EQ(seen.brokers.size(), 1u);
    EXPECT_EQ(seen.brokers[0].host, "127.0.0.1");
    EXPECT_EQ(seen.controller, seen.brokers[0].id);
    EXPECT_EQ(seen.cluster_id, client.metadata(limit()).cluster_id);
    EXPECT_TRUE(seen.authorized_operations);
}

TEST(a_client, describes_topics_by_their_partitions) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 3);
    broker.make_topic("b");
    const auto all = client.describe_topic_partitions(limit());
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].name, "a");
    EXPECT_EQ(all[0].partitions.size(), 3u);
    EXPECT_EQ(all[0].partitions[2].leader, 1);
    const auto some = client.describe_topic_partitions(limit(), {"b", "absent", "a"});
    ASSERT_EQ(some.size(), 3u);
    for (const auto& t : some)
        EXPECT_EQ(t.error == kafka::broker_errc::unknown_topic_or_partition, t.name == "absent");
}

TEST(a_client, deletes_topics_by_id) {
    running_broker broker;
    auto client = broker.make_client();
    const auto id = client.create_topics(limit(), {{.topic = "a"}, {.topic = "b"}})[0].id;
    const auto gone = client.delete_topics_by_id(limit(), {kafka::uuid::random(), id});
    ASSERT_EQ(gone.size(), 2u);
    EXPECT_EQ(gone[0].error, kafka::broker_errc::unknown_topic_id);
    EXPECT_FALSE(gone[1].error);
    EXPECT_EQ(client.topics(limit()).size(), 1u);
}

TEST(a_client, finds_coordinators) {
    running_broker broker;
    auto client = broker.make_client();
    const auto found = client.find_coordinators(limit(), {"g", "h"});
    ASSERT_EQ(found.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_FALSE(found[i].error) << found[i].detail;
        EXPECT_EQ(found[i].node, 1);
        EXPECT_EQ(found[i].host, "127.0.0.1");
    }
    EXPECT_EQ(found[1].key, "h");
}

TEST(a_client, gets_a_producer_id_of_its_own_each_time) {
    running_broker broker;
    auto client = broker.make_client();
    const auto one = client.init_producer_id(limit());
    const auto other = client.init_producer_id(limit());
    EXPECT_GE(one.id, 0);
    EXPECT_EQ(one.epoch, 0);
    EXPECT_NE(one.id, other.id);
    EXPECT_THROW(client.init_producer_id(limit(), {}, std::chrono::milliseconds(0)), kafka::error);
}

TEST(a_client, asks_where_leader_epochs_end) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 2);
    broker.append_numbers("a", 1, 7);
    const auto epoch =
        client.list_offsets(limit(), {{.partition = {"a", 1}, .at = -2}})[0].leader_epoch;
    const auto ends = client.offsets_for_leader_epochs(
        limit(), {{"a", 1, epoch}, {"a", 9, 0}, {"absent", 0, 0}, {"a", -1, 0}});
    ASSERT_EQ(ends.size(), 4u);
    EXPECT_FALSE(ends[0].error);
    EXPECT_EQ(ends[0].end_offset, 7);
    for (std::size_t i = 1; i < 4; ++i)
        EXPECT_EQ(ends[i].error, kafka::broker_errc::unknown_topic_or_partition) << i;
}

TEST(a_client, writes_a_batch_and_reads_it_back) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 2);
    const std::vector<kafka::record> records{{.key = "k", .value = "0"}, {.value = nullptr}};
    for (const auto codec : {kafka::compression::none, kafka::compression::zstd}) {
        const auto wrote = client.produce(limit(), {"a", 1}, records, {.compression = codec});
        EXPECT_FALSE(wrote.error) << wrote.detail;
    }
    const auto last = client.produce(limit(), {"a", 1}, records);
    EXPECT_EQ(last.base_offset, 4);
    EXPECT_EQ(last.log_start_offset, 0);
    const auto read = client.fetch(limit(), {"a", 1}, 1);
    EXPECT_FALSE(read.error);
    EXPECT_EQ(read.high_watermark, 6);
    ASSERT_EQ(read.messages.size(), 5u);
    EXPECT_EQ(read.messages[0].offset, 1);
    EXPECT_TRUE(read.messages[0].value.is_null());
    EXPECT_EQ(read.messages[1].value, "0");
    EXPECT_EQ(read.messages[1].key, "k");
    EXPECT_EQ(read.messages[1].topic, "a");
}

TEST(a_client, writes_without_an_acknowledgement) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    const std::vector<kafka::record> records{{.value = "0"}};
    EXPECT_EQ(client.produce(limit(), {"a", 0}, records, {.acks = kafka::acks::none}).base_offset,
              -1);
    // The next request on the connection is answered after that one was done.
    EXPECT_EQ(
        client.fetch(limit(), {"a", 0}, 0, {.max_wait = std::chrono::seconds(10)}).messages.size(),
        1u);
}

TEST(a_client, copies_batches_as_they_are) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("from");
    broker.make_topic("to");
    broker.append_numbers("from", 0, 3);
    const auto raw = client.raw_fetch(limit(), {"from", 0}, kafka::first_offset);
    EXPECT_TRUE(raw.messages.empty());
    ASSERT_FALSE(raw.raw.empty());
    EXPECT_EQ(client.raw_produce(limit(), {"to", 0}, raw.raw).base_offset, 0);
    const auto copied = client.fetch(limit(), {"to", 0}, kafka::first_offset);
    ASSERT_EQ(copied.messages.size(), 3u);
    EXPECT_EQ(copied.messages[2].value, "2");
}

TEST(a_client, is_told_why_a_batch_is_refused) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    const auto refused = client.raw_produce(limit(), {"a", 0}, "this is no batch");
    EXPECT_EQ(refused.error, kafka::broker_errc::invalid_record);
    EXPECT_EQ(refused.base_offset, -1);
    const std::vector<kafka::record> none;
    EXPECT_THROW(client.produce(limit(), {"a", 0}, none), kafka::error);
    const auto out = client.fetch(limit(), {"a", 0}, 77);
    EXPECT_EQ(out.error, kafka::broker_errc::offset_out_of_range);
    EXPECT_TRUE(out.messages.empty());
}

TEST(a_client, reads_from_the_end_and_from_a_time) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a");
    broker.append_numbers("a", 0, 3);
    const kafka::fetch_options at_once{.max_wait = std::chrono::milliseconds(0)};
    EXPECT_TRUE(client.fetch(limit(), {"a", 0}, kafka::last_offset, at_once).messages.empty());
    const kafka::timestamp long_ago{};
    EXPECT_EQ(client.fetch(limit(), {"a", 0}, kafka::at(long_ago), at_once).messages.size(), 3u);
    EXPECT_THROW(client.fetch(limit(), {"a", 0}, 0, {.max_bytes = 0}), kafka::error);
    EXPECT_THROW(client.fetch(limit(), {"a", 0}, 0, {.min_bytes = -1}), kafka::error);
}

TEST(a_client, lists_what_a_group_has_committed_for_each_partition_of_a_topic) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 3);
    client.commit_offsets(limit(), "g", {{.partition = {"a", 1}, .offset = 42}});
    const auto offsets = client.consumer_offsets(limit(), "g", "a");
    ASSERT_EQ(offsets.size(), 3u);
    EXPECT_EQ(offsets[0].offset, -1);
    EXPECT_EQ(offsets[1].offset, 42);
    EXPECT_EQ(offsets[2].offset, -1);
    EXPECT_THROW(client.consumer_offsets(limit(), "g", "absent"), kafka::error);
}

TEST(a_client, takes_part_in_a_group_by_hand) {
    running_broker broker;
    auto client = broker.make_client();
    const auto joined =
        join(client, {.group = "g", .protocols = {{"mine", "what I want"}, {"other", ""}}});
    ASSERT_FALSE(joined.error) << joined.error.message();
    EXPECT_EQ(joined.leader, joined.member_id);
    EXPECT_EQ(joined.protocol_name, "mine");
    ASSERT_EQ(joined.members.size(), 1u);
    EXPECT_EQ(joined.members[0].metadata, "what I want");

    const auto who = membership(joined, "g");
    const auto synced = client.sync_group(
        limit(), {.who = who, .protocol_name = "mine", .assignments = {{who.member_id, "all"}}});
    EXPECT_FALSE(synced.error) << synced.error.message();
    EXPECT_EQ(synced.assignment, "all");
    EXPECT_FALSE(client.heartbeat(limit(), who));

    auto stranger = who;
    stranger.member_id = "nobody";
    EXPECT_EQ(client.heartbeat(limit(), stranger), kafka::broker_errc::unknown_member_id);
    stranger = who;
    stranger.generation = 99;
    EXPECT_EQ(client.heartbeat(limit(), stranger), kafka::broker_errc::illegal_generation);

    const auto left = client.leave_group(
        limit(), "g", {{.member_id = "nobody"}, {.member_id = who.member_id, .reason = "enough"}});
    ASSERT_EQ(left.size(), 2u);
    EXPECT_EQ(left[0].error, kafka::broker_errc::unknown_member_id);
    EXPECT_FALSE(left[1].error);
    EXPECT_EQ(client.describe_groups(limit(), {"g"})[0].state, "Empty");
}

TEST(a_client, is_a_static_member_by_hand) {
    running_broker broker;
    auto client = broker.make_client();
    const kafka::join_group_options options{
        .group = "g", .instance_id = "one", .protocols = {{"mine", ""}}};
    const auto first = join(client, options);
    const auto again = join(client, options);
    ASSERT_FALSE(again.error);
    auto who = membership(first, "g");
    who.instance_id = "one";
    EXPECT_EQ(client.heartbeat(limit(), who), kafka::broker_errc::fenced_instance_id);
    const auto left = client.leave_group(limit(), "g", {{.instance_id = "one"}});
    EXPECT_FALSE(left[0].error);
    EXPECT_TRUE(client.leave_group(limit(), "g", {}).empty());
}
