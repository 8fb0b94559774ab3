// Every program of examples, run against a broker in this process.
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using kafka::testing::program_result;
using ::testing::Test;

class the_example : public Test {
protected:
    program_result run(const std::string& name, const std::string& folder = "seeds") {
        const auto path =
            kafka::testing::build_directory() + "/bin/examples/" + folder + "/" + name;
        auto result = kafka::testing::run_program({path, server_.address()});
        EXPECT_EQ(result.exit_code, 0) << name << ": " << result.err;
        return result;
    }

    /// Values of a topic in the order in which they are read, partition by
    /// partition.
    std::vector<std::string> values_of(const std::string& topic, std::size_t count) {
        kafka::reader reader{{.brokers = {server_.address()}, .topic = topic}};
        std::vector<std::string> values;
        while (values.size() < count) {
            auto m = reader.fetch_message(kafka::context::after(std::chrono::seconds(20)));
            values.push_back(m->value.str());
        }
        return values;
    }

    /// `count` messages, "0", "1", ... in partition 0.
    void fill(const std::string& topic, int count) {
        kafka::writer writer{
            {.brokers = {server_.address()}, .topic = topic, .allow_auto_topic_creation = true}};
        const auto ctx = kafka::context::after(std::chrono::seconds(20));
        for (int i = 0; i < count; ++i)
            writer.post(ctx, {.key = "key", .value = std::to_string(i)});
        writer.close(ctx);
    }

    kafka::testing::scratch_directory directory_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
};

} // namespace

TEST_F(the_example, simple_producer_writes_two_messages) {
    EXPECT_EQ(run("simple_producer").out, "Messages successfully sent to Kafka\n");
    EXPECT_EQ(values_of("example-topic", 2),
              (std::vector<std::string>{"Hello Kafka!", "Another Message"}));
}

TEST_F(the_example, batching_and_gzip_sends_batches_of_at_most_a_hundred) {
    const auto out = run("batching_and_gzip").out;
    EXPECT_NE(out.find("100 records in"), out.npos) << out;
    EXPECT_EQ(values_of("example-topic", 250).size(), 250u);
}

TEST_F(the_example, batch_thresholds_sends_two_full_batches_and_the_rest) {
    EXPECT_EQ(run("batch_thresholds").out, "100\n100\n20\n");
}

TEST_F(the_example, offset_and_lag_tells_them_of_the_message_and_of_the_reader) {
    fill("test", 6);
    EXPECT_EQ(run("offset_and_lag").out, "message at offset 0, end 6, lag 5\n"
                                         "reader at offset 1, lag 5\n");
}

TEST_F(the_example, sync_producer_is_told_where_each_message_is) {
    const auto out = run("sync_producer").out;
    EXPECT_EQ(std::ranges::count(out, '\n'), 10) << out;
    EXPECT_TRUE(out.ends_with("offset 9\n")) << out; // the topic has one partition
    EXPECT_EQ(values_of("test_topic", 10).back(), "message number 10");
}

TEST_F(the_example, async_producer_tells_every_outcome_before_it_ends) {
    EXPECT_NE(run("async_producer").out.find("test_topic: "), std::string::npos);
    EXPECT_EQ(values_of("test_topic", 10).size(), 10u);
}

TEST_F(the_example, retry_by_hand_needs_no_loop) {
    EXPECT_EQ(run("retry_by_hand").out, "written once\n");
}

TEST_F(the_example, reader_one_partition_starts_at_offset_42) {
    fill("test", 50);
    const auto out = run("reader_one_partition").out;
    EXPECT_TRUE(out.starts_with("message at offset 42: key = 42\n")) << out;
    EXPECT_NE(out.find("message at offset 49: key = 49\n"), out.npos) << out;
}

TEST_F(the_example, reader_three_brokers_passes_over_those_that_are_down) {
    fill("topic-A", 45);
    EXPECT_TRUE(run("reader_three_brokers").out.starts_with("message at offset 42: key = 42\n"));
}

TEST_F(the_example, writer_three_keys_writes_three) {
    run("writer_three_keys");
    EXPECT_EQ(values_of("test", 3), (std::vector<std::string>{"Hello World!", "One!", "Two!"}));
}

TEST_F(the_example, hash_balancer_keeps_the_records_of_a_key_together) {
    const auto out = run("hash_balancer").out;
    const auto partition = std::stoi(out.substr(out.find_last_of(' ')));
    kafka::reader reader{
        {.brokers = {server_.address()}, .topic = "example-topic", .partition = partition}};
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    std::vector<std::string> of_order;
    while (of_order.size() < 3) {
        const auto m = reader.fetch_message(ctx);
        if (m->key == "order-1") of_order.push_back(m->value.str());
    }
    EXPECT_EQ(of_order, (std::vector<std::string>{"created", "paid", "shipped"}));
}

TEST_F(the_example, topic_per_message_reaches_two_topics) {
    run("topic_per_message");
    EXPECT_EQ(values_of("topic-A", 1), std::vector<std::string>{"for the first"});
    EXPECT_EQ(values_of("topic-B", 1), std::vector<std::string>{"for the second"});
}

TEST_F(the_example, synchronous_batches_writes_nine_messages) {
    run("synchronous_batches");
    EXPECT_EQ(values_of("test", 9).back(), "3");
}

TEST_F(the_example, too_large_message_names_the_one_that_does_not_fit) {
    const auto out = run("too_large_message").out;
    EXPECT_TRUE(out.starts_with("220 messages written\n")) << out;
    EXPECT_NE(out.find("record 1: "), out.npos) << out;
    EXPECT_NE(out.find("10000 bytes"), out.npos) << out;
}

TEST_F(the_example, one_message_a_request_gets_three_acknowledgements) {
    EXPECT_EQ(run("one_message_a_request").out,
              "1 record at offset 0\n1 record at offset 1\n1 record at offset 2\n");
}

TEST_F(the_example, asynchronous_writer_is_told_of_all_thousand) {
    EXPECT_EQ(run("asynchronous_writer").out, "1000 written, 0 undelivered\n");
}

TEST_F(the_example, lag_of_a_message_counts_what_is_behind_it) {
    fill("test", 6);
    EXPECT_EQ(run("lag_of_a_message").out,
              "offset 0, high watermark 6, 5 behind, written before now\nnext "
              "offset 1, lag 5\n");
}

TEST_F(the_example, create_topic_makes_it_and_may_be_run_again) {
    EXPECT_EQ(run("create_topic").out, "my-topic\n");
    EXPECT_EQ(run("create_topic").out, "my-topic\n");
}

TEST_F(the_example, coroutines_writes_and_reads_on_one_thread) {
    EXPECT_EQ(run("coroutines", "asio").out, "0: order 1\n1: order 2\n2: order 3\n");
}
