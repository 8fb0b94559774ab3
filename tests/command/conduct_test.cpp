// How the kafka command behaves: what it prints where, its exit codes, and that errors are short
// and helpful.
#include "support/broker_process.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace {

using kafka::testing::kafka_binary;
using kafka::testing::program_result;
using kafka::testing::running_program;

class the_command : public ::testing::Test {
protected:
    program_result run(std::vector<std::string> words, const std::string& input = {}) {
        words.insert(words.begin(), kafka_binary());
        words.insert(words.end(), {"-b", broker_});
        return kafka::testing::run_program(words, input);
    }

    kafka::testing::scratch_directory directory_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
    std::string broker_ = server_.address();
};

/// A failure that a person can read: at most three lines, the first of which says "error:".
void expect_readable(const program_result& r, int code, const std::string& word) {
    EXPECT_EQ(r.exit_code, code) << r.err;
    EXPECT_TRUE(r.err.starts_with("error: ")) << r.err;
    EXPECT_LE(std::ranges::count(r.err, '\n'), 3) << r.err;
    EXPECT_NE(r.err.find(word), r.err.npos) << r.err;
    EXPECT_EQ(r.out, "");
}

} // namespace

TEST_F(the_command, writes_one_record_and_says_where_it_is) {
    EXPECT_EQ(run({"topic", "create", "orders", "-p", "1"}).out, "created orders\n");
    const auto r = run({"produce", "orders", "hello", "-k", "user-1", "-H", "source=cli"});
    EXPECT_EQ(r.out, "orders[0]@0\n") << r.err;
    EXPECT_EQ(run({"consume", "orders", "--from", "start", "--to", "end", "-f", "%k=%v %h\\n"}).out,
              "user-1=hello source=cli\n");
}

TEST_F(the_command, ends_at_the_end_that_the_log_had_when_it_began) {
    run({"topic", "create", "orders", "-p", "3"});
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += std::to_string(i) + "\n";
    EXPECT_EQ(run({"produce", "orders"}, lines).exit_code, 0);
    const auto all = run({"consume", "orders", "--from", "start", "--to", "end"});
    EXPECT_EQ(std::ranges::count(all.out, '\n'), 1000);
    const auto last = run({"consume", "orders", "--from", "-2", "--to", "end"});
    EXPECT_LE(std::ranges::count(last.out, '\n'), 6);
    EXPECT_EQ(
        std::ranges::count(run({"consume", "orders", "--from", "start", "-n", "7"}).out, '\n'), 7);
}

TEST_F(the_command, reads_back_the_json_that_it_wrote) {
    run({"topic", "create", "a", "-p", "1"});
    run({"topic", "create", "b", "-p", "1"});
    run({"produce", "a", "value\twith \"quotes\"", "-k", "key", "-H", "h=1", "-H", "null"});
    run({"produce", "a", "--null", "-k", "gone"});
    const auto first = run({"consume", "a", "--from", "start", "--to", "end", "-o", "ndjson"});
    EXPECT_EQ(
        run({"produce", "b", "--input", "ndjson", "--keep", "timestamp"}, first.out).exit_code, 0);
    auto second = run({"consume", "b", "--from", "start", "--to", "end", "-o", "ndjson"}).out;
    for (std::size_t at = 0; (at = second.find("\"topic\":\"b\"", at)) != second.npos;)
        second[at + 9] = 'a';
    EXPECT_EQ(second, first.out);
}

TEST_F(the_command, names_the_topic_that_is_not_there_and_the_nearest_that_is) {
    run({"topic", "create", "orders"});
    for (const char* verb : {"produce", "consume"}) {
        const auto r = run({verb, "ordres"}, "x\n");
        expect_readable(r, 3, "\"ordres\"");
        EXPECT_NE(r.err.find("did you mean \"orders\"?"), r.err.npos) << r.err;
    }
    expect_readable(run({"topic", "show", "ordres"}), 3, "\"ordres\"");
    expect_readable(run({"topic", "delete", "ordres"}), 3, "\"ordres\"");
}

TEST_F(the_command, tells_a_topic_that_exists_from_one_with_a_bad_name) {
    run({"topic", "create", "orders"});
    expect_readable(run({"topic", "create", "orders"}), 4, "orders");
    EXPECT_EQ(run({"topic", "create", "orders", "--if-not-exists"}).exit_code, 0);
    expect_readable(run({"topic", "create", "bad!name"}), 1, "bad!name");
    expect_readable(run({"topic", "create", "t", "-c", "no.such=1"}), 1, "no.such");
}

TEST_F(the_command, refuses_words_that_it_does_not_know) {
    expect_readable(run({"topik", "list"}), 2, "topik");
    expect_readable(run({"consume", "t", "--from", "middle"}), 2, "middle");
    expect_readable(run({"consume", "t", "-f", "%z"}), 2, "%z");
    expect_readable(run({"produce", "t", "v", "--compression", "rar"}), 2, "rar");
    const auto r = run({"produce", "t", "v", "-X", "linger.sm=5"});
    expect_readable(r, 2, "linger.sm");
    EXPECT_NE(r.err.find("linger.ms"), r.err.npos) << r.err;
}

TEST_F(the_command, says_which_broker_it_could_not_reach) {
    broker_ = "127.0.0.1:" + std::to_string(kafka::testing::free_port());
    const auto r = run({"topic", "list", "--timeout", "500ms"});
    expect_readable(r, 6, broker_);
}

TEST_F(the_command, stops_at_a_bad_line_after_everything_before_it_was_written) {
    run({"topic", "create", "orders", "-p", "1"});
    const auto r = run({"produce", "orders", "--input", "ndjson"},
                       "{\"value\":\"good\"}\nbad\n{\"value\":\"x\"}\n");
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_NE(r.err.find("line 2"), r.err.npos) << r.err;
    EXPECT_EQ(run({"consume", "orders", "--from", "start", "--to", "end"}).out, "good\n");
}

TEST_F(the_command, ends_quietly_when_nobody_reads_its_output_any_more) {
    run({"topic", "create", "orders", "-p", "1"});
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += "a line of some length, so that the pipe fills\n";
    run({"produce", "orders"}, lines);
    const auto shell = kafka_binary() + " consume orders --from start --to end -b " + broker_ +
                       " | head -1; echo ${PIPESTATUS[0]}";
    const auto r = kafka::testing::run_program({"bash", "-c", shell});
    EXPECT_EQ(r.out, "a line of some length, so that the pipe fills\n0\n");
    EXPECT_EQ(r.err, "");
}

TEST_F(the_command, leaves_with_130_on_ctrl_c) {
    run({"topic", "create", "orders", "-p", "1"});
    run({"produce", "orders", "seen"});
    running_program consumer(
        {kafka_binary(), "consume", "orders", "--from", "start", "-b", broker_});
    ASSERT_TRUE(consumer.wait_for_line("seen"));
    consumer.signal(SIGINT);
    EXPECT_EQ(consumer.wait_for_exit(), 130);
}

TEST_F(the_command, measures_and_prints_json) {
    const auto r = run({"bench", "produce", "-n", "1000", "-o", "json"});
    EXPECT_EQ(r.exit_code, 0) << r.err;
    for (const char* name : {"operation", "messages_per_second", "cpu_ns_per_message", "p99_us"})
        EXPECT_NE(r.out.find(name), r.out.npos) << r.out;
    EXPECT_EQ(run({"bench", "consume", "-n", "1000"}).exit_code, 0);
    EXPECT_EQ(run({"bench", "latency", "-n", "100"}).exit_code, 0);
}

TEST(the_broker_command, refuses_a_directory_that_another_broker_owns) {
    kafka::testing::scratch_directory directory;
    kafka::broker::server owner{{.data_directory = directory.path(), .nodes = {{.port = 0}}}};
    const auto r = kafka::testing::run_program(
        {kafka_binary(), "broker", "start", "--data", directory.path(), "--listen", "127.0.0.1:0"});
    EXPECT_NE(r.exit_code, 0);
    EXPECT_NE(r.err.find(directory.path()), r.err.npos) << r.err;
    EXPECT_LE(std::ranges::count(r.err, '\n'), 3) << r.err;
}

TEST(the_broker_command, refuses_a_port_that_is_taken_a_bad_setting_and_two_directories) {
    kafka::testing::scratch_directory directory;
    kafka::broker::server other{
        {.data_directory = directory.path() + "/a", .nodes = {{.host = "127.0.0.1", .port = 0}}}};
    const auto start = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {kafka_binary(), "broker", "start", "--data", directory.path() + "/b"});
        return kafka::testing::run_program(words);
    };
    EXPECT_NE(start({"--listen", other.address()}).err.find(other.address()), std::string::npos);
    const auto setting = start({"--listen", "127.0.0.1:0", "-X", "num.partition=4"});
    EXPECT_EQ(setting.exit_code, 2) << setting.err;
    EXPECT_NE(setting.err.find("num.partitions"), setting.err.npos) << setting.err;
    EXPECT_EQ(start({"-X", "log.dirs=/tmp/a,/tmp/b"}).exit_code, 2);
}

TEST(the_broker_command, stops_cleanly_on_sigterm_and_finds_everything_again) {
    kafka::testing::scratch_directory directory;
    kafka::testing::broker_process broker(directory.path() + "/data");
    broker.start();
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.begin(), kafka_binary());
        words.insert(words.end(), {"-b", broker.address()});
        return kafka::testing::run_program(words).out;
    };
    run({"topic", "create", "orders", "-p", "1"});
    run({"produce", "orders", "kept"});
    EXPECT_EQ(broker.stop(), 0);
    EXPECT_TRUE(std::filesystem::exists(directory.path() + "/data/.kafka_cleanshutdown"));
    broker.start();
    EXPECT_EQ(run({"consume", "orders", "--from", "start", "--to", "end"}), "kept\n");
}
