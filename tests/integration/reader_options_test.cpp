#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <thread>

using namespace std::chrono_literals;

namespace {

std::string mistakes_of(kafka::reader_options options) {
    try {
        kafka::reader reader(std::move(options));
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::invalid_option);
        return e.what();
    }
    return {};
}

} // namespace

TEST(reader_options, tell_all_their_mistakes_at_once) {
    const auto text = mistakes_of({.brokers = {"host:port"},
                                   .topic = "no spaces please",
                                   .partition = -1,
                                   .start_offset = -5,
                                   .min_bytes = -1,
                                   .max_wait = 0ms,
                                   .max_bytes = 10,
                                   .partition_max_bytes = 20,
                                   .queue_bytes = 0});
    for (const auto* name : {"brokers", "topic", "partition:", "start_offset", "min_bytes",
                             "max_wait", "max_bytes", "queue_bytes"})
        EXPECT_NE(text.find(name), std::string::npos) << name << " in " << text;
}

TEST(reader_options, that_name_brokers_and_a_topic_are_enough) {
    EXPECT_EQ(mistakes_of({.brokers = {"localhost"}, .topic = "t"}), "");
}

TEST(a_reader_without_a_broker, says_at_the_deadline_whom_it_could_not_reach) {
    kafka::reader reader({.brokers = {"127.0.0.1:1"}, .topic = "t"});
    try {
        reader.fetch_message(kafka::context::after(100ms));
        FAIL() << "there is nobody to read from";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::timed_out);
        EXPECT_NE(std::string(e.what()).find("127.0.0.1:1"), std::string::npos) << e.what();
    }
}

TEST(a_reader_without_a_broker, gives_up_after_max_attempts) {
    kafka::reader reader({.brokers = {"127.0.0.1:1"},
                          .topic = "t",
                          .max_attempts = 3,
                          .backoff_min = 1ms,
                          .backoff_max = 1ms});
    try {
        reader.fetch_message(kafka::context::after(20s));
        FAIL() << "there is nobody to read from";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::no_brokers);
    }
}

TEST(a_reader_without_a_broker, can_be_stopped) {
    kafka::reader reader({.brokers = {"127.0.0.1:1"}, .topic = "t"});
    std::stop_source stop;
    std::thread stopper([&] { stop.request_stop(); });
    try {
        reader.fetch_batch(stop.get_token());
        FAIL() << "it was stopped";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::cancelled);
    }
    stopper.join();
}

TEST(a_reader_without_a_broker, knows_no_offsets) {
    kafka::reader reader({.brokers = {"127.0.0.1:1"}, .topic = "t", .partition = 2});
    EXPECT_EQ(reader.offset(), -1);
    EXPECT_EQ(reader.lag(), -1);
    reader.set_offset(42);
    EXPECT_EQ(reader.offset(), 42);
    EXPECT_EQ(reader.positions().at(0).partition, 2);
    EXPECT_THROW(reader.set_offset(3, 42), kafka::error) << "it reads partition 2 only";
    EXPECT_THROW(reader.set_offset(-3), kafka::error);
}
