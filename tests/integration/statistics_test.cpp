// What readers and writers say of themselves.
#include "support/group_readers.hpp"
#include "support/running_broker.hpp"

#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

using namespace std::chrono_literals;
using kafka::testing::reading_group;
using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

kafka::reader read(const running_broker& broker, kafka::reader_options options = {}) {
    options.brokers = {broker.address()};
    options.topic = "numbers";
    return kafka::reader(std::move(options));
}

void write(kafka::writer& to, int n) {
    for (int i = 0; i < n; ++i) to.write_messages(limit(), {{.key = "k", .value = "value"}});
}

} // namespace

TEST(the_statistics_of_a_reader, count_what_it_has_fetched) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 7);
    auto reader = read(broker, {.partition = 0, .client_id = "counting"});
    for (int i = 0; i < 5; ++i) reader.fetch_message(limit());
    const auto s = reader.stats();
    EXPECT_EQ(s.messages, 7) << "those that nobody has asked for yet included";
    EXPECT_GE(s.dials, 1);
    EXPECT_EQ(s.dial_time.count, s.dials);
    EXPECT_GE(s.fetches, 1);
    EXPECT_EQ(s.fetch_size.sum, 7);
    EXPECT_EQ(s.fetch_bytes.sum, s.bytes);
    EXPECT_EQ(s.wait_time.count, s.fetches);
    EXPECT_GT(s.wait_time.max, 0ns);
    EXPECT_GT(s.bytes, 7);
    EXPECT_EQ(s.errors, 0);
    EXPECT_EQ(s.offset, 5);
    EXPECT_EQ(s.lag, 2);
    EXPECT_GT(s.queue_length, 0) << "the last two";
    EXPECT_EQ(s.topic, "numbers");
    EXPECT_EQ(s.partition, "0");
    EXPECT_EQ(s.client_id, "counting");
    EXPECT_EQ(s.rebalances, 0);
}

TEST(the_statistics_of_a_reader, are_not_reset_by_reading_them) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 3);
    auto reader = read(broker);
    reader.fetch_message(limit());
    EXPECT_EQ(reader.stats().messages, 3);
    EXPECT_EQ(reader.stats().messages, 3);
}

TEST(the_statistics_of_a_reader, are_there_before_its_first_call_and_after_its_close) {
    running_broker broker;
    broker.make_topic("numbers");
    auto reader = read(broker);
    EXPECT_EQ(reader.stats().dials, 0);
    EXPECT_EQ(reader.stats().offset, -1);
    EXPECT_EQ(reader.stats().queue_capacity, 64 * 1024 * 1024);
    reader.close();
    EXPECT_EQ(reader.stats().max_wait, 500ms);
}

TEST(the_statistics_of_a_reader, count_what_went_wrong) {
    auto reader = kafka::reader({.brokers = {"127.0.0.1:1"}, .topic = "numbers"});
    EXPECT_THROW(reader.fetch_message(kafka::context::after(50ms)), kafka::error);
    EXPECT_GE(reader.stats().errors, 1);
    EXPECT_GE(reader.stats().dials, 1);
}

// What the seed says of a reader with a group id.
TEST(the_statistics_of_a_reader, name_partition_minus_one_in_a_group) {
    reading_group group(2);
    group.append_numbers(6);
    auto reader = group.join();
    EXPECT_EQ(group.read(reader, 6), 6u);
    const auto s = reader.stats();
    EXPECT_EQ(s.partition, "-1");
    EXPECT_GE(s.rebalances, 1);
    EXPECT_EQ(s.messages, 6);
    EXPECT_EQ(s.offset, 3) << "of the partition that was returned from last";
    EXPECT_EQ(s.lag, 0);
    ASSERT_EQ(s.partitions.size(), 2u) << "and all of them are there as well";
    EXPECT_EQ(s.partitions[0].offset + s.partitions[1].offset, 6);
}

// What the seed says of a reader with a group id.
TEST(read_lag, is_an_error_in_a_group) {
    reading_group group(2);
    auto reader = group.join();
    EXPECT_THROW(reader.read_lag(limit()), kafka::error);
}

TEST(read_lag, is_known_before_anything_was_read) {
    running_broker broker;
    broker.make_topic("numbers", 2);
    for (const int partition : {0, 1}) broker.append_numbers("numbers", partition, 5);
    EXPECT_EQ(read(broker).read_lag(limit()), 10);
    EXPECT_EQ(read(broker, {.partition = 1}).read_lag(limit()), 5);
    EXPECT_EQ(read(broker, {.partition = 1, .start_offset = 3}).read_lag(limit()), 2);
    EXPECT_EQ(read(broker, {.start_offset = kafka::last_offset}).read_lag(limit()), 0);
}

TEST(read_lag, asks_the_broker_each_time) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 4);
    auto reader = read(broker);
    reader.fetch_message(limit());
    EXPECT_EQ(reader.read_lag(limit()), 3);
    broker.append_numbers("numbers", 0, 2);
    EXPECT_EQ(reader.read_lag(limit()), 5);
}

TEST(read_lag, names_a_topic_that_does_not_exist) {
    running_broker broker;
    try {
        read(broker).read_lag(limit());
        FAIL() << "there is no such topic";
    } catch (const kafka::error& e) {
        EXPECT_NE(std::string(e.what()).find("numbers"), std::string::npos) << e.what();
    }
}

TEST(the_statistics_of_a_writer, count_what_it_has_sent) {
    running_broker broker;
    broker.make_topic("numbers");
    kafka::writer writer({.brokers = {broker.address()}, .topic = "numbers", .client_id = "me"});
    write(writer, 3);
    writer.flush(limit()); // until the memory is back as well
    const auto s = writer.stats();
    EXPECT_EQ(s.writes, 3);
    EXPECT_EQ(s.messages, 3);
    EXPECT_EQ(s.batch_size.count, 3);
    EXPECT_EQ(s.batch_size.max, 1);
    EXPECT_EQ(s.batch_bytes.sum, s.bytes);
    EXPECT_GT(s.bytes, 3 * 61);
    EXPECT_EQ(s.write_time.count, 3);
    EXPECT_GT(s.write_time.min, 0ns);
    EXPECT_EQ(s.batch_time.count, 3);
    EXPECT_EQ(s.wait_time.max, 0ns);
    EXPECT_GE(s.dials, 1);
    EXPECT_EQ(s.errors, 0);
    EXPECT_EQ(s.retries, 0);
    EXPECT_EQ(s.queue_length, 0);
    EXPECT_EQ(s.topic, "numbers");
    EXPECT_EQ(s.client_id, "me");
    EXPECT_EQ(writer.stats().writes, 3) << "reading resets nothing";
}

TEST(the_statistics_of_a_writer, count_retries_and_errors) {
    running_broker broker;
    broker.make_topic("numbers");
    kafka::writer writer({.brokers = {broker.address()},
                          .topic = "numbers",
                          .backoff_min = 5ms,
                          .backoff_max = 20ms});
    write(writer, 1);
    broker.stop();
    writer.post(limit(), {.key = "k", .value = "later"});
    broker.start_again();
    writer.flush(limit());
    write(writer, 1);
    const auto s = writer.stats();
    EXPECT_GE(s.writes, 3);
    EXPECT_EQ(s.batch_size.count, 3) << "a retry is no new batch";
    EXPECT_EQ(s.writes - 3, s.retries);
}
