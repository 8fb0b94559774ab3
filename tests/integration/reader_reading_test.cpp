#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace std::chrono_literals;
using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

kafka::reader read(const running_broker& broker, kafka::reader_options options = {}) {
    options.brokers = {broker.address()};
    if (options.topic.empty()) options.topic = "numbers";
    options.backoff_min = 1ms;
    options.backoff_max = 10ms;
    return kafka::reader(std::move(options));
}

/// The next `n` values.
std::vector<std::string> take(kafka::reader& reader, int n) {
    std::vector<std::string> out;
    for (int i = 0; i < n; ++i) out.push_back(reader.fetch_message(limit())->value.str());
    return out;
}

std::vector<std::string> numbers(int from, int to) {
    std::vector<std::string> out;
    for (int i = from; i < to; ++i) out.push_back(std::to_string(i));
    return out;
}

std::error_code code_of_next(kafka::reader& reader) {
    try {
        reader.fetch_message(limit());
    } catch (const kafka::error& e) {
        return e.code();
    }
    return {};
}

} // namespace

TEST(a_reader, reads_a_topic_from_its_first_record) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 7, 3);
    auto reader = read(broker);
    const auto first = reader.fetch_message(limit());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->topic, "numbers");
    EXPECT_EQ(first->partition, 0);
    EXPECT_EQ(first->offset, 0);
    EXPECT_EQ(first->key, "key");
    EXPECT_EQ(first->value, "0");
    EXPECT_EQ(first->timestamp.time_since_epoch().count(), 1'000'000);
    EXPECT_EQ(first->high_watermark, 21);
    EXPECT_EQ(first->lag(), 20);
    EXPECT_EQ(take(reader, 20), numbers(1, 21));
    EXPECT_EQ(reader.offset(), 21);
    EXPECT_EQ(reader.lag(), 0);
}

TEST(a_reader, reads_batches_whole) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 100, 10);
    auto reader = read(broker);
    int seen = 0;
    while (seen < 1000) {
        auto batch = reader.fetch_batch(limit());
        ASSERT_FALSE(batch.empty());
        EXPECT_EQ(batch.topic(), "numbers");
        EXPECT_EQ(batch.high_watermark(), 1000);
        for (const auto& m : batch) {
            EXPECT_EQ(m.value, std::to_string(seen));
            EXPECT_EQ(m.offset, seen++);
        }
    }
    EXPECT_EQ(reader.offset(), 1000);
}

TEST(a_reader, gives_the_rest_as_a_batch_after_single_messages) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    auto reader = read(broker);
    take(reader, 4);
    std::vector<std::string> rest;
    for (const auto& m : reader.fetch_batch(limit())) rest.push_back(m.value.str());
    EXPECT_EQ(rest, numbers(4, 10));
}

TEST(a_reader, sees_every_partition_and_every_header) {
    running_broker broker;
    broker.make_topic("numbers", 3);
    const std::vector<kafka::header> headers{{"a", "1"}, {"b", nullptr}, {"a", ""}};
    for (int p = 0; p < 3; ++p) {
        const kafka::record r{.value = nullptr, .headers = headers};
        broker.append("numbers", p, std::span(&r, 1));
    }
    auto reader = read(broker);
    std::set<int> partitions;
    for (int i = 0; i < 3; ++i) {
        const auto m = reader.fetch_message(limit());
        partitions.insert(m->partition);
        EXPECT_TRUE(m->key.is_null());
        EXPECT_TRUE(m->value.is_null());
        EXPECT_EQ(std::vector<kafka::header>(m->headers.begin(), m->headers.end()), headers);
        EXPECT_EQ(m->headers.find("a"), kafka::bytes_view(""));
        EXPECT_FALSE(m->headers.find("c"));
    }
    EXPECT_EQ(partitions.size(), 3u);
    EXPECT_EQ(reader.positions().size(), 3u);
}

TEST(a_reader, keeps_messages_alive_that_outlive_it) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    std::vector<kafka::message> kept;
    std::vector<kafka::message> detached;
    {
        auto reader = read(broker);
        for (int i = 0; i < 10; ++i) {
            kept.push_back(*reader.fetch_message(limit()));
            detached.push_back(kept.back().detach());
        }
    }
    EXPECT_EQ(kept[9].value, "9");
    kept.clear();
    EXPECT_EQ(detached[7].value, "7");
    EXPECT_EQ(detached[7].topic, "numbers");
    EXPECT_EQ(detached[7].key, "key");
}

TEST(a_reader, waits_for_what_is_written_later) {
    running_broker broker;
    broker.make_topic("numbers");
    auto reader = read(broker);
    std::thread later([&] { broker.append_numbers("numbers", 0, 3); });
    EXPECT_EQ(take(reader, 3), numbers(0, 3));
    later.join();
}

TEST(a_reader, starts_where_it_is_told_to) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    auto by_offset = read(broker, {.start_offset = 4});
    EXPECT_EQ(take(by_offset, 2), numbers(4, 6));
    auto at_end = read(broker, {.partition = 0, .start_offset = kafka::last_offset});
    EXPECT_THROW(at_end.fetch_message(kafka::context::after(20ms)), kafka::error);
    while (at_end.offset() < 0) std::this_thread::yield(); // the end is known now
    broker.append_numbers("numbers", 0, 1);
    EXPECT_EQ(take(at_end, 1), numbers(10, 11));
}

TEST(a_reader, starts_at_a_time) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    const kafka::timestamp time{1'000'007ms};
    auto by_time = read(broker, {.start_offset = kafka::at(time)});
    EXPECT_EQ(take(by_time, 2), numbers(7, 9));
    auto after_end =
        read(broker, {.partition = 0, .start_offset = kafka::at(kafka::timestamp(9'000'000ms))});
    EXPECT_THROW(after_end.fetch_message(kafka::context::after(20ms)), kafka::error);
    while (after_end.offset() < 0) std::this_thread::yield(); // it is known to be the end now
    EXPECT_EQ(after_end.offset(), 10);
}

TEST(a_reader, goes_where_it_is_sent_even_during_a_long_poll) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    auto reader = read(broker, {.max_wait = 60s});
    take(reader, 10);
    reader.set_offset(2);
    EXPECT_EQ(reader.offset(), 2);
    EXPECT_EQ(take(reader, 3), numbers(2, 5));
    reader.set_offset(0, kafka::first_offset);
    EXPECT_EQ(take(reader, 1), numbers(0, 1));
    EXPECT_THROW(
        [&] {
            for (;;) reader.fetch_message(kafka::context::after(50ms));
        }(),
        kafka::error); // now a poll of a minute is under way
    reader.set_offset(8);
    EXPECT_EQ(take(reader, 2), numbers(8, 10));
}

TEST(a_reader, tells_of_an_offset_outside_the_log_and_goes_on_when_sent_elsewhere) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 10);
    auto reader = read(broker, {.start_offset = 50});
    EXPECT_EQ(code_of_next(reader), kafka::errc::offset_out_of_range);
    EXPECT_EQ(code_of_next(reader), kafka::errc::offset_out_of_range) << "and says so again";
    reader.set_offset(9);
    EXPECT_EQ(take(reader, 1), numbers(9, 10));
    auto lenient =
        read(broker, {.start_offset = 50, .out_of_range = kafka::out_of_range_policy::first});
    EXPECT_EQ(take(lenient, 1), numbers(0, 1));
}

TEST(a_reader, tells_of_a_topic_or_partition_that_does_not_exist) {
    running_broker broker;
    broker.make_topic("numbers");
    auto absent = read(broker, {.topic = "absent"});
    EXPECT_EQ(code_of_next(absent), kafka::broker_errc::unknown_topic_or_partition);
    auto too_far = read(broker, {.partition = 5});
    EXPECT_EQ(code_of_next(too_far), kafka::broker_errc::unknown_topic_or_partition);
}

TEST(a_reader, finds_a_topic_that_is_made_after_it_complained) {
    running_broker broker;
    auto reader = read(broker);
    EXPECT_EQ(code_of_next(reader), kafka::broker_errc::unknown_topic_or_partition);
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 1);
    // It may have looked once more, and complained, before the topic was there.
    const auto end = std::chrono::steady_clock::now() + 20s;
    auto next = code_of_next(reader);
    while (next == kafka::broker_errc::unknown_topic_or_partition &&
           std::chrono::steady_clock::now() < end)
        next = code_of_next(reader);
    EXPECT_EQ(next, std::error_code());
}

TEST(a_reader, notices_that_its_topic_was_replaced) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 5);
    auto reader = read(broker, {.metadata_age = 50ms});
    take(reader, 5);
    broker.make_client().delete_topics(limit(), {"numbers"});
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 1);
    EXPECT_EQ(code_of_next(reader), kafka::errc::topic_deleted);
    const auto next = reader.fetch_message(limit());
    EXPECT_EQ(next->offset, 0);
    EXPECT_EQ(next->value, "5");
}

TEST(a_reader, notices_partitions_that_are_added) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 1);
    auto reader = read(broker, {.metadata_age = 50ms});
    EXPECT_EQ(take(reader, 1), numbers(0, 1));
    broker.make_client().create_partitions(limit(), "numbers", 2);
    broker.append_numbers("numbers", 1, 1);
    const auto next = reader.fetch_message(limit());
    EXPECT_EQ(next->partition, 1);
}

TEST(a_reader, survives_a_restart_of_the_broker) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 5);
    auto reader = read(broker);
    take(reader, 5);
    broker.stop();
    EXPECT_THROW(reader.fetch_message(kafka::context::after(30ms)), kafka::error);
    broker.start_again();
    broker.append_numbers("numbers", 0, 5);
    EXPECT_EQ(take(reader, 5), numbers(5, 10));
}

TEST(a_reader, that_is_closed_lets_its_callers_go) {
    running_broker broker;
    broker.make_topic("numbers");
    auto reader = read(broker, {.max_wait = 60s});
    std::atomic<int> ended = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 3; ++i)
        callers.emplace_back([&, i, copy = reader]() mutable {
            if (i == 0 ? copy.fetch_batch({}).empty() : !copy.fetch_message({})) ++ended;
        });
    reader.close();
    for (auto& c : callers) c.join();
    EXPECT_EQ(ended, 3);
    EXPECT_FALSE(reader.fetch_message({}));
}

TEST(a_reader, may_be_used_by_several_threads) {
    running_broker broker;
    broker.make_topic("numbers", 4);
    for (int p = 0; p < 4; ++p) broker.append_numbers("numbers", p, 50, 5);
    auto reader = read(broker);
    std::mutex mutex;
    std::set<std::string> seen;
    std::vector<std::thread> callers;
    for (int t = 0; t < 4; ++t)
        callers.emplace_back([&] {
            for (int i = 0; i < 250; ++i) {
                const auto m = reader.fetch_message(limit());
                std::lock_guard lock(mutex);
                seen.insert(m->value.str());
            }
        });
    for (auto& c : callers) c.join();
    EXPECT_EQ(seen.size(), 1000u);
}

TEST(a_reader, reads_every_codec) {
    running_broker broker;
    broker.make_topic("numbers");
    for (int codec = 0; codec <= 4; ++codec) {
        const std::string value(1000, static_cast<char>('a' + codec));
        const kafka::record r{.value = value};
        broker.append("numbers", 0, std::span(&r, 1), static_cast<kafka::compression>(codec));
    }
    auto reader = read(broker);
    for (int codec = 0; codec <= 4; ++codec)
        EXPECT_EQ(reader.fetch_message(limit())->value,
                  std::string(1000, static_cast<char>('a' + codec)));
}

TEST(a_reader, stays_within_its_budget_and_says_when_the_application_holds_it) {
    running_broker broker;
    broker.make_topic("numbers");
    const std::string value(10'000, 'x');
    const kafka::record r{.value = value};
    for (int i = 0; i < 20; ++i) broker.append("numbers", 0, std::span(&r, 1));
    auto reader = read(broker, {.partition_max_bytes = 20'000, .queue_bytes = 60'000});
    std::vector<kafka::message> held;
    try {
        for (;;) held.push_back(*reader.fetch_message(kafka::context::after(200ms)));
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::timed_out);
        EXPECT_NE(std::string(e.what()).find("queue_bytes"), std::string::npos) << e.what();
    }
    EXPECT_GE(held.size(), 2u);
    EXPECT_LE(held.size(), 8u);
    const auto before = held.size();
    held.clear();
    EXPECT_EQ(reader.fetch_message(limit())->offset, static_cast<std::int64_t>(before));
}
