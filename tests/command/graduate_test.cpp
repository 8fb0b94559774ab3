// kafka broker graduate: hands a directory over to Apache Kafka, or says why it cannot.
#include "support/broker_process.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace {

namespace fs = std::filesystem;
using kafka::testing::kafka_binary;
using kafka::testing::program_result;

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A directory with one topic of three records, whose broker may be stopped, killed, or running.
class a_directory : public ::testing::Test {
protected:
    a_directory() {
        broker.start();
        run({"topic", "create", "orders", "-p", "1"});
        run({"produce", "orders"}, "a\nb\nc\n");
    }

    program_result run(std::vector<std::string> words, const std::string& input = {}) {
        words.insert(words.begin(), kafka_binary());
        words.insert(words.end(), {"-b", broker.address()});
        return kafka::testing::run_program(words, input);
    }
    program_result graduate(std::vector<std::string> more = {}) {
        std::vector<std::string> words{kafka_binary(), "broker", "graduate", "--data", data};
        words.insert(words.end(), more.begin(), more.end());
        return kafka::testing::run_program(words);
    }
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> out;
        for (const auto& e : fs::recursive_directory_iterator(data))
            if (e.is_regular_file()) out[e.path()] = content_of(e.path());
        return out;
    }
    void expect_refused(const program_result& r, int code, const std::string& part) {
        EXPECT_EQ(r.exit_code, code) << r.err;
        EXPECT_TRUE(r.err.starts_with("error: ")) << r.err;
        EXPECT_NE(r.err.find(part), r.err.npos) << r.err;
        EXPECT_LE(std::ranges::count(r.err, '\n'), 3) << r.err;
        EXPECT_FALSE(fs::exists(properties)) << "nothing is written";
    }

    kafka::testing::scratch_directory parent;
    std::string data = parent.path() + "/data";
    std::string properties = data + ".server.properties";
    kafka::testing::broker_process broker{data};
};

} // namespace

TEST_F(a_directory, that_was_stopped_is_handed_over_without_being_touched) {
    ASSERT_EQ(broker.stop(), 0);
    const auto before = files();
    const auto r = graduate({"--listen", "localhost:19092", "-X", "num.partitions=3"});
    EXPECT_EQ(r.exit_code, 0) << r.err;
    for (const auto* part : {"is whole and stopped", "orders", "3 records", "kafka-server-start.sh",
                             "kafka broker start --data"})
        EXPECT_NE(r.out.find(part), r.out.npos) << part << ":\n" << r.out;
    EXPECT_EQ(files(), before);
    const auto text = content_of(properties);
    for (const auto* line :
         {"node.id=1\n", "process.roles=broker,controller\n", "num.partitions=3\n",
          "listeners=PLAINTEXT://localhost:19092,CONTROLLER://localhost:9093\n",
          "log.flush.interval.ms=100\n", "offsets.topic.replication.factor=1\n"})
        EXPECT_NE(text.find(line), text.npos) << line << "in:\n" << text;
    EXPECT_NE(text.find("log.dirs=" + data + "\n"), text.npos) << text;
}

TEST_F(a_directory, is_served_as_before_when_nobody_took_it) {
    ASSERT_EQ(broker.stop(), 0);
    EXPECT_EQ(graduate().exit_code, 0);
    broker.start();
    EXPECT_EQ(run({"consume", "orders", "--from", "start", "--to", "end"}).out, "a\nb\nc\n");
}

TEST_F(a_directory, that_a_broker_has_is_refused) {
    expect_refused(graduate(), 4, "Stop it first");
}

TEST_F(a_directory, that_was_killed_must_be_put_in_order_first) {
    broker.kill();
    expect_refused(graduate(), 4, "kafka broker start --data " + data);
    broker.start();
    ASSERT_EQ(broker.stop(), 0);
    EXPECT_EQ(graduate().exit_code, 0);
}

TEST_F(a_directory, with_damage_is_refused_with_the_place) {
    ASSERT_EQ(broker.stop(), 0);
    const auto log = data + "/orders-0/00000000000000000000.log";
    auto bytes = content_of(log);
    bytes[70] = static_cast<char>(bytes[70] ^ 1);
    std::ofstream(log, std::ios::binary) << bytes;
    expect_refused(graduate(), 4, log + " is not whole from byte 0");
}

// Apache Kafka's cleaner leaves gaps between segments, and where it did so for a setting of the
// broker the directory does not hold the reason, only the cleaner's checkpoint.
TEST_F(a_directory, with_gaps_is_whole_only_where_it_was_compacted) {
    const std::string value(400'000, 'v'); // two to a segment
    run({"topic", "create", "states", "-p", "1", "-c", "segment.bytes=1048576"});
    for (int i = 0; i < 5; ++i) ASSERT_EQ(run({"produce", "states"}, value + "\n").exit_code, 0);
    ASSERT_EQ(broker.stop(), 0);
    for (const auto* suffix : {".log", ".index", ".timeindex", ".snapshot"})
        fs::remove(data + "/states-0/00000000000000000002" + suffix);
    expect_refused(graduate(), 4, "does not go on where the segment before it ends");
    std::ofstream(data + "/cleaner-offset-checkpoint") << "0\n1\nstates 0 4\n";
    const auto r = graduate();
    EXPECT_EQ(r.exit_code, 0) << r.err;
}

TEST_F(a_directory, with_a_folder_that_kafka_refuses_is_refused) {
    ASSERT_EQ(broker.stop(), 0);
    fs::create_directory(data + "/backup");
    expect_refused(graduate(), 4, data + "/backup");
}

TEST_F(a_directory, keeps_a_file_that_somebody_may_have_changed) {
    ASSERT_EQ(broker.stop(), 0);
    EXPECT_EQ(graduate().exit_code, 0);
    std::ofstream(properties) << "mine";
    const auto again = graduate();
    EXPECT_EQ(again.exit_code, 4) << again.err;
    EXPECT_NE(again.err.find("--output"), again.err.npos) << again.err;
    EXPECT_EQ(content_of(properties), "mine");
    EXPECT_EQ(graduate({"--output", data + "/x"}).exit_code, 2) << "never into the directory";
}

TEST(a_folder, that_is_no_data_directory_cannot_graduate) {
    const kafka::testing::scratch_directory folder;
    const auto r = kafka::testing::run_program(
        {kafka_binary(), "broker", "graduate", "--data", folder.path()});
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_NE(r.err.find("no data directory"), r.err.npos) << r.err;
}
