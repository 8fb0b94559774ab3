// Copy this file into your tests: each test of the fixture has a Kafka broker of its own, in this
// process, on a free port, with a directory that goes away with it.
#pragma once

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

/// Made before the broker and removed after it.
struct temporary_directory {
    std::string path = (std::filesystem::temp_directory_path() / "kafka-test-XXXXXX").string();

    temporary_directory() {
        if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no place for " + path);
    }
    ~temporary_directory() { std::filesystem::remove_all(path); }
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
};

class broker_fixture : public ::testing::Test {
protected:
    /// "localhost:PORT", for any client.
    std::string address() const { return broker->address(); }

    /// What clients of a broker in production have to live with now and then.
    void restart_broker() {
        const auto port = address().substr(address().rfind(':') + 1);
        broker.reset(); // lets go of the port and of the directory
        options.nodes[0].port = static_cast<std::uint16_t>(std::stoi(port));
        broker.emplace(options);
    }

    temporary_directory directory;
    kafka::broker::options options{
        .data_directory = directory.path,
        .nodes = {{.port = 0}},
        .properties = {{"num.partitions", "1"}},
    };
    std::optional<kafka::broker::server> broker{options};
};
