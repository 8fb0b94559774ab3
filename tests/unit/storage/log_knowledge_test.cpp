// What a log remembers of producers and leader epochs, also across restarts and crashes.
#include "record/control.hpp"
#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
namespace record = kafka::detail::record;
using kafka::testing::log_on_memory;
using storage::epoch_end;
using storage::errc;

namespace {

class a_log_with_producers : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        settings.config.segment_bytes = 1'000;
        ASSERT_FALSE(open().code);
    }

    storage::append_item send(std::int32_t sequence, std::int16_t attributes = 0) {
        return append({.bytes = 39,
                       .producer_id = 7,
                       .producer_epoch = 0,
                       .base_sequence = sequence,
                       .attributes = attributes});
    }

    void mark_end(record::control_type type) {
        const record::batch_place place{
            .base_offset = 0, .timestamp_ms = 1'000, .producer = {.id = 7, .epoch = 0}};
        const auto batch = record::make_transaction_marker(place, type, 3);
        auto item = *storage::item_of(batch);
        log->append(std::span(&item, 1), 0);
        ASSERT_FALSE(item.error);
    }

    void continues_after(std::int32_t last) {
        EXPECT_TRUE(send(last).duplicate);
        EXPECT_EQ(send(last + 2).error, errc::out_of_order_sequence);
        EXPECT_FALSE(send(last + 1).error);
    }
};

} // namespace

TEST_F(a_log_with_producers, answers_a_repetition_with_the_first_offset) {
    for (int i = 0; i < 4; ++i) send(i);
    const auto again = send(2);
    EXPECT_TRUE(again.duplicate);
    EXPECT_FALSE(again.error);
    EXPECT_EQ(again.base_offset, 2);
    EXPECT_EQ(log->end_offset(), 4);
}

TEST_F(a_log_with_producers, sees_a_repetition_within_one_append) {
    const auto batch =
        kafka::testing::make_log_batch({.producer_id = 7, .producer_epoch = 0, .base_sequence = 0});
    storage::append_item items[] = {*storage::item_of(batch), *storage::item_of(batch)};
    log->append(items, 0);
    EXPECT_FALSE(items[0].duplicate);
    EXPECT_TRUE(items[1].duplicate);
    EXPECT_EQ(log->end_offset(), 1);
}

TEST_F(a_log_with_producers, does_not_count_what_could_not_be_written) {
    send(0);
    disk.capacity = disk.used() + 50;
    EXPECT_TRUE(storage::is_disk_full(send(1).error));
    disk.capacity = ~std::uint64_t{0};
    EXPECT_FALSE(send(1).error);
    EXPECT_EQ(log->end_offset(), 2);
}

TEST_F(a_log_with_producers, remembers_them_after_a_clean_restart) {
    for (int i = 0; i < 25; ++i) send(i);
    reopen();
    continues_after(24);
}

TEST_F(a_log_with_producers, remembers_them_after_a_crash) {
    for (int i = 0; i < 25; ++i) send(i);
    ASSERT_FALSE(open().code);
    continues_after(24);
}

TEST_F(a_log_with_producers, falls_back_to_an_older_snapshot_and_the_log) {
    for (int i = 0; i < 25; ++i) send(i);
    disk.replace("/data/t-0/00000000000000000020.snapshot", {std::byte{1}});
    ASSERT_FALSE(open().code);
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000020.snapshot"));
    continues_after(24);
}

TEST_F(a_log_with_producers, reads_the_whole_log_when_no_snapshot_is_left) {
    for (int i = 0; i < 25; ++i) send(i);
    disk.remove("/data/t-0/00000000000000000010.snapshot");
    disk.remove("/data/t-0/00000000000000000020.snapshot");
    settings.recovery_point = 25;
    ASSERT_FALSE(open().code);
    continues_after(24);
}

TEST_F(a_log_with_producers, keeps_snapshots_only_where_segments_begin_and_the_latest) {
    for (int i = 0; i < 13; ++i) send(i);
    reopen();
    for (int i = 13; i < 16; ++i) send(i);
    reopen();
    EXPECT_TRUE(disk.exists("/data/t-0/00000000000000000010.snapshot"));
    EXPECT_FALSE(disk.exists("/data/t-0/00000000000000000013.snapshot"));
    EXPECT_TRUE(disk.exists("/data/t-0/00000000000000000016.snapshot"));
}

TEST_F(a_log_with_producers, forgets_what_a_torn_end_held) {
    for (int i = 0; i < 3; ++i) send(i);
    auto torn = disk.read("/data/t-0/00000000000000000000.log");
    torn.resize(299);
    disk.replace("/data/t-0/00000000000000000000.log", torn);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(send(2).base_offset, 2);
    EXPECT_FALSE(log->producers().find(7) == nullptr);
}

TEST_F(a_log_with_producers, knows_open_transactions_also_after_a_crash) {
    append();
    send(0, record::transactional_bit);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->producers().first_open_offset(), 1);
    mark_end(record::control_type::commit);
    EXPECT_EQ(log->producers().first_open_offset(), std::nullopt);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->producers().first_open_offset(), std::nullopt);
    EXPECT_EQ(log->producers().find(7)->coordinator_epoch, 3);
}

TEST_F(a_log_with_producers, forgets_them_when_they_are_silent_for_long) {
    send(0);
    log->expire_producers(1'000 + storage::log_config::day_ms);
    EXPECT_EQ(log->producers().size(), 0u);
}

namespace {

class a_log_with_epochs : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        ASSERT_FALSE(open().code);
        for (const std::int32_t epoch : {1, 4}) {
            log->set_leader_epoch(epoch);
            for (int i = 0; i < 10; ++i) append();
        }
    }
};

const std::string epoch_file = "/data/t-0/leader-epoch-checkpoint";

} // namespace

TEST_F(a_log_with_epochs, tells_where_each_ends) {
    EXPECT_EQ(log->end_of_epoch(1), (epoch_end{1, 10}));
    EXPECT_EQ(log->end_of_epoch(4), (epoch_end{4, 20}));
    EXPECT_EQ(log->end_of_epoch(5), epoch_end{});
    log->set_leader_epoch(5);
    EXPECT_EQ(log->end_of_epoch(5), (epoch_end{5, 20})) << "before its first batch";
    EXPECT_EQ(disk.text(epoch_file), "0\n2\n1 0\n4 10\n");
}

TEST_F(a_log_with_epochs, finds_them_again_in_the_batches_when_the_file_is_lost) {
    for (const auto* content : {"", "0\n2\n1 0\n4 1"}) {
        const auto text =
            std::as_bytes(std::span(content, std::char_traits<char>::length(content)));
        disk.replace(epoch_file, {text.begin(), text.end()});
        settings.recovery_point = 20;
        ASSERT_FALSE(open().code);
        EXPECT_EQ(log->end_of_epoch(1), (epoch_end{1, 10}));
        EXPECT_EQ(log->end_of_epoch(4), (epoch_end{4, 20}));
    }
}

TEST_F(a_log_with_epochs, forgets_those_of_a_torn_end) {
    auto torn = disk.read("/data/t-0/00000000000000000000.log");
    torn.resize(5 * 101);
    disk.replace("/data/t-0/00000000000000000000.log", torn);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_of_epoch(1), (epoch_end{1, 5}));
    EXPECT_EQ(log->end_of_epoch(4), epoch_end{});
}

TEST_F(a_log_with_epochs, refuses_a_batch_of_a_new_one_when_the_disk_is_full) {
    log->set_leader_epoch(6);
    disk.capacity = disk.used();
    EXPECT_TRUE(storage::is_disk_full(append().error));
    disk.capacity = ~std::uint64_t{0};
    EXPECT_EQ(append().base_offset, 20);
    EXPECT_EQ(log->end_of_epoch(4), (epoch_end{4, 20}));
}

TEST_F(a_log_with_epochs, forgets_those_before_its_start) {
    EXPECT_FALSE(log->delete_before(15));
    reopen();
    EXPECT_EQ(disk.text(epoch_file), "0\n1\n4 15\n");
}
