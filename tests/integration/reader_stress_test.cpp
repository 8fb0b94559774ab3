// A reader under load: many partitions, threads that seek while others read, brokers that restart
// in the middle.
#include "support/allocations.hpp"
#include "support/running_broker.hpp"

#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

using namespace std::chrono_literals;
using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

kafka::reader read(const running_broker& broker, kafka::reader_options options = {}) {
    options.brokers = {broker.address()};
    options.topic = "numbers";
    options.backoff_min = 1ms;
    options.backoff_max = 10ms;
    return kafka::reader(std::move(options));
}

/// Checks that every partition's offsets come one after another.
class in_order {
public:
    void take(const kafka::message& m) {
        auto& next = next_[m.partition];
        EXPECT_EQ(m.offset, next) << "partition " << m.partition;
        next = m.offset + 1;
        ++count_;
    }
    int count() const { return count_; }
    std::size_t partitions() const { return next_.size(); }

private:
    std::map<std::int32_t, std::int64_t> next_;
    int count_ = 0;
};

} // namespace

TEST(a_busy_reader, serves_a_hundred_partitions_each_in_order) {
    running_broker broker;
    broker.make_topic("numbers", 100);
    for (int p = 0; p < 100; ++p) broker.append_numbers("numbers", p, 10, 3);
    auto reader = read(broker, {.max_bytes = 20'000, .partition_max_bytes = 500});
    in_order seen;
    while (seen.count() < 3'000)
        for (const auto& m : reader.fetch_batch(limit())) seen.take(m);
    EXPECT_EQ(seen.partitions(), 100u);
    for (const auto& p : reader.positions()) {
        EXPECT_EQ(p.offset, 30);
        EXPECT_EQ(p.lag(), 0);
    }
}

TEST(a_busy_reader, goes_on_where_it_was_when_the_broker_restarts_in_the_middle) {
    running_broker broker;
    broker.make_topic("numbers", 4);
    for (int p = 0; p < 4; ++p) broker.append_numbers("numbers", p, 50, 10);
    auto reader = read(broker, {.max_bytes = 4'000, .partition_max_bytes = 1'000});
    in_order seen;
    for (int restarts = 0; seen.count() < 2'000;) {
        seen.take(*reader.fetch_message(limit()));
        if (seen.count() < 500 * (restarts + 1) || restarts == 3) continue;
        ++restarts;
        broker.stop();
        broker.start_again();
    }
    EXPECT_EQ(seen.partitions(), 4u);
}

TEST(a_busy_reader, may_be_sent_elsewhere_by_one_thread_while_others_read) {
    running_broker broker;
    broker.make_topic("numbers", 2);
    for (int p = 0; p < 2; ++p) broker.append_numbers("numbers", p, 100, 5);
    auto reader = read(broker, {.partition_max_bytes = 2'000});
    std::atomic<bool> done = false;
    std::atomic<int> seen = 0;
    std::vector<std::thread> readers;
    for (int t = 0; t < 2; ++t)
        readers.emplace_back([&, t] {
            while (!done) {
                if (t == 0)
                    seen += reader.fetch_message({}) ? 1 : 0;
                else
                    for (const auto& m : reader.fetch_batch({})) seen += m.value.empty() ? 0 : 1;
            }
        });
    for (int i = 0; i < 50; ++i) {
        const auto before = seen.load();
        reader.set_offset(i % 2, i * 7);
        while (seen == before) std::this_thread::yield();
    }
    done = true;
    reader.set_offset(kafka::first_offset);
    reader.close();
    for (auto& t : readers) t.join();
    EXPECT_GE(seen, 50);
}

TEST(a_busy_reader, delivers_from_the_place_it_was_sent_to_and_from_nowhere_else) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 100, 10);
    auto reader = read(broker, {.partition_max_bytes = 2'000});
    for (int i = 0; i < 200; ++i) {
        const std::int64_t where = i * 37 % 990;
        reader.set_offset(where);
        for (std::int64_t n = 0; n < i % 9; ++n)
            ASSERT_EQ(reader.fetch_message(limit())->offset, where + n) << i;
    }
}

TEST(a_busy_reader, reads_compressed_topics_with_batches_larger_than_what_it_asks_for) {
    running_broker broker;
    broker.make_topic("numbers");
    const std::string large(100'000, 'x');
    const std::vector<kafka::record> records(10, {.value = large});
    for (int codec = 0; codec <= 4; ++codec)
        broker.append("numbers", 0, records, static_cast<kafka::compression>(codec));
    auto reader = read(broker, {.max_bytes = 1'000, .partition_max_bytes = 1'000});
    for (int i = 0; i < 50; ++i) {
        const auto m = reader.fetch_message(limit());
        EXPECT_EQ(m->offset, i);
        EXPECT_EQ(m->value.size(), large.size());
    }
}

TEST(a_busy_reader, takes_no_memory_for_single_messages) {
    running_broker broker;
    broker.make_topic("numbers");
    broker.append_numbers("numbers", 0, 1'000, 10);
    auto reader = read(broker);
    ASSERT_TRUE(reader.fetch_message(limit()));
    const auto before = kafka::test::allocations();
    for (int i = 1; i < 10'000; ++i) ASSERT_TRUE(reader.fetch_message({}));
    EXPECT_LT(kafka::test::allocations() - before, 500u) << "some for each answer, none for each";
}

TEST(a_closed_reader, refuses_to_be_sent_anywhere) {
    running_broker broker;
    auto reader = read(broker);
    reader.close();
    EXPECT_THROW(reader.set_offset(3), kafka::error);
    EXPECT_TRUE(reader.fetch_batch({}).empty());
    reader.close();
}
