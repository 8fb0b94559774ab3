// Positions and offsets of a kafka::connection, against our broker in this process.
#include "support/connection_world.hpp"

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::broker_errc;
using kafka::whence;

namespace {

/// A topic whose records 0 to 4 are deleted and that has 5 to 9.
class a_seeking_connection : public connection_world {
protected:
    a_seeking_connection() : c(new_topic("t")) {
        broker.append_numbers("t", 0, 5, 2);
        broker.make_client().delete_records(limit(), {{{"t", 0}, 5}});
    }
    std::error_code failure(std::int64_t offset, whence from) {
        return code_of([&] { c.seek(limit(), offset, from); });
    }
    std::int64_t next_offset() { return c.read_message(limit()).offset; }

    kafka::connection c;
};

constexpr auto dont_check = kafka::seek_check::dont_check;

} // namespace

TEST_F(a_seeking_connection, begins_at_the_first_record) {
    EXPECT_EQ(c.offset(), (kafka::seek_position{0, whence::start}));
    EXPECT_EQ(next_offset(), 5);
}

TEST_F(a_seeking_connection, counts_from_the_start_the_end_and_where_it_is) {
    EXPECT_EQ(c.seek(limit(), 2, whence::start), 7);
    EXPECT_EQ(next_offset(), 7);
    EXPECT_EQ(c.seek(limit(), 1, whence::end), 9);
    EXPECT_EQ(next_offset(), 9);
    EXPECT_EQ(c.seek(limit(), -4, whence::current), 6);
    EXPECT_EQ(next_offset(), 6);
    EXPECT_EQ(c.seek(limit(), 8, whence::absolute), 8);
    EXPECT_EQ(next_offset(), 8);
}

TEST_F(a_seeking_connection, goes_to_both_ends_of_the_log) {
    EXPECT_EQ(c.seek(limit(), 0, whence::end), 10);
    EXPECT_EQ(c.seek(limit(), 0, whence::start), 5);
    EXPECT_EQ(c.seek(limit(), 10, whence::absolute), 10);
}

TEST_F(a_seeking_connection, counts_from_a_position_that_is_not_a_number_yet) {
    EXPECT_EQ(c.seek(limit(), 1, whence::current), 6);
}

TEST_F(a_seeking_connection, refuses_what_is_outside_of_the_log_and_stays) {
    c.seek(limit(), 7, whence::absolute);
    EXPECT_EQ(failure(4, whence::absolute), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(11, whence::absolute), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(-1, whence::start), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(-1, whence::end), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(4, whence::current), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(INT64_MAX, whence::current), broker_errc::offset_out_of_range);
    EXPECT_EQ(failure(INT64_MIN, whence::end), broker_errc::offset_out_of_range);
    EXPECT_EQ(next_offset(), 7);
    EXPECT_NE(words_of([&] { c.seek(limit(), 11, whence::absolute); }).find("5 to 10"),
              std::string::npos);
}

TEST_F(a_seeking_connection, goes_anywhere_when_told_not_to_check) {
    EXPECT_EQ(c.seek(limit(), 100, whence::absolute, dont_check), 100);
    EXPECT_EQ(c.seek(limit(), -99, whence::current, dont_check), 1);
    EXPECT_EQ(code_of([&] { c.read_message(limit()); }), broker_errc::offset_out_of_range);
    EXPECT_EQ(c.seek(limit(), kafka::first_offset, whence::absolute, dont_check),
              kafka::first_offset);
    EXPECT_EQ(next_offset(), 5);
}

TEST_F(a_seeking_connection, knows_no_other_whence) {
    EXPECT_EQ(failure(0, static_cast<whence>(4)), kafka::errc::invalid_argument);
}

TEST_F(a_seeking_connection, does_nothing_to_stay_where_it_is) {
    c.seek(limit(), 100, whence::absolute, dont_check);
    EXPECT_EQ(c.seek(limit(), 100, whence::absolute), 100);
}

TEST_F(a_seeking_connection, takes_a_seek_made_while_a_batch_is_open_for_what_is_wanted) {
    auto batch = c.read_batch(limit());
    batch.read_message();
    c.seek(limit(), 9, whence::absolute);
    batch.close();
    EXPECT_EQ(next_offset(), 9);
}

TEST_F(a_seeking_connection, asks_for_offsets_of_both_ends_and_by_time) {
    EXPECT_EQ(c.read_first_offset(limit()), 5);
    EXPECT_EQ(c.read_last_offset(limit()), 10);
    EXPECT_EQ(c.read_offsets(limit()), std::pair(std::int64_t{5}, std::int64_t{10}));
    const auto later = kafka::timestamp(2'000'000ms);
    EXPECT_EQ(c.read_offset(limit(), later), -1);
    c.write_messages(limit(), {{.value = "later", .timestamp = later}});
    EXPECT_EQ(c.read_offset(limit(), later), 10);
    EXPECT_EQ(c.read_offset(limit(), {}), 5);
}

TEST_F(a_seeking_connection, knows_no_time_before_1970) {
    EXPECT_EQ(code_of([&] { c.read_offset(limit(), kafka::timestamp(-1ms)); }),
              kafka::errc::invalid_argument);
}
