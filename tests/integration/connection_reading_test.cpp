// Reading over a kafka::connection, against our broker in this process.
#include "support/connection_world.hpp"

#include <array>
#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;
using strings = std::vector<std::string>;

namespace {

class a_reading_connection : public connection_world {
protected:
    /// A topic with the values "0", "1" and so on, one batch.
    kafka::connection numbers(int count, int batches = 1) {
        auto out = new_topic("t");
        broker.append_numbers("t", 0, count, batches);
        return out;
    }
};

} // namespace

TEST_F(a_reading_connection, reads_what_another_wrote_as_a_range) {
    auto c = new_topic("t");
    leader_of("t").write_messages(limit(), {{.value = "one!"}, {.value = "two!"}});
    EXPECT_EQ(values_of(c.read_batch(limit(), 1, 1'000'000)), (strings{"one!", "two!"}));
    EXPECT_EQ(c.offset(), (kafka::seek_position{2, kafka::whence::absolute}));
}

TEST_F(a_reading_connection, waits_for_the_first_message) {
    auto c = new_topic("t");
    std::jthread writer([&] { leader_of("t").write(limit(), "late"); });
    EXPECT_EQ(c.read_message(limit()).value, "late");
}

TEST_F(a_reading_connection, tells_of_batch_and_message_where_they_are) {
    auto c = numbers(3);
    auto batch = c.read_batch(limit());
    EXPECT_EQ(batch.high_watermark(), 3);
    EXPECT_EQ(batch.partition(), 0);
    EXPECT_EQ(batch.throttle(), 0ms);
    EXPECT_EQ(batch.offset(), 0);
    const auto m = batch.read_message();
    EXPECT_EQ(m->topic, "t");
    EXPECT_EQ(m->offset, 0);
    EXPECT_EQ(m->high_watermark, 3);
    EXPECT_EQ(batch.offset(), 1);
    EXPECT_FALSE(batch.empty());
}

TEST_F(a_reading_connection, goes_on_behind_what_was_read_of_a_batch) {
    auto c = numbers(5);
    {
        auto batch = c.read_batch(limit());
        batch.read_message();
        for (const auto& m : batch)
            if (m.offset == 2) break;
    }
    EXPECT_EQ(c.offset().offset, 3);
    EXPECT_EQ(c.read_message(limit()).value, "3");
}

TEST_F(a_reading_connection, keeps_a_message_longer_than_its_batch_and_itself) {
    kafka::message kept;
    {
        auto c = numbers(2);
        kept = c.read_message(limit());
    }
    EXPECT_EQ(kept.value, "0");
    EXPECT_EQ(kept.topic, "t");
}

TEST_F(a_reading_connection, copies_values_to_the_callers_buffer) {
    auto c = numbers(3);
    auto batch = c.read_batch(limit());
    std::array<char, 8> buffer{};
    std::string all;
    while (const auto n = batch.read(buffer)) all.append(buffer.data(), *n);
    EXPECT_EQ(all, "012");
}

TEST_F(a_reading_connection, stays_where_it_is_when_the_buffer_is_too_short) {
    auto c = new_topic("t");
    c.write(limit(), "ten bytes!");
    std::array<char, 4> small{};
    std::array<char, 10> fitting{};
    EXPECT_EQ(code_of([&] { c.read(limit(), small); }), std::errc::no_buffer_space);
    EXPECT_EQ(c.offset(), (kafka::seek_position{0, kafka::whence::absolute}));
    EXPECT_EQ(c.read(limit(), fitting), 10u);
    EXPECT_EQ(std::string(fitting.data(), 10), "ten bytes!");
}

TEST_F(a_reading_connection, lets_a_batch_be_read_again_with_a_longer_buffer) {
    auto c = new_topic("t");
    c.write(limit(), "ten bytes!");
    auto batch = c.read_batch(limit());
    std::array<char, 4> small{};
    std::array<char, 10> fitting{};
    EXPECT_EQ(code_of([&] { batch.read(small); }), std::errc::no_buffer_space);
    EXPECT_EQ(batch.offset(), 0);
    EXPECT_EQ(batch.read(fitting), 10u);
}

TEST_F(a_reading_connection, reads_empty_and_null_values_into_nothing) {
    auto c = new_topic("t");
    c.write_messages(limit(), {{.value = ""}, {.key = "k", .value = nullptr}});
    auto batch = c.read_batch(limit());
    EXPECT_EQ(batch.read(std::span<char>()), 0u);
    EXPECT_EQ(batch.read(std::span<char>()), 0u);
    EXPECT_FALSE(batch.read(std::span<char>()));
}

TEST_F(a_reading_connection, gets_an_empty_batch_when_it_asked_once_and_nothing_came) {
    auto c = new_topic("t");
    auto batch = c.read_batch(limit(), {.max_wait = 1ms});
    EXPECT_TRUE(batch.empty());
    EXPECT_FALSE(batch.read_message());
    EXPECT_EQ(batch.high_watermark(), 0);
    EXPECT_FALSE(batch.error());
}

TEST_F(a_reading_connection, gets_fewer_bytes_than_the_least_shortly_before_its_deadline) {
    auto c = numbers(3);
    c.set_read_deadline(kafka::context::clock::now() + 2s);
    EXPECT_EQ(values_of(c.read_batch({}, 10'000, 1'000'000)), (strings{"0", "1", "2"}));
}

TEST_F(a_reading_connection, gets_a_first_batch_that_is_larger_than_it_asked_for) {
    auto c = new_topic("t");
    c.write(limit(), std::string(5000, 'x'));
    EXPECT_EQ(c.read_message(limit(), 10).value.size(), 5000u);
}

TEST_F(a_reading_connection, reads_compressed_batches_of_every_codec) {
    auto c = new_topic("t");
    strings expected;
    for (const auto codec : {kafka::compression::gzip, kafka::compression::snappy,
                             kafka::compression::lz4, kafka::compression::zstd}) {
        expected.push_back(std::string(1000, to_string(codec).front()));
        c.write_compressed_messages(limit(), codec, {{.value = expected.back()}});
    }
    EXPECT_EQ(values_of(c.read_batch(limit())), expected);
}

TEST_F(a_reading_connection, refuses_sizes_that_make_no_sense) {
    auto c = new_topic("t");
    const auto refused = [&](kafka::read_batch_options o) {
        return code_of([&] { c.read_batch(limit(), o); }) == kafka::errc::invalid_argument;
    };
    EXPECT_TRUE(refused({.min_bytes = -1}));
    EXPECT_TRUE(refused({.min_bytes = 10, .max_bytes = 9}));
    EXPECT_TRUE(refused({.min_bytes = 0, .max_bytes = 0}));
    EXPECT_TRUE(refused({.max_wait = -1ms}));
    EXPECT_TRUE(refused({.isolation = static_cast<kafka::isolation_level>(7)}));
}

TEST_F(a_reading_connection, gives_the_turn_to_one_reader_at_a_time) {
    auto c = numbers(2);
    auto batch = c.read_batch(limit());
    std::error_code other;
    std::jthread([&] { other = code_of([&] { c.read_message(soon()); }); }).join();
    EXPECT_EQ(other, kafka::errc::timed_out);
    batch.read_message();
    batch.close();
    std::jthread([&] { EXPECT_EQ(c.read_message(limit()).value, "1"); }).join();
}

TEST_F(a_reading_connection, says_that_it_would_wait_for_itself) {
    auto c = numbers(2);
    auto batch = c.read_batch(limit());
    EXPECT_EQ(code_of([&] { c.read_message(limit()); }), kafka::errc::would_deadlock);
    batch = {};
    EXPECT_EQ(c.read_message(limit()).value, "0");
}

TEST_F(a_reading_connection, wakes_a_reader_that_waits_for_its_turn_when_it_is_closed) {
    auto c = numbers(2);
    auto batch = c.read_batch(limit());
    std::error_code other;
    std::jthread waiting([&] { other = code_of([&] { c.read_message(limit()); }); });
    c.close();
    waiting.join();
    EXPECT_EQ(other, kafka::errc::closed);
}

TEST_F(a_reading_connection, writes_and_asks_while_a_batch_is_open) {
    auto c = numbers(2);
    auto batch = c.read_batch(limit());
    c.write(limit(), "2");
    EXPECT_EQ(c.read_last_offset(limit()), 3);
    EXPECT_EQ(values_of(batch), (strings{"0", "1"}));
}

TEST_F(a_reading_connection, reads_nothing_of_a_batch_that_was_closed) {
    auto c = numbers(2);
    auto batch = c.read_batch(limit());
    batch.close();
    batch.close();
    EXPECT_TRUE(batch.empty());
    EXPECT_EQ(code_of([&] { batch.read_message(); }), kafka::errc::closed);
    EXPECT_EQ(values_of(batch), strings{});
    EXPECT_EQ(c.read_message(limit()).value, "0");
}

TEST_F(a_reading_connection, has_batches_without_anything_by_default) {
    kafka::connection_batch none;
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(none.read_message());
    EXPECT_EQ(none.offset(), -1);
    none.close();
}

TEST_F(a_reading_connection, misses_nothing_written_between_two_calls_at_the_end) {
    auto c = numbers(2);
    c.seek(limit(), kafka::last_offset, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(c.offset(), (kafka::seek_position{0, kafka::whence::end}));
    EXPECT_TRUE(c.read_batch(limit(), {.max_wait = 1ms}).empty());
    leader_of("t").write(limit(), "between");
    EXPECT_EQ(c.read_message(limit()).value, "between");
}
