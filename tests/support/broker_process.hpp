// `kafka broker start` as a program of its own, that can be killed and started again on the same
// port.
#pragma once

#include "support/process.hpp"

#include <memory>
#include <string>
#include <vector>

namespace kafka::testing {

class broker_process {
public:
    /// `settings` are key=value. The port is chosen once, so that clients find it again.
    explicit broker_process(std::string directory, std::vector<std::string> settings = {});

    /// Returns when it serves; a failure of the test when it does not.
    void start();
    /// SIGKILL: what a crash of the process leaves.
    void kill();
    /// SIGTERM; its exit code.
    int stop();

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    std::string directory_;
    std::vector<std::string> settings_;
    int port_;
    std::unique_ptr<running_program> program_;
};

/// Where the build put the kafka command.
std::string kafka_binary();
/// A port that nobody listens on.
int free_port();

} // namespace kafka::testing
