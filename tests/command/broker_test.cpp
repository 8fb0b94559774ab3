// `kafka broker start` as a process: what it prints, how it ends, what it refuses.
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace kafka::testing;

namespace {

const std::string kafka_command = build_directory() + "/bin/kafka";
const std::string classic = build_directory() + "/bin/classic/";

/// A broker on a free port.
class broker_process {
public:
    explicit broker_process(const std::string& directory, std::vector<std::string> more = {})
        : program_(command(directory, std::move(more))) {
        const auto line = program_.wait_for_line("listening on ").value_or("");
        EXPECT_TRUE(line.starts_with("listening on localhost:")) << line;
        if (!line.empty()) address_ = line.substr(std::string("listening on ").size());
    }
    const std::string& address() const { return address_; }
    std::optional<int> end_by(int signal) {
        program_.signal(signal);
        return program_.wait_for_exit();
    }

private:
    static std::vector<std::string> command(const std::string& directory,
                                            std::vector<std::string> more) {
        std::vector<std::string> all{kafka_command, "broker",   "start",
                                     directory,     "--listen", "localhost:0"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    running_program program_;
    std::string address_;
};

program_result start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {kafka_command, "broker", "start"});
    return run_program(arguments);
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

void expect_short_words(const program_result& r, int code, const std::string& part) {
    EXPECT_EQ(r.exit_code, code) << r.err;
    EXPECT_TRUE(r.out.empty()) << r.out;
    EXPECT_NE(r.err.find(part), r.err.npos) << r.err;
    EXPECT_LE(lines_of(r.err), 3u) << r.err;
}

std::string write_file(const scratch_directory& in, const std::string& text) {
    const auto path = in.path() + "/server.properties";
    std::ofstream(path) << text;
    return path;
}

} // namespace

TEST(kafka_broker_start, makes_its_directory_and_ends_in_order_on_sigterm_and_sigint) {
    const scratch_directory parent;
    const auto directory = parent.path() + "/made/on/the/way";
    for (const int signal : {SIGTERM, SIGINT}) {
        broker_process broker(directory);
        wire_client client(broker.address());
        EXPECT_EQ(produce(client, "t", "hello").error, 0);
        EXPECT_EQ(broker.end_by(signal), 0);
        EXPECT_TRUE(std::filesystem::exists(directory + "/.kafka_cleanshutdown"));
    }
}

TEST(kafka_broker_start, serves_again_what_was_acknowledged_before_sigkill) {
    const scratch_directory directory;
    for (int round = 0; round < 5; ++round) {
        broker_process broker(directory.path());
        wire_client client(broker.address());
        for (int i = 0; i < 20; ++i) EXPECT_EQ(produce(client, "t", "v").offset, round * 20 + i);
        EXPECT_EQ(broker.end_by(SIGKILL), 128 + SIGKILL);
    }
    broker_process broker(directory.path());
    wire_client client(broker.address());
    EXPECT_EQ(fetch(client, "t").size(), 100u);
}

TEST(kafka_broker_start, says_that_another_broker_has_the_directory) {
    const scratch_directory directory;
    const broker_process broker(directory.path());
    expect_short_words(start({directory.path(), "--listen", "localhost:0"}), 4, directory.path());
}

TEST(kafka_broker_start, says_that_the_port_is_in_use) {
    const scratch_directory first, second;
    const broker_process broker(first.path());
    const auto r = start({second.path(), "--listen", broker.address()});
    expect_short_words(r, 4, "cannot listen on " + broker.address());
    EXPECT_NE(r.err.find("hint: --listen"), r.err.npos) << r.err;
}

TEST(kafka_broker_start, says_that_it_may_not_write_there) {
    expect_short_words(start({"/proc/kafka-data", "--listen", "localhost:0"}), 1,
                       "/proc/kafka-data");
}

TEST(kafka_broker_start, knows_what_was_typed_wrong) {
    const scratch_directory directory;
    expect_short_words(start({directory.path(), "-X", "num.partition=3"}), 2,
                       "did you mean num.partitions?");
    expect_short_words(start({directory.path(), "-X", "num.partitions=many"}), 2, "num.partitions");
    expect_short_words(start({directory.path(), "--listen", "localhost"}), 2, "localhost");
    expect_short_words(start({directory.path(), "-X", "log.dirs=/a,/b"}), 2, "one directory");
    expect_short_words(start({"--config", directory.path() + "/absent"}), 3, "absent");
}

TEST(kafka_broker_start, takes_a_file_written_for_kafka_and_zookeeper) {
    const scratch_directory directory;
    const auto file = write_file(directory, "broker.id=0\nzookeeper.connect=localhost:2181\n"
                                            "log.dirs=" +
                                                directory.path() + "/logs\nnum.partitions=3\n");
    running_program program(
        {kafka_command, "broker", "start", "--config", file, "--listen", "localhost:0"});
    EXPECT_TRUE(program.wait_for_line("listening on "));
    EXPECT_TRUE(std::filesystem::exists(directory.path() + "/logs/meta.properties"));
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait_for_exit(), 0);
}

TEST(kafka_server_start, is_kafka_broker_start_under_its_classic_name) {
    const scratch_directory directory;
    const auto file = write_file(directory, "process.roles=broker,controller\nnode.id=3\n"
                                            "listeners=PLAINTEXT://localhost:1,CONTROLLER://:2\n"
                                            "log.dirs=" +
                                                directory.path() + "/logs\n");
    running_program program({classic + "kafka-server-start.sh", file, "--override",
                             "listeners=PLAINTEXT://localhost:0"});
    EXPECT_TRUE(program.wait_for_line("listening on "));
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait_for_exit(), 0);
}

TEST(kafka_server_start, says_how_it_is_used_when_there_is_no_file) {
    const auto r = run_program({classic + "kafka-server-start"});
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_NE(r.err.find("USAGE"), r.err.npos) << r.err;
}

TEST(zookeeper, need_not_be_started) {
    for (const auto* name : {"zookeeper-server-start", "zookeeper-server-start.sh", "zkserver"}) {
        const auto r = run_program({classic + name, "config/zookeeper.properties"});
        EXPECT_EQ(r.exit_code, 0);
        EXPECT_EQ(lines_of(r.out), 1u);
        EXPECT_NE(r.out.find("no ZooKeeper is needed"), r.out.npos);
    }
}
