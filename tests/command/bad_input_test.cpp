// What people get wrong, and what the command says to it: at most three lines that say what
// happened, to what, and what to do.
#include "support/broker_process.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>

namespace {

using kafka::testing::kafka_binary;
using kafka::testing::program_result;
using kafka::testing::scratch_directory;

/// Answers whatever is said to it with the same bytes, as a server of another protocol does.
class foreign_server {
public:
    explicit foreign_server(std::string answer) : answer_(std::move(answer)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof where;
        auto* address = reinterpret_cast<sockaddr*>(&where);
        EXPECT_EQ(::bind(listener_, address, size), 0);
        EXPECT_EQ(::listen(listener_, 16), 0);
        ::getsockname(listener_, address, &size);
        port_ = ntohs(where.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~foreign_server() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    foreign_server(const foreign_server&) = delete;
    foreign_server& operator=(const foreign_server&) = delete;

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    void serve() {
        for (int peer; (peer = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            char heard[1000];
            if (::recv(peer, heard, sizeof heard, 0) > 0)
                ::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            ::close(peer);
        }
    }

    std::string answer_;
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

program_result run(std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), kafka_binary());
    return kafka::testing::run_program(words, input);
}

/// Says all of `parts` in at most three lines, the first of which begins with "error: ".
void expect_words(const program_result& r, int code, const std::vector<std::string>& parts) {
    EXPECT_EQ(r.exit_code, code) << r.err;
    EXPECT_NE(("\n" + r.err).find("\nerror: "), r.err.npos) << r.err;
    EXPECT_LE(std::ranges::count(r.err, '\n'), 3) << r.err;
    for (const auto& part : parts)
        EXPECT_NE(r.err.find(part), r.err.npos) << part << ":\n" << r.err;
}

class a_mistake : public ::testing::Test {
protected:
    program_result run(std::vector<std::string> words, const std::string& input = {}) {
        words.insert(words.end(), {"-b", server_.address()});
        return ::run(std::move(words), input);
    }
    std::size_t messages_in(const std::string& topic) {
        const auto all = run({"consume", topic, "--from", "start", "--to", "end"});
        return static_cast<std::size_t>(std::ranges::count(all.out, '\n'));
    }

    /// `command` wants the broker's address at its end.
    void expect_whole_lines_after_ctrl_c(const std::string& command) {
        run({"topic", "create", "orders", "-p", "1"});
        const auto pipe = directory_.path() + "/../typed-" + std::to_string(::getpid());
        ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
        const int typed = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
        kafka::testing::running_program producer(
            {"bash", "-c", command + server_.address() + " < " + pipe});
        EXPECT_GT(::write(typed, "whole\nwro", 9), 0);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (messages_in("orders") == 0 && std::chrono::steady_clock::now() < deadline) {}
        producer.signal(SIGINT);
        EXPECT_EQ(producer.wait_for_exit(), 130);
        EXPECT_EQ(messages_in("orders"), 1u);
        ::close(typed);
        ::unlink(pipe.c_str());
    }

    scratch_directory directory_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
};

} // namespace

TEST(a_port_of_something_else, is_named_with_what_answers_there) {
    foreign_server web("HTTP/1.1 400 Bad Request\r\n\r\n");
    expect_words(run({"topic", "list", "-b", web.address()}), 6, {web.address(), "HTTP"});
    foreign_server tls(std::string("\x15\x03\x03\x00\x02\x02\x46", 7));
    expect_words(run({"produce", "t", "v", "-b", tls.address()}), 6,
                 {tls.address(), "a port without TLS"});
}

TEST(a_broker_that_is_down, is_named_with_what_to_do) {
    const auto address = "127.0.0.1:" + std::to_string(kafka::testing::free_port());
    const std::vector<std::vector<std::string>> calls{
        {"produce", "t", "v"}, {"consume", "t"}, {"topic", "create", "t"}};
    for (auto words : calls) {
        words.insert(words.end(), {"-b", address, "--timeout", "300ms"});
        expect_words(run(words), 6, {address, "hint: is a broker running there?"});
    }
}

TEST(a_broker_that_is_down, may_be_a_name_that_does_not_exist) {
    expect_words(run({"topic", "list", "-b", "no-such-host.invalid", "--timeout", "300ms"}), 6,
                 {"no-such-host.invalid", "no address"});
}

TEST_F(a_mistake, of_size_is_told_with_both_limits) {
    run({"topic", "create", "orders", "-p", "1"});
    const auto large = run({"produce", "orders"}, "first\n" + std::string(2'000'000, 'x') + "\n");
    expect_words(large, 1, {"line 2", "1048576 bytes", "hint: -X batch.size"});
    EXPECT_EQ(messages_in("orders"), 1u) << "what came before it is written";
    run({"topic", "create", "small", "-p", "1", "-c", "max.message.bytes=1000"});
    expect_words(run({"produce", "small", std::string(5'000, 'x')}), 1,
                 {"topic \"small\"", "MESSAGE_TOO_LARGE", "hint: kafka topic alter"});
}

TEST_F(a_mistake, of_the_writer_s_options_is_told_before_anything_is_sent) {
    run({"topic", "create", "orders", "-p", "1"});
    expect_words(run({"produce", "orders", "v", "-X", "linger.ms=soon"}), 2, {"linger.ms", "soon"});
    expect_words(run({"produce", "orders", "v", "-X", "batch.size=0"}), 2, {"batch"});
    EXPECT_EQ(messages_in("orders"), 0u);
}

TEST_F(a_mistake, is_taken_back_with_ctrl_c_before_the_line_is_whole) {
    expect_whole_lines_after_ctrl_c("exec " + kafka_binary() + " produce orders -b ");
}

TEST_F(a_mistake, is_taken_back_with_ctrl_c_in_the_console_producer_too) {
    expect_whole_lines_after_ctrl_c("exec -a kafka-console-producer " + kafka_binary() +
                                    " --topic orders --timeout 0 --bootstrap-server ");
}

TEST(a_full_disk, refuses_what_does_not_fit_and_serves_the_rest) {
    const scratch_directory directory;
    kafka::testing::running_program broker({"bash", "-c",
                                            "ulimit -f 256; exec " + kafka_binary() +
                                                " broker start --listen 127.0.0.1:0 --data " +
                                                directory.path()});
    const auto line = broker.wait_for_line("listening on ");
    ASSERT_TRUE(line);
    const auto at = line->find("listening on ") + std::strlen("listening on ");
    const auto address = line->substr(at, line->find_first_of(" ,\n", at) - at);
    const auto produce = [&](const std::string& topic, std::size_t size) {
        return run({"produce", topic, "--create", "-b", address, "-X", "delivery.timeout.ms=1500"},
                   std::string(size, 'x') + "\n");
    };
    EXPECT_EQ(produce("full", 200'000).exit_code, 0);
    const auto refused = produce("full", 200'000);
    EXPECT_NE(refused.exit_code, 0);
    expect_words(refused, refused.exit_code, {"full", "not written"});
    EXPECT_EQ(produce("room", 1000).exit_code, 0);
    const auto all =
        run({"consume", "full", "--from", "start", "--to", "end", "-b", address, "-f", "%o\\n"});
    EXPECT_EQ(all.out, "0\n");
}

TEST(a_data_directory, of_a_newer_format_is_refused_and_left_alone) {
    const scratch_directory directory;
    const auto meta = directory.path() + "/meta.properties";
    const std::string text = "version=2\nnode.id=1\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n";
    std::ofstream(meta) << text;
    expect_words(run({"broker", "start", "--data", directory.path(), "--listen", "127.0.0.1:0"}), 1,
                 {meta, "version 2", "newer program"});
    std::ifstream left(meta);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(left), {}), text);
}

TEST(a_data_directory, that_holds_something_else_is_refused_and_left_alone) {
    const scratch_directory directory;
    std::ofstream(directory.path() + "/thesis.txt") << "do not touch";
    expect_words(run({"broker", "start", "--data", directory.path(), "--listen", "127.0.0.1:0"}), 1,
                 {directory.path(), "thesis.txt", "Choose"});
    expect_words(run({"broker", "start", "--data", directory.path() + "/thesis.txt", "--listen",
                      "127.0.0.1:0"}),
                 1, {"thesis.txt", "choose another directory"});
}
