#include "consumer/seek.hpp"

#include "consumer/broker_wait.hpp"

#include <kafka/offset.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::consumer;
using namespace std::chrono_literals;
using kafka::first_offset;
using kafka::last_offset;
using kafka::seek_check;
using kafka::whence;
using offset = std::optional<std::int64_t>;

constexpr log_bounds log{5, 10};
constexpr auto none = std::nullopt;

offset checked(std::int64_t to, whence from, std::int64_t position = first_offset) {
    return target_of({to, from}, position, log);
}
offset unchecked(std::int64_t to, whence from, std::int64_t position) {
    return target_without_bounds({to, from, seek_check::dont_check}, position);
}

} // namespace

TEST(a_seek, is_counted_from_one_of_four_places) {
    EXPECT_EQ(checked(2, whence::start), 7);
    EXPECT_EQ(checked(7, whence::absolute), 7);
    EXPECT_EQ(checked(2, whence::end), 8);
    EXPECT_EQ(checked(-2, whence::current, 9), 7);
    EXPECT_EQ(checked(1, whence::current, 9), 10);
}

TEST(a_seek, takes_positions_that_stand_for_offsets_as_those) {
    EXPECT_EQ(checked(1, whence::current, first_offset), 6);
    EXPECT_EQ(checked(-1, whence::current, last_offset), 9);
}

TEST(a_seek, ends_within_the_log_both_bounds_included) {
    EXPECT_EQ(checked(5, whence::absolute), 5);
    EXPECT_EQ(checked(10, whence::absolute), 10);
    EXPECT_EQ(checked(4, whence::absolute), none);
    EXPECT_EQ(checked(11, whence::absolute), none);
    EXPECT_EQ(checked(-1, whence::start), none);
    EXPECT_EQ(checked(-1, whence::end), none);
    EXPECT_EQ(checked(6, whence::end), none);
}

TEST(a_seek, does_not_overflow) {
    EXPECT_EQ(checked(INT64_MAX, whence::start), none);
    EXPECT_EQ(checked(INT64_MIN, whence::end), none);
    EXPECT_EQ(checked(INT64_MAX, whence::current, 9), none);
    EXPECT_EQ(unchecked(INT64_MAX, whence::current, 9), none);
}

TEST(a_seek, needs_no_bounds_to_stay_or_when_told_not_to_check) {
    EXPECT_EQ(target_without_bounds({9, whence::absolute}, 9), 9);
    EXPECT_EQ(target_without_bounds({8, whence::absolute}, 9), none);
    EXPECT_EQ(unchecked(100, whence::absolute, 9), 100);
    EXPECT_EQ(unchecked(-4, whence::current, 9), 5);
    EXPECT_EQ(unchecked(last_offset, whence::absolute, 9), last_offset);
}

TEST(a_seek, needs_them_for_what_cannot_be_counted_otherwise) {
    EXPECT_EQ(unchecked(0, whence::start, 9), none);
    EXPECT_EQ(unchecked(0, whence::end, 9), none);
    EXPECT_EQ(unchecked(1, whence::current, last_offset), none);
    EXPECT_EQ(unchecked(-10, whence::current, 9), none) << "there is no offset -1";
    EXPECT_EQ(unchecked(-3, whence::absolute, 9), none);
}

TEST(a_position, is_told_in_three_forms) {
    EXPECT_EQ(position_of(first_offset), (kafka::seek_position{0, whence::start}));
    EXPECT_EQ(position_of(last_offset), (kafka::seek_position{0, whence::end}));
    EXPECT_EQ(position_of(42), (kafka::seek_position{42, whence::absolute}));
}

TEST(a_broker, may_wait_until_shortly_before_the_deadline) {
    const auto now = std::chrono::steady_clock::now();
    EXPECT_EQ(broker_wait({}, now), 10s);
    EXPECT_EQ(broker_wait(now + 5s, now), 4s);
    EXPECT_EQ(broker_wait(now + 400ms, now), 300ms);
    EXPECT_EQ(broker_wait(now + 1h, now), 10s);
    EXPECT_EQ(broker_wait(now - 1s, now), 500ms) << "somebody has moved the deadline";
}
