// The command lines of the seeds, word for word but for the address, under the
// classic names.
#include "support/broker_process.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace {

using kafka::testing::program_result;
using kafka::testing::run_program;

std::string classic(const std::string& name) {
    return kafka::testing::build_directory() + "/bin/classic/" + name;
}

class the_command_line : public ::testing::Test {
protected:
    program_result run(std::vector<std::string> words, const std::string& input = {}) {
        words[0] = classic(words[0]);
        return run_program(words, input);
    }

    kafka::testing::scratch_directory directory_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
    std::string broker_ = server_.address();
};

} // namespace

TEST_F(the_command_line, kafka_topics_creates_and_lists_through_what_was_zookeeper) {
    ::setenv("KAFKA_BROKERS", broker_.c_str(), 1);
    const auto created = run({"kafka-topics", "--create", "--zookeeper", "localhost:2181",
                              "--replication-factor", "1", "--partitions", "1", "--topic", "test"});
    EXPECT_EQ(created.out, "Created topic test.\n");
    EXPECT_EQ(created.exit_code, 0);
    EXPECT_EQ(std::ranges::count(created.err, '\n'), 1) << created.err;
    const auto listed = run({"kafka-topics", "--list", "--zookeeper", "localhost:2181"});
    EXPECT_EQ(listed.out, "test\n");
    ::unsetenv("KAFKA_BROKERS");
}

TEST_F(the_command_line, kafka_topics_sh_creates_and_lists_by_bootstrap_server) {
    EXPECT_EQ(run({"kafka-topics.sh", "--create", "--topic", "t", "--bootstrap-server", broker_,
                   "--partitions", "3", "--replication-factor", "1"})
                  .out,
              "Created topic t.\n");
    EXPECT_EQ(run({"kafka-topics.sh", "--list", "--bootstrap-server", broker_}).out, "t\n");
    const auto again =
        run({"kafka-topics.sh", "--create", "--topic", "t", "--bootstrap-server", broker_});
    EXPECT_EQ(again.out, "Error while executing topic command : Topic 't' already exists.\n");
    EXPECT_EQ(again.exit_code, 1);
}

TEST_F(the_command_line, kafka_topics_of_an_empty_cluster_lists_one_empty_line) {
    EXPECT_EQ(run({"kafka-topics", "--list", "--bootstrap-server", broker_}).out, "\n");
}

TEST_F(the_command_line, console_producer_and_consumer_pass_lines_on) {
    const auto sent = run({"kafka-console-producer", "--broker-list", broker_, "--topic", "test"},
                          "one\ntwo\nthree");
    EXPECT_EQ(sent.exit_code, 0) << sent.err;
    EXPECT_EQ(sent.out, "");
    const auto read = run({"kafka-console-consumer", "--bootstrap-server", broker_, "--topic",
                           "test", "--from-beginning", "--max-messages", "3"});
    EXPECT_EQ(read.out, "one\ntwo\nthree\n");
    EXPECT_EQ(read.err, "Processed a total of 3 messages\n");
    EXPECT_EQ(read.exit_code, 0);
}

TEST_F(the_command_line, console_consumer_ends_when_nothing_comes) {
    run({"kafka-console-producer.sh", "--topic", "test", "--bootstrap-server", broker_}, "one\n");
    const auto read = run({"kafka-console-consumer.sh", "--topic", "test", "--bootstrap-server",
                           broker_, "--from-beginning", "--timeout-ms", "300"});
    EXPECT_EQ(read.out, "one\n");
    EXPECT_EQ(read.exit_code, 0);
}

TEST_F(the_command_line, an_unknown_option_is_named_as_kafka_names_it) {
    const auto r = run({"kafka-topics", "--list", "--bogus", "--bootstrap-server", broker_});
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_TRUE(r.err.starts_with("bogus is not a recognized option")) << r.err;
}

TEST_F(the_command_line, zkserver_says_that_nothing_needs_to_be_started) {
    for (const char* name : {"zkserver", "zookeeper-server-start"}) {
        const auto r = run({name});
        EXPECT_EQ(r.exit_code, 0);
        EXPECT_EQ(std::ranges::count(r.out, '\n'), 1) << r.out;
        EXPECT_NE(r.out.find("ZooKeeper"), r.out.npos);
    }
}

TEST(kafka_server_start, takes_the_seeds_server_properties) {
    kafka::testing::scratch_directory directory;
    const auto port = std::to_string(kafka::testing::free_port());
    const auto file = directory.path() + "/server.properties";
    std::ofstream(file) << "broker.id=0\nzookeeper.connect=localhost:2181\n"
                        << "listeners=PLAINTEXT://127.0.0.1:" << port << "\n"
                        << "log.dirs=" << directory.path() << "/data\n";
    kafka::testing::running_program broker({classic("kafka-server-start"), file});
    const auto line = broker.wait_for_line("listening on");
    ASSERT_TRUE(line);
    EXPECT_NE(line->find("127.0.0.1:" + port), line->npos) << *line;
    broker.signal(SIGTERM);
    EXPECT_EQ(broker.wait_for_exit(), 0);
}
