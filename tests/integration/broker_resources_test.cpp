// What a broker in this process costs: threads, descriptors, wake-ups. Counts, not times.
#include "protocol/api_versions.hpp"
#include "support/becomes_true.hpp"
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

std::size_t entries_of(const char* path) {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path)) ++n;
    return n;
}

std::size_t threads() { return entries_of("/proc/self/task"); }
std::size_t descriptors() { return entries_of("/proc/self/fd"); }

/// How often the threads of this process went to sleep, but for the one that asks.
std::uint64_t wake_ups_of_others() {
    const auto myself = std::to_string(::gettid());
    std::uint64_t sum = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        if (task.path().filename() == myself) continue;
        std::ifstream status(task.path() / "status");
        for (std::string word; status >> word;) {
            std::uint64_t n = 0;
            if (word == "voluntary_ctxt_switches:" && status >> n) sum += n;
        }
    }
    return sum;
}

server started(const scratch_directory& directory) {
    return server({.data_directory = directory.path(), .nodes = {{.port = 0}}});
}

} // namespace

TEST(a_broker_in_this_process, has_three_threads_and_leaves_none) {
    const scratch_directory directory;
    const auto before = threads();
    {
        const auto broker = started(directory);
        EXPECT_EQ(threads(), before + 3);
    }
    EXPECT_EQ(threads(), before);
}

TEST(a_broker_in_this_process, gives_back_every_descriptor) {
    const auto before = descriptors();
    for (int i = 0; i < 3; ++i) {
        const scratch_directory directory;
        const auto broker = started(directory);
        wire_client client(broker.address());
        produce(client, "t", "x");
    }
    EXPECT_EQ(descriptors(), before);
}

TEST(a_broker_in_this_process, closes_the_connections_that_its_clients_close) {
    const scratch_directory directory;
    const auto broker = started(directory);
    wire_client first(broker.address());
    first.call(kafka::detail::protocol::api_versions_request{}, 0);
    const auto before = descriptors();
    for (int round = 0; round < 5; ++round) {
        std::vector<wire_client> clients;
        for (int i = 0; i < 40; ++i) {
            clients.emplace_back(broker.address());
            clients.back().call(kafka::detail::protocol::api_versions_request{}, 0);
        }
        EXPECT_GE(descriptors(), before + 80);
    }
    EXPECT_TRUE(becomes_true([&] { return descriptors() <= before; })) << descriptors();
}

TEST(a_broker_in_this_process, sleeps_while_nobody_asks_anything) {
    const scratch_directory directory;
    const auto broker = started(directory);
    wire_client client(broker.address());
    produce(client, "t", "x");
    // The flush by interval follows 100 ms after the last append; then nothing is left to do.
    std::uint64_t last = 0;
    int looks_in_a_row = 0;
    EXPECT_TRUE(becomes_true([&] {
        const auto now = wake_ups_of_others();
        looks_in_a_row = now == last ? looks_in_a_row + 1 : 0;
        last = now;
        return looks_in_a_row == 60;
    })) << "the broker's threads wake up without a reason";
}
