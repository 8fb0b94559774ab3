// A running broker under frames that nobody should send. It must go on serving, and its memory and
// descriptors must stay within bounds.
#include "protocol/api_versions.hpp"
#include "support/becomes_true.hpp"
#include "support/hostile_frames.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace kafka::testing;
using kafka::broker::server;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

/// Not zero, because some mutated requests are good ones that make topics.
constexpr std::size_t most_growth = 48 * mebibyte;

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t size = 0, resident = 0;
    statm >> size >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t sockets() {
    std::size_t n = 0;
    std::error_code gone;
    for (const auto& e : std::filesystem::directory_iterator("/proc/self/fd"))
        if (std::filesystem::read_symlink(e.path(), gone).string().starts_with("socket:")) ++n;
    return n;
}

class a_broker_under_attack : public ::testing::Test {
protected:
    /// Someone who behaves well is served all the while.
    void expect_service() {
        wire_client client(broker.address());
        EXPECT_EQ(produce(client, "served", "x").error, 0);
        EXPECT_EQ(fetch(client, "served", served).size(), 1u);
        ++served;
    }
    wire_client connect() const { return wire_client(broker.address()); }

    scratch_directory directory;
    server broker{{.data_directory = directory.path(), .nodes = {{.port = 0}}}};
    std::int64_t served = 0;
};

} // namespace

TEST_F(a_broker_under_attack, survives_ten_thousand_hostile_frames) {
    hostile_frames frames(1);
    expect_service();
    for (int i = 0; i < 500; ++i) connect().send(frames.next()); // what is made lazily is there now
    const auto before = resident_bytes();
    for (std::size_t sent = 0, connection = 0; sent < 10'000; ++connection) {
        auto client = connect();
        const auto on_this_one = 1 + frames.below(30);
        for (std::size_t i = 0; i < on_this_one && client.send(frames.next()); ++i) ++sent;
        if (frames.below(2) == 0) client.finish_sending();
        if (connection % 50 == 0) expect_service();
    }
    expect_service();
    EXPECT_LE(resident_bytes(), before + most_growth);
}

TEST_F(a_broker_under_attack, spends_no_memory_on_sizes_that_are_only_claimed) {
    expect_service();
    const auto before = resident_bytes();
    std::vector<wire_client> clients;
    for (int i = 0; i < 400; ++i) {
        clients.push_back(connect());
        clients.back().send(std::string_view("\x06\x40\0\0\0\0\0\x08", 8)); // 100 MiB will come
    }
    expect_service();
    EXPECT_LE(resident_bytes(), before + 16 * mebibyte);
}

TEST_F(a_broker_under_attack, serves_others_while_requests_come_byte_by_byte) {
    const auto request = request_bytes(kafka::detail::protocol::api_versions_request{}, 0);
    std::vector<wire_client> slow;
    for (int i = 0; i < 100; ++i) slow.push_back(connect());
    for (const auto b : request) {
        for (auto& client : slow) ASSERT_TRUE(client.send({&b, 1}));
        expect_service();
    }
    for (auto& client : slow) EXPECT_TRUE(client.receive());
}

TEST_F(a_broker_under_attack, lets_go_of_peers_that_vanish_half_way) {
    const auto before = sockets();
    hostile_frames frames(2);
    for (int i = 0; i < 1000; ++i) {
        auto client = connect();
        auto frame = frames.next();
        frame.resize(frame.size() / 2);
        client.send(frame);
    }
    expect_service();
    EXPECT_TRUE(becomes_true([&] { return sockets() <= before; }))
        << sockets() << " instead of " << before;
}

TEST_F(a_broker_under_attack, stops_reading_from_those_who_never_read) {
    expect_service();
    const auto before = resident_bytes();
    const auto request = request_bytes(kafka::detail::protocol::api_versions_request{}, 0);
    std::vector<std::byte> many;
    for (int i = 0; i < 2000; ++i) many.insert(many.end(), request.begin(), request.end());
    std::vector<wire_client> deaf;
    for (int i = 0; i < 50; ++i) deaf.push_back(connect());
    for (int round = 0; round < 50; ++round)
        for (auto& client : deaf) client.send_some(many);
    expect_service();
    EXPECT_LE(resident_bytes(), before + 32 * mebibyte);
}
