#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
using kafka::testing::batch_traits;
using kafka::testing::headers_in;
using kafka::testing::log_on_memory;
using storage::errc;

namespace {

class a_log : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        const auto failed = open();
        ASSERT_FALSE(failed.code) << failed.text;
    }

    storage::read_result read(std::int64_t offset, std::uint64_t max_bytes = 1 << 20) {
        return log->read(offset, max_bytes, log->end_offset());
    }
};

} // namespace

TEST_F(a_log, that_is_new_is_empty) {
    EXPECT_EQ(log->start_offset(), 0);
    EXPECT_EQ(log->end_offset(), 0);
    EXPECT_EQ(read(0).slice.length, 0u);
    EXPECT_FALSE(read(0).error);
    EXPECT_FALSE(log->needs_sync());
}

TEST_F(a_log, gives_every_record_the_next_offset) {
    EXPECT_EQ(append({.records = 3}).base_offset, 0);
    EXPECT_EQ(append({.records = 2}).base_offset, 3);
    EXPECT_EQ(log->end_offset(), 5);
}

TEST_F(a_log, writes_the_leader_epoch_into_what_is_appended) {
    log->set_leader_epoch(7);
    append();
    EXPECT_EQ(headers().at(0).partition_leader_epoch, 7);
}

TEST_F(a_log, appends_many_batches_at_once) {
    std::vector<std::vector<std::byte>> batches;
    std::vector<storage::append_item> items;
    for (int i = 0; i < 300; ++i) batches.push_back(kafka::testing::make_log_batch({.records = 2}));
    for (const auto& b : batches) items.push_back(*storage::item_of(b));
    log->append(items, 0);
    EXPECT_EQ(items.back().base_offset, 598);
    EXPECT_EQ(headers().size(), 300u);
}

TEST_F(a_log, answers_with_the_batch_that_holds_the_offset) {
    append({.records = 10});
    append({.records = 10});
    const auto found = headers_in(bytes_of(read(15).slice));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].base_offset, 10);
}

TEST_F(a_log, refuses_offsets_that_it_does_not_have) {
    append();
    EXPECT_EQ(read(-1).error, errc::offset_out_of_range);
    EXPECT_EQ(read(2).error, errc::offset_out_of_range);
    EXPECT_FALSE(read(1).error);
}

TEST_F(a_log, cuts_a_read_between_two_batches) {
    for (int i = 0; i < 5; ++i) append({.bytes = 39}); // 100 bytes each
    EXPECT_EQ(read(1, 250).slice.length, 200u);
    EXPECT_EQ(read(1, 300).slice.length, 300u);
    EXPECT_EQ(read(1, 100'000).slice.length, 400u);
}

TEST_F(a_log, returns_the_first_batch_whole_even_when_it_is_larger_than_asked_for) {
    append({.bytes = 9'939});
    append();
    EXPECT_EQ(read(0, 1).slice.length, 10'000u);
}

TEST_F(a_log, shows_nothing_from_the_given_end_on) {
    for (int i = 0; i < 3; ++i) append({.bytes = 39});
    EXPECT_EQ(log->read(0, 1'000, 2).slice.length, 200u);
    EXPECT_EQ(log->read(2, 1'000, 2).slice.length, 0u);
}

TEST_F(a_log, finds_any_offset_far_from_the_end) {
    for (int i = 0; i < 1'000; ++i) append({.records = 3, .bytes = 39});
    for (std::int64_t offset : {0, 1, 299, 1'500, 2'400, 2'999}) {
        const auto r = read(offset, 1'000);
        const auto found = headers_in(bytes_of(r.slice));
        ASSERT_EQ(found.empty(), false);
        EXPECT_EQ(found[0].base_offset, offset / 3 * 3);
        EXPECT_EQ(r.slice.length, std::min<std::int64_t>(1'000, (999 - offset / 3 + 1) * 100));
    }
}

TEST_F(a_log, starts_a_new_file_when_one_is_full) {
    settings.config.segment_bytes = 1'000;
    log->set_config(settings.config);
    for (int i = 0; i < 25; ++i) append({.bytes = 39});
    EXPECT_EQ(log->segment_count(), 3u);
    EXPECT_TRUE(disk.exists("/data/t-0/00000000000000000020.log"));
    EXPECT_EQ(headers(0, 350).size(), 25u);
    EXPECT_EQ(append({.bytes = 2'000}).error, errc::batch_too_large);
}

TEST_F(a_log, is_the_same_after_a_clean_restart) {
    for (int i = 0; i < 200; ++i) append({.records = 2});
    reopen();
    EXPECT_EQ(log->report().segments_scanned, 0u);
    EXPECT_EQ(log->end_offset(), 400);
    EXPECT_EQ(headers().size(), 200u);
    EXPECT_EQ(append().base_offset, 400);
}

TEST_F(a_log, keeps_every_whole_batch_before_a_tear) {
    for (int i = 0; i < 3; ++i) append({.bytes = 39});
    auto torn = disk.read("/data/t-0/00000000000000000000.log");
    torn.resize(250);
    disk.replace("/data/t-0/00000000000000000000.log", torn);
    EXPECT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 2);
    EXPECT_EQ(log->report().torn_bytes, 50u);
    EXPECT_EQ(disk.read("/data/t-0/00000000000000000002.torn").size(), 50u);
    EXPECT_EQ(append().base_offset, 2);
}

TEST_F(a_log, that_is_damaged_below_its_durable_point_is_refused) {
    for (int i = 0; i < 3; ++i) append({.bytes = 39});
    EXPECT_FALSE(log->sync());
    settings.recovery_point = log->durable_offset();
    auto bent = disk.read("/data/t-0/00000000000000000000.log");
    bent[150] ^= std::byte{1};
    disk.replace("/data/t-0/00000000000000000000.log", bent);
    const auto failed = open();
    EXPECT_EQ(failed.code, errc::damaged);
    EXPECT_NE(failed.text.find("byte 100 (offset 1)"), std::string::npos) << failed.text;
    EXPECT_EQ(disk.read("/data/t-0/00000000000000000000.log"), bent);
}

TEST_F(a_log, is_durable_up_to_its_last_sync) {
    append();
    EXPECT_TRUE(log->needs_sync());
    auto job = log->begin_sync();
    ASSERT_TRUE(job);
    append();
    job->run();
    EXPECT_FALSE(log->end_sync(std::move(*job)));
    EXPECT_EQ(log->durable_offset(), 1);
    EXPECT_EQ(log->read(0, 1'000, log->durable_offset()).slice.length, 101u);
    EXPECT_FALSE(log->sync());
    EXPECT_EQ(log->durable_offset(), 2);
}

TEST_F(a_log, refuses_appends_after_a_failed_sync) {
    append();
    disk.fault = [](auto operation, const auto&) {
        return operation == kafka::testing::disk_operation::sync
                   ? std::make_error_code(std::errc::io_error)
                   : std::error_code{};
    };
    EXPECT_EQ(log->sync(), std::errc::io_error);
    disk.fault = {};
    EXPECT_EQ(append().error, errc::poisoned);
    EXPECT_EQ(log->sync(), errc::poisoned);
    EXPECT_EQ(headers().size(), 1u);
}

TEST_F(a_log, refuses_appends_while_the_disk_is_full_and_goes_on_by_itself) {
    append();
    disk.capacity = disk.used() + 50;
    EXPECT_TRUE(storage::is_disk_full(append().error));
    EXPECT_EQ(headers().size(), 1u);
    disk.capacity = ~std::uint64_t{0};
    EXPECT_EQ(append().base_offset, 1);
    EXPECT_EQ(headers().size(), 2u);
}
