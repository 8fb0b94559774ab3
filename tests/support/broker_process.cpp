#include "support/broker_process.hpp"

#include "support/places.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <csignal>

namespace kafka::testing {

std::string kafka_binary() { return build_directory() + "/bin/kafka"; }

int free_port() {
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(s, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(s, reinterpret_cast<sockaddr*>(&address), &size), 0);
    ::close(s);
    return ntohs(address.sin_port);
}

broker_process::broker_process(std::string directory, std::vector<std::string> settings)
    : directory_(std::move(directory))
    , settings_(std::move(settings))
    , port_(free_port()) {}

void broker_process::start() {
    std::vector<std::string> command{kafka_binary(), "broker",   "start",  "--data",
                                     directory_,     "--listen", address()};
    for (const auto& s : settings_) {
        command.push_back("-X");
        command.push_back(s);
    }
    program_ = std::make_unique<running_program>(command);
    EXPECT_TRUE(program_->wait_for_line("listening on")) << "the broker did not start";
}

void broker_process::kill() { program_.reset(); }

int broker_process::stop() {
    program_->signal(SIGTERM);
    const auto code = program_->wait_for_exit();
    program_.reset();
    EXPECT_TRUE(code) << "the broker did not stop";
    return code.value_or(-1);
}

} // namespace kafka::testing
