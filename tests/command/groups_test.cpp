// kafka group, kafka-consumer-groups and reading in a group, against our broker.
#include "support/broker_process.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/client.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace {

using kafka::testing::kafka_binary;
using kafka::testing::program_result;

class a_group_command : public ::testing::Test {
protected:
    program_result run(std::vector<std::string> words) {
        words.insert(words.begin(), kafka_binary());
        words.insert(words.end(), {"-b", broker_});
        return kafka::testing::run_program(words, {});
    }

    program_result classic(std::vector<std::string> words) {
        words.insert(words.begin(),
                     kafka::testing::build_directory() + "/bin/classic/kafka-consumer-groups");
        words.insert(words.end(), {"--bootstrap-server", broker_});
        return kafka::testing::run_program(words, {});
    }

    /// Topic "orders" with two partitions of ten records each.
    void fill() {
        run({"topic", "create", "orders", "-p", "2"});
        std::string lines;
        for (int i = 0; i < 10; ++i) lines += std::to_string(i) + "\n";
        for (const char* partition : {"0", "1"})
            kafka::testing::run_program(
                {kafka_binary(), "produce", "orders", "-p", partition, "-b", broker_}, lines);
    }

    void commit(const std::string& group, std::int64_t first, std::int64_t second) {
        for (const auto& r :
             cluster_.commit_offsets(soon(), group,
                                     {{.partition = {"orders", 0}, .offset = first},
                                      {.partition = {"orders", 1}, .offset = second}}))
            ASSERT_FALSE(r.error) << r.error.message();
    }

    std::vector<std::int64_t> committed(const std::string& group) {
        std::vector<std::int64_t> out;
        for (const auto& o : cluster_.fetch_offsets(soon(), {group}).at(0).offsets)
            out.push_back(o.offset);
        return out;
    }

    std::string path(const std::string& name) { return files_.path() + "/" + name; }
    static kafka::context soon() { return kafka::context::after(std::chrono::seconds(30)); }

    kafka::testing::scratch_directory directory_, files_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
    std::string broker_ = server_.address();
    kafka::client cluster_{{.brokers = {broker_}}};
};

void expect_refused(const program_result& r, int code, const std::string& word) {
    EXPECT_EQ(r.exit_code, code) << r.err;
    EXPECT_TRUE(r.err.starts_with("error: ")) << r.err;
    EXPECT_LE(std::ranges::count(r.err, '\n'), 3) << r.err;
    EXPECT_NE(r.err.find(word), r.err.npos) << r.err;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_F(a_group_command, lists_shows_and_sums_up_the_lag) {
    fill();
    commit("billing", 4, 10);
    EXPECT_EQ(run({"group", "list", "-o", "name"}).out, "billing\n");
    const auto shown = run({"group", "show", "billing", "-o", "ndjson"});
    EXPECT_TRUE(
        contains(shown.out, R"("partition":0,"committed":4,"end":10,"lag":6,"member":null)"))
        << shown.out << shown.err;
    const auto lag = run({"group", "lag", "-o", "ndjson"});
    EXPECT_EQ(lag.out, R"({"group":"billing","state":"Empty","members":0,"partitions":2,"lag":6})"
                       "\n")
        << lag.err;
}

TEST_F(a_group_command, counts_no_lag_for_what_was_deleted_unread) {
    fill();
    commit("billing", 0, 10);
    cluster_.delete_records(soon(), {{{"orders", 0}, 7}});
    EXPECT_TRUE(contains(run({"group", "lag", "billing", "-o", "ndjson"}).out, R"("lag":3})"));
}

TEST_F(a_group_command, resets_only_when_confirmed_and_undoes_what_was_saved) {
    fill();
    commit("billing", 4, 10);
    const auto dry = run({"group", "reset", "billing", "orders", "--to", "start", "-o", "ndjson"});
    EXPECT_TRUE(
        contains(dry.out, R"({"topic":"orders","partition":0,"now":4,"then":0,"moves":-4})"))
        << dry.out << dry.err;
    EXPECT_TRUE(contains(dry.err, "nothing changed")) << dry.err;
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{4, 10}));
    const auto file = path("before.csv");
    EXPECT_EQ(run({"group", "reset", "billing", "orders", "--to", "-3", "--save", file, "--yes"})
                  .exit_code,
              0);
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{7, 7}));
    EXPECT_EQ(run({"group", "reset", "billing", "--from-file", file, "--yes"}).exit_code, 0);
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{4, 10}));
    EXPECT_EQ(run({"group", "reset", "billing", "orders:1", "--by", "-2", "--yes"}).exit_code, 0);
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{4, 8}));
}

TEST_F(a_group_command, refuses_to_reset_a_group_that_reads) {
    fill();
    kafka::reader reader{{.brokers = {broker_}, .topic = "orders", .group_id = "billing"}};
    ASSERT_TRUE(reader.fetch_message(soon()));
    expect_refused(run({"group", "reset", "billing", "orders", "--to", "end", "--yes"}), 4,
                   "has 1 members");
    expect_refused(run({"group", "delete", "billing", "--yes"}), 4, "has members");
    const auto members = run({"group", "show", "billing", "--members", "-o", "ndjson"});
    EXPECT_TRUE(contains(members.out, R"("partitions":["orders-0","orders-1"])")) << members.out;
    EXPECT_TRUE(contains(classic({"--reset-offsets", "--group", "billing", "--all-topics",
                                  "--to-latest", "--execute"})
                             .out,
                         "Error: Assignments can only be reset if the group 'billing' is inactive, "
                         "but the current state is Stable."));
}

TEST_F(a_group_command, names_what_is_not_there_and_what_is_malformed) {
    fill();
    commit("billing", 1, 1);
    expect_refused(run({"group", "show", "biling"}), 3, "did you mean \"billing\"?");
    expect_refused(run({"group", "delete", "nope", "--yes"}), 3, "\"nope\" does not exist");
    expect_refused(run({"group", "reset", "nope", "orders", "--to", "end"}), 3, "does not exist");
    expect_refused(run({"group", "reset", "billing", "orders"}), 2, "--to");
    expect_refused(run({"group", "reset", "billing", "--to", "end"}), 2, "--all-topics");
    expect_refused(run({"group", "reset", "billing", "orders", "--to", "tomorrow"}), 2, "tomorrow");
    expect_refused(run({"group", "reset", "billing", "gone", "--to", "end"}), 3, "\"gone\"");
    expect_refused(run({"group", "reset", "billing", "orders:7", "--to", "end"}), 3, "orders-7");
    std::ofstream(path("bad.csv")) << "orders,0,1\norders,zero,1\n";
    expect_refused(run({"group", "reset", "billing", "--from-file", path("bad.csv")}), 2, "line 2");
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{1, 1}));
}

TEST_F(a_group_command, deletes_when_confirmed) {
    fill();
    commit("billing", 1, 1);
    EXPECT_EQ(run({"group", "delete", "billing"}).out, "would delete billing\n");
    EXPECT_EQ(run({"group", "delete", "billing", "--yes"}).out, "deleted billing\n");
    EXPECT_EQ(run({"group", "list", "-o", "name"}).out, "");
}

TEST_F(a_group_command, consumes_in_a_group_and_goes_on_where_it_stopped) {
    fill();
    const auto first = run({"consume", "orders", "-g", "billing", "--from", "start", "-n", "7"});
    EXPECT_EQ(std::ranges::count(first.out, '\n'), 7) << first.err;
    const auto rest = run({"consume", "orders", "-g", "billing", "--from", "start", "-n", "13"});
    EXPECT_EQ(std::ranges::count(rest.out, '\n'), 13) << rest.err;
    EXPECT_EQ(committed("billing"), (std::vector<std::int64_t>{10, 10}));
    expect_refused(run({"consume", "orders", "-g", "billing", "--to", "end"}), 2, "-g");
}

TEST_F(a_group_command, consumes_in_a_group_under_the_classic_name) {
    fill();
    const auto r = kafka::testing::run_program(
        {kafka::testing::build_directory() + "/bin/classic/kafka-console-consumer",
         "--bootstrap-server", broker_, "--topic", "orders", "--group", "g", "--from-beginning",
         "--max-messages", "20"},
        {});
    EXPECT_EQ(std::ranges::count(r.out, '\n'), 20) << r.err;
    EXPECT_EQ(r.err, "Processed a total of 20 messages\n");
    EXPECT_EQ(committed("g"), (std::vector<std::int64_t>{10, 10}));
}

TEST_F(a_group_command, has_the_outputs_of_kafka_consumer_groups) {
    fill();
    commit("g1", 4, 10);
    EXPECT_EQ(classic({"--list"}).out, "g1\n");
    const auto described = classic({"--describe", "--group", "g1"});
    EXPECT_EQ(described.err, "\nConsumer group 'g1' has no active members.\n");
    EXPECT_TRUE(contains(described.out,
                         "\ng1              orders          0          4               "
                         "10              6               -"))
        << described.out;
    const auto reset = classic({"--reset-offsets", "--group", "g1", "--topic", "orders:0",
                                "--to-offset", "99", "--execute"});
    EXPECT_TRUE(contains(reset.out,
                         "\ng1                             orders                         0 "
                         "         10             \n"))
        << reset.out;
    EXPECT_TRUE(contains(reset.err, "WARN New offset (99) is higher than latest offset for topic "
                                    "partition orders-0. Value will be set to 10"));
    const auto saved = classic({"--reset-offsets", "--group", "g1", "--all-topics", "--to-current",
                                "--export", "--dry-run"});
    EXPECT_EQ(saved.out, "orders,0,10\norders,1,10\n\n");
    EXPECT_EQ(classic({"--delete-offsets", "--group", "g1", "--topic", "orders:1"}).exit_code, 0);
    EXPECT_EQ(committed("g1"), std::vector<std::int64_t>{10});
    EXPECT_EQ(classic({"--delete", "--group", "g1"}).out,
              "Deletion of requested consumer groups ('g1') was successful.\n");
}

TEST_F(a_group_command, fails_as_kafka_consumer_groups_does) {
    const auto absent = classic({"--describe", "--group", "nope"});
    EXPECT_EQ(absent.exit_code, 0) << "Kafka's exits 0; KAFKA_STRICT_EXIT=1 asks for better";
    EXPECT_EQ(absent.out, "\nError: Consumer group 'nope' does not exist.\n");
    const auto two = classic({"--list", "--describe"});
    EXPECT_EQ(two.exit_code, 1);
    EXPECT_TRUE(two.err.starts_with("Command must include exactly one action: --list")) << two.err;
    const auto no_scope = classic({"--reset-offsets", "--group", "g", "--to-latest"});
    EXPECT_TRUE(contains(no_scope.err, "One of the reset scopes should be defined"));
    EXPECT_EQ(no_scope.exit_code, 1);
}
