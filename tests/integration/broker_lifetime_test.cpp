// Brokers that start, stop and start again in this process.
#include "support/log_lines.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace kafka::testing;
using kafka::broker::options;
using kafka::broker::server;

namespace {

options on_any_port(const std::string& directory) {
    return {.data_directory = directory, .nodes = {{.port = 0}}};
}

std::uint16_t port_of(const std::string& address) {
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

/// What the constructor says when it refuses.
std::string refusal(const options& wanted) {
    try {
        server started(wanted);
    } catch (const kafka::error& e) {
        return e.what();
    }
    return {};
}

} // namespace

TEST(a_server, answers_when_it_is_made_and_no_more_when_it_is_gone) {
    const scratch_directory directory;
    std::string address;
    {
        const server broker(on_any_port(directory.path()));
        address = broker.address();
        wire_client client(address);
        EXPECT_EQ(produce(client, "t", "hello").error, 0);
        EXPECT_EQ(fetch(client, "t"), std::vector<std::string>{"hello"});
    }
    EXPECT_THROW(wire_client{address}, std::runtime_error);
}

TEST(a_server, on_localhost_answers_on_both_loopback_addresses) {
    const scratch_directory directory;
    const server broker(on_any_port(directory.path()));
    const auto port = std::to_string(port_of(broker.address()));
    EXPECT_EQ(broker.address(), "localhost:" + port);
    for (const auto* host : {"127.0.0.1:", "[::1]:"}) {
        wire_client client(host + port);
        EXPECT_EQ(produce(client, "t", "hello").error, 0) << host;
    }
}

TEST(a_server, keeps_its_records_and_its_name_over_a_restart_on_the_same_port) {
    const scratch_directory directory;
    auto wanted = on_any_port(directory.path());
    std::string cluster;
    for (int start = 0; start < 5; ++start) {
        server broker(wanted);
        if (start == 0) cluster = broker.cluster_id();
        EXPECT_EQ(broker.cluster_id(), cluster);
        wanted.nodes[0].port = port_of(broker.address());
        wire_client client(broker.address());
        EXPECT_EQ(produce(client, "t", std::to_string(start)).offset, start);
        EXPECT_EQ(fetch(client, "t").size(), static_cast<std::size_t>(start) + 1);
        EXPECT_TRUE(broker.stop());
    }
}

TEST(a_server, may_be_one_of_several_in_a_process) {
    std::vector<std::unique_ptr<scratch_directory>> directories;
    std::vector<server> brokers;
    for (int i = 0; i < 8; ++i) {
        directories.push_back(std::make_unique<scratch_directory>());
        brokers.emplace_back(on_any_port(directories.back()->path()));
    }
    for (std::size_t i = 0; i < brokers.size(); ++i) {
        wire_client client(brokers[i].address());
        EXPECT_EQ(produce(client, "t", std::to_string(i)).offset, 0);
        EXPECT_EQ(fetch(client, "t"), std::vector<std::string>{std::to_string(i)});
    }
}

TEST(a_server, may_show_several_nodes_one_of_which_leads) {
    const scratch_directory directory;
    const server broker({.data_directory = directory.path(),
                         .nodes = {{.id = 1, .port = 0}, {.id = 2, .port = 0}}});
    ASSERT_EQ(broker.addresses().size(), 2u);
    int leaders = 0;
    for (const auto& address : broker.addresses()) {
        wire_client client(address);
        leaders += produce(client, "t", "hello").error == 0;
    }
    EXPECT_EQ(leaders, 1);
}

TEST(a_server, stops_once_and_then_says_so_again) {
    const scratch_directory directory;
    server broker(on_any_port(directory.path()));
    EXPECT_TRUE(broker.stop());
    EXPECT_TRUE(broker.stop());
}

TEST(a_server, stops_while_clients_are_connected_and_in_the_middle_of_a_request) {
    const scratch_directory directory;
    server broker(on_any_port(directory.path()));
    wire_client idle(broker.address());
    wire_client in_the_middle(broker.address());
    EXPECT_EQ(produce(in_the_middle, "t", "hello").error, 0);
    in_the_middle.send(std::string_view("\0\0\0\x50half a request", 18));
    EXPECT_TRUE(broker.stop());
    EXPECT_TRUE(idle.sees_end());
    EXPECT_TRUE(in_the_middle.sees_end());
}

TEST(a_server, refuses_a_port_in_use_and_says_which) {
    const scratch_directory first, second;
    const server broker(on_any_port(first.path()));
    auto wanted = on_any_port(second.path());
    wanted.nodes[0].port = port_of(broker.address());
    const auto words = refusal(wanted);
    EXPECT_NE(words.find(broker.address()), std::string::npos) << words;
    EXPECT_NE(words.find("Another process listens there"), std::string::npos) << words;
}

TEST(a_server, refuses_an_address_that_is_not_of_this_machine) {
    const scratch_directory directory;
    auto wanted = on_any_port(directory.path());
    wanted.nodes[0].host = "192.0.2.1";
    EXPECT_NE(refusal(wanted).find("192.0.2.1"), std::string::npos);
    wanted.nodes[0].host = "no-such-host.invalid";
    EXPECT_NE(refusal(wanted).find("no-such-host.invalid"), std::string::npos);
}

TEST(a_server, refuses_a_directory_that_another_broker_owns) {
    const scratch_directory directory;
    const server broker(on_any_port(directory.path()));
    const auto words = refusal(on_any_port(directory.path()));
    EXPECT_NE(words.find(directory.path()), std::string::npos) << words;
    EXPECT_NE(words.find("another"), std::string::npos) << words;
    wire_client client(broker.address());
    EXPECT_EQ(produce(client, "t", "still served").error, 0);
}

TEST(a_server, refuses_a_place_where_it_cannot_write) {
    const auto words = refusal(on_any_port("/proc/kafka-data"));
    EXPECT_NE(words.find("/proc/kafka-data"), std::string::npos) << words;
    const scratch_directory directory;
    std::ofstream(directory.path() + "/file") << "x";
    const auto file = refusal(on_any_port(directory.path() + "/file"));
    EXPECT_NE(file.find(directory.path() + "/file"), std::string::npos) << file;
}

TEST(a_server, refuses_a_directory_of_a_newer_format_and_leaves_it_as_it_is) {
    const scratch_directory directory;
    const auto file = directory.path() + "/meta.properties";
    const std::string text = "version=7\nnode.id=1\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n";
    std::ofstream(file) << text;
    const auto words = refusal(on_any_port(directory.path()));
    EXPECT_NE(words.find("7"), std::string::npos) << words;
    std::stringstream after;
    after << std::ifstream(file).rdbuf();
    EXPECT_EQ(after.str(), text);
}

TEST(a_server, refuses_unknown_settings_before_it_touches_anything) {
    const scratch_directory parent;
    const auto directory = parent.path() + "/data";
    auto wanted = on_any_port(directory);
    wanted.properties["no.such.setting"] = "1";
    EXPECT_NE(refusal(wanted).find("no.such.setting"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(directory));
}
