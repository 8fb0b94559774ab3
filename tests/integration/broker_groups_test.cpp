// Groups over sockets, with the server's own clock: what needs no request happens in time.
#include "protocol/describe_groups.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/sync_group.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

using namespace std::chrono_literals;
using namespace kafka::detail;
using kafka::testing::wire_client;

namespace {

struct groups_of_a_server : ::testing::Test {
    void start(std::map<std::string, std::string> properties = {}) {
        properties["group.min.session.timeout.ms"] = "1";
        broker.reset();
        broker = std::make_unique<kafka::broker::server>(
            kafka::broker::options{.data_directory = directory.path(),
                                   .nodes = {{.port = 0}},
                                   .properties = std::move(properties)});
    }
    wire_client connect() const { return wire_client(broker->address()); }

    static protocol::join_group_request joins(std::string_view id,
                                              std::int32_t session_ms = 30'000) {
        protocol::join_group_request request;
        request.group_id = "g";
        request.session_timeout_ms = session_ms;
        request.rebalance_timeout_ms = 30'000;
        request.member_id = id;
        request.protocol_type = "test";
        request.protocols.push_back({"any", {}});
        return request;
    }
    static std::string id_for(wire_client& line) {
        return std::string(line.call(joins(""), 9).member_id);
    }
    std::string state(wire_client& line) {
        return std::string(
            line.call(protocol::describe_groups_request{{"g"}}, 5).groups.at(0).group_state);
    }
    /// Asks until it is so, or for 20 seconds.
    bool becomes(const std::string& wanted) {
        auto line = connect();
        const auto limit = std::chrono::steady_clock::now() + 20s;
        while (state(line) != wanted)
            if (std::chrono::steady_clock::now() > limit) return false;
        return true;
    }

    kafka::testing::scratch_directory directory;
    std::unique_ptr<kafka::broker::server> broker;
};

} // namespace

TEST_F(groups_of_a_server, end_the_session_of_who_is_silent) {
    start();
    auto line = connect();
    const auto id = id_for(line);
    EXPECT_EQ(line.call(joins(id, 200), 9).generation_id, 1);
    EXPECT_TRUE(becomes("Empty"));
}

TEST_F(groups_of_a_server, let_their_first_members_wait_no_longer_than_they_should) {
    start({{"group.initial.rebalance.delay.ms", "200"}});
    auto line = connect();
    const auto id = id_for(line);
    EXPECT_EQ(line.call(joins(id), 9).generation_id, 1);
}

TEST_F(groups_of_a_server, gather_without_a_member_whose_connection_ended_while_it_waited) {
    start();
    auto first = connect();
    const auto id = id_for(first);
    auto told = first.call(joins(id), 9);
    const auto generation = told.generation_id;
    {
        auto second = connect();
        const auto other = id_for(second);
        second.ask(joins(other, 500), 9);
        EXPECT_TRUE(becomes("PreparingRebalance"));
    }
    EXPECT_EQ(first.call(joins(id), 9).generation_id, generation + 1);
    protocol::sync_group_request sync;
    sync.group_id = "g";
    sync.generation_id = generation + 1;
    sync.member_id = id;
    EXPECT_EQ(first.call(sync, 5).error_code, 0);
    EXPECT_TRUE(becomes("PreparingRebalance")) << "the silent one's session has ended";
    EXPECT_EQ(first.call(joins(id), 9).members.size(), 1u);
}

TEST_F(groups_of_a_server, delay_nobody_elses_requests_while_a_member_waits) {
    start();
    auto first = connect();
    const auto id = id_for(first);
    first.call(joins(id), 9);
    auto second = connect();
    const auto other = id_for(second);
    second.ask(joins(other), 9);
    EXPECT_TRUE(becomes("PreparingRebalance"));
    auto third = connect();
    EXPECT_EQ(kafka::testing::produce(third, "t", "x").error, 0);
}

TEST_F(groups_of_a_server, have_hundreds_of_members_in_one_generation) {
    constexpr std::size_t count = 200;
    start({{"group.initial.rebalance.delay.ms", "1000"}});
    std::vector<wire_client> lines;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        lines.push_back(connect());
        ids.push_back(id_for(lines.back()));
    }
    for (std::size_t i = 0; i < count; ++i) ASSERT_TRUE(lines[i].ask(joins(ids[i]), 9));
    std::size_t leaders = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto frame = lines[i].receive();
        ASSERT_TRUE(frame);
        protocol::join_group_response told;
        ASSERT_EQ(protocol::read_response<protocol::join_group_request>(*frame, 9, told),
                  wire::errc::ok);
        EXPECT_EQ(told.error_code, 0);
        EXPECT_EQ(told.generation_id, 1);
        if (told.members.empty()) continue;
        ++leaders;
        EXPECT_EQ(told.members.size(), count);
    }
    EXPECT_EQ(leaders, 1u);
}
