// kill -9 of the broker under a group that commits: its members go on without a rebalance, and no
// acknowledged commit goes back.
#include "protocol/create_topics.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/sync_group.hpp"
#include "support/broker_process.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace kafka::detail;
using kafka::testing::wire_client;

namespace {

constexpr int kills = 40;

struct member {
    std::string id;
    std::int32_t generation = -1;
    std::unique_ptr<wire_client> line;

    void connect(const std::string& broker) { line = std::make_unique<wire_client>(broker); }

    protocol::join_group_request join_request() const {
        protocol::join_group_request request;
        request.group_id = "g";
        request.session_timeout_ms = 60'000;
        request.rebalance_timeout_ms = 60'000;
        request.member_id = id;
        request.protocol_type = "test";
        request.protocols.push_back({"any", {}});
        return request;
    }
    void take_id() { id = std::string(line->call(join_request(), 9).member_id); }

    std::int16_t sync(std::vector<protocol::sync_group_request_assignment> shares) {
        protocol::sync_group_request request;
        request.group_id = "g";
        request.generation_id = generation;
        request.member_id = id;
        request.assignments = std::move(shares);
        return line->call(request, 5).error_code;
    }
    std::int16_t heartbeat() {
        return line->call(protocol::heartbeat_request{"g", generation, id, std::nullopt}, 4)
            .error_code;
    }
    std::int16_t commit(std::int32_t partition, std::int64_t offset) {
        protocol::offset_commit_request request;
        request.group_id = "g";
        request.member_id = id;
        request.generation_id_or_member_epoch = generation;
        request.topics.push_back({"t", {{partition, offset, -1, ""}}});
        return line->call(request, 9).topics.at(0).partitions.at(0).error_code;
    }
};

void make_topic(wire_client& by) {
    protocol::create_topics_request request;
    auto& topic = request.topics.emplace_back();
    topic.name = "t";
    topic.num_partitions = 2;
    topic.replication_factor = 1;
    ASSERT_EQ(by.call(request, 7).topics.at(0).error_code, 0);
}

/// Two members in one generation, the first of which leads and is told that the other came.
void gather(member& first, member& second) {
    for (auto* m : {&first, &second}) m->take_id();
    first.generation = first.line->call(first.join_request(), 9).generation_id;
    ASSERT_EQ(first.sync({{first.id, {}}}), 0);
    ASSERT_TRUE(second.line->ask(second.join_request(), 9));
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (first.heartbeat() == 0) ASSERT_LT(std::chrono::steady_clock::now(), limit);
    first.generation = second.generation = first.line->call(first.join_request(), 9).generation_id;
    ASSERT_TRUE(second.line->receive());
    ASSERT_EQ(first.sync({{first.id, {}}, {second.id, {}}}), 0);
    ASSERT_EQ(second.sync({}), 0);
}

std::int64_t committed(wire_client& by, std::int32_t partition) {
    protocol::offset_fetch_request request;
    request.group_id = "g";
    request.topics->push_back({"t", {partition}});
    return by.call(request, 7).topics.at(0).partitions.at(0).committed_offset;
}

} // namespace

TEST(a_group_of_a_broker_that_is_killed, goes_on_without_a_rebalance_and_loses_no_commit) {
    kafka::testing::scratch_directory directory;
    kafka::testing::broker_process broker(directory.path() + "/data");
    broker.start();
    member first;
    member second;
    for (auto* m : {&first, &second}) m->connect(broker.address());
    make_topic(*first.line);
    gather(first, second);
    std::mt19937 random(20260102);
    std::int64_t last[2] = {-1, -1};
    for (int i = 0; i < kills; ++i) {
        for (auto more = random() % 50; more > 0; --more) {
            ASSERT_EQ(first.commit(0, last[0] + 1), 0);
            ++last[0];
            ASSERT_EQ(second.commit(1, last[1] + 2), 0);
            last[1] += 2;
        }
        broker.kill();
        broker.start();
        for (auto* m : {&first, &second}) {
            m->connect(broker.address());
            ASSERT_EQ(m->heartbeat(), 0) << "after " << i + 1 << " kills";
        }
        ASSERT_EQ(committed(*first.line, 0), last[0]);
        ASSERT_EQ(committed(*first.line, 1), last[1]);
    }
    EXPECT_EQ(broker.stop(), 0);
    broker.start();
    for (auto* m : {&first, &second}) {
        m->connect(broker.address());
        EXPECT_EQ(m->heartbeat(), 0);
    }
}
