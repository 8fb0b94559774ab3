#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
using kafka::testing::log_on_memory;
using storage::errc;

namespace {

// Ten segments of ten batches, one record of 100 bytes each; timestamps are offsets.
class a_long_log : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        settings.config.segment_bytes = 1'000;
        settings.config.retention_ms = -1;
        ASSERT_FALSE(open().code);
        for (std::int64_t t = 0; t < 100; ++t) append({.bytes = 39, .timestamp = t});
        ASSERT_EQ(log->segment_count(), 10u);
    }

    void keep(std::int64_t ms, std::int64_t bytes) {
        settings.config.retention_ms = ms;
        settings.config.retention_bytes = bytes;
        log->set_config(settings.config);
    }
};

} // namespace

TEST_F(a_long_log, keeps_everything_without_a_limit) {
    EXPECT_TRUE(log->apply_retention(1'000'000).empty());
    EXPECT_EQ(log->start_offset(), 0);
}

TEST_F(a_long_log, gives_up_segments_that_are_wholly_too_old) {
    keep(50, -1);
    auto gone = log->apply_retention(100); // what is from before 50
    EXPECT_EQ(gone.count(), 5u);
    EXPECT_EQ(log->start_offset(), 50);
    EXPECT_TRUE(disk.exists("/data/t-0/00000000000000000000.log"));
    EXPECT_FALSE(gone.run());
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000000.log"));
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000040.timeindex"));
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000040.snapshot"));
    EXPECT_TRUE(disk.exists("/data/t-0/00000000000000000050.snapshot"));
    EXPECT_EQ(headers(50).size(), 50u);
    EXPECT_EQ(log->read(49, 1, 100).error, errc::offset_out_of_range);
}

TEST_F(a_long_log, gives_up_old_segments_also_after_a_restart) {
    reopen();
    keep(50, -1);
    EXPECT_EQ(log->apply_retention(100).count(), 5u);
}

TEST_F(a_long_log, gives_up_what_is_over_its_size) {
    keep(-1, 3'500);
    EXPECT_EQ(log->apply_retention(0).count(), 6u) << "a segment goes when enough is left";
    EXPECT_EQ(log->start_offset(), 60);
}

TEST_F(a_long_log, may_lose_everything_and_goes_on_at_the_next_offset) {
    keep(50, -1);
    auto gone = log->apply_retention(1'000);
    EXPECT_EQ(gone.count(), 10u);
    EXPECT_FALSE(gone.run());
    EXPECT_EQ(log->start_offset(), 100);
    EXPECT_EQ(append().base_offset, 100);
    reopen();
    EXPECT_EQ(log->start_offset(), 100);
    EXPECT_EQ(log->end_offset(), 101);
}

TEST_F(a_long_log, keeps_everything_when_its_policy_is_not_to_delete) {
    settings.config.deletes = false;
    keep(1, 1);
    EXPECT_TRUE(log->apply_retention(1'000).empty());
}

TEST_F(a_long_log, judges_records_without_a_timestamp_by_the_file_s_date) {
    settings.directory = "/data/u-0";
    disk.make_directory("/data/u-0");
    ASSERT_FALSE(open().code);
    for (int i = 0; i < 20; ++i) append({.bytes = 39, .timestamp = -1}, 5'000);
    keep(1'000, -1);
    EXPECT_EQ(log->apply_retention(5'900).count(), 0u);
    EXPECT_EQ(log->apply_retention(6'001).count(), 2u);
}

TEST_F(a_long_log, lets_readers_finish_with_what_it_gives_up) {
    const auto reading = log->read(0, 1'000, 100);
    keep(50, -1);
    EXPECT_FALSE(log->apply_retention(1'000).run());
    EXPECT_EQ(kafka::testing::headers_in(bytes_of(reading.slice)).size(), 10u);
}

TEST_F(a_long_log, hides_deleted_records_at_once_and_frees_their_segments_later) {
    EXPECT_FALSE(log->delete_before(25));
    EXPECT_EQ(log->start_offset(), 25);
    EXPECT_EQ(log->read(24, 1, 100).error, errc::offset_out_of_range);
    EXPECT_EQ(headers(25).size(), 75u);
    EXPECT_EQ(log->delete_before(101), errc::offset_out_of_range);
    EXPECT_EQ(log->apply_retention(0).count(), 2u);
}

TEST_F(a_long_log, does_not_show_deleted_records_after_a_restart) {
    EXPECT_FALSE(log->delete_before(25));
    reopen();
    EXPECT_EQ(log->start_offset(), 25);
}

TEST_F(a_long_log, whose_records_were_all_deleted_goes_on_where_it_was) {
    EXPECT_FALSE(log->delete_before(100));
    reopen();
    EXPECT_EQ(log->start_offset(), 100);
    EXPECT_EQ(append().base_offset, 100);
}

TEST_F(a_long_log, starts_at_the_checkpoint_when_its_end_was_lost) {
    settings.start_offset = 150;
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->start_offset(), 150);
    EXPECT_EQ(log->end_offset(), 150);
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000000.log"));
}

TEST_F(a_long_log, is_cut_at_its_end) {
    EXPECT_FALSE(log->truncate(35));
    EXPECT_EQ(log->end_offset(), 35);
    EXPECT_EQ(log->segment_count(), 4u);
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000040.log"));
    EXPECT_EQ(headers().size(), 35u);
    EXPECT_EQ(append({.bytes = 39}).base_offset, 35);
    EXPECT_EQ(headers().size(), 36u);
    reopen();
    EXPECT_EQ(log->end_offset(), 36);
}

TEST_F(a_long_log, leaves_no_gap_when_the_power_fails_while_segments_go) {
    ASSERT_FALSE(log->sync());
    keep(50, -1);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        auto gone = log->apply_retention(100);
        int left = static_cast<int>(seed % 25);
        disk.fault = [&](auto, const auto&) {
            return left-- > 0 ? std::error_code{} : std::make_error_code(std::errc::io_error);
        };
        (void)gone.run();
        disk.fault = {};
        disk.lose_power(seed);
        ASSERT_FALSE(open().code) << seed;
        EXPECT_EQ(headers(log->start_offset()).size(),
                  static_cast<std::size_t>(100 - log->start_offset()));
        EXPECT_EQ(log->end_offset(), 100);
    }
}
