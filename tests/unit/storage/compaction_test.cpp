// What compaction keeps, and how it goes about it.
#include "storage/producer_snapshot.hpp"
#include "support/compacted_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace record = kafka::detail::record;
namespace storage = kafka::detail::storage;
using kafka::compression;
using kafka::testing::compacted_log;
using kafka::testing::kept_record;

namespace {

class a_compacted_log : public testing::Test, protected compacted_log {
protected:
    void SetUp() override { ASSERT_FALSE(open().code); }

    std::vector<std::int64_t> offsets_of(std::string_view key) {
        std::vector<std::int64_t> out;
        for (const auto& r : records())
            if (r.key == key) out.push_back(r.offset);
        return out;
    }
    /// What is left of the keys that a test speaks of.
    std::vector<kept_record> left(std::initializer_list<std::string_view> keys) {
        auto out = records();
        std::erase_if(out, [&](const auto& r) { return std::ranges::count(keys, r.key) == 0; });
        return out;
    }
    std::vector<std::string> files_with(std::string_view part) {
        auto names = disk.names(directory);
        std::erase_if(names, [&](const auto& n) { return n.find(part) == std::string::npos; });
        return names;
    }
    void marker(std::int64_t producer, record::control_type type) {
        append_encoded(record::make_transaction_marker(
            {.timestamp_ms = now, .producer = {.id = producer, .epoch = 0}}, type, 1));
    }
    void put_in_transaction(std::int64_t producer, std::int32_t sequence, const std::string& key,
                            const std::string& value) {
        put({{key, value}}, compression::none,
            {.id = producer, .epoch = 0, .base_sequence = sequence, .transactional = true});
    }
};

} // namespace

TEST_F(a_compacted_log, keeps_the_last_record_of_every_key_where_it_was) {
    put("a", "1"), put("b", "1"), put("a", "2"), put("c", "1"), put("a", "3");
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a", "b", "c"}),
              (std::vector<kept_record>{{1, "b", "1"}, {3, "c", "1"}, {4, "a", "3"}}));
    EXPECT_EQ(records(2).front().offset, 3) << "a read from a gap goes on behind it";
    EXPECT_EQ(log->start_offset(), 0);
    EXPECT_EQ(log->end_offset(), 6);
}

TEST_F(a_compacted_log, is_the_same_after_a_restart_and_after_a_crash) {
    for (int i = 0; i < 300; ++i) put("key-" + std::to_string(i % 7), std::to_string(i));
    roll();
    ASSERT_TRUE(compact());
    const auto before = records();
    EXPECT_LT(before.size(), 10u);
    reopen();
    EXPECT_EQ(records(), before);
    settings.recovery_point = 0;
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->report().torn_bytes, 0u);
    EXPECT_EQ(records(), before);
    settings.config.compacts = false; // the topic is not compacted any more
    ASSERT_FALSE(open().code);
    EXPECT_EQ(records(), before);
}

TEST_F(a_compacted_log, leaves_the_segment_alone_that_is_written_to) {
    put("a", "1"), put("a", "2");
    EXPECT_FALSE(log->sync());
    EXPECT_FALSE(compact());
    EXPECT_EQ(left({"a"}).size(), 2u);
}

TEST_F(a_compacted_log, waits_for_the_disk_to_have_what_is_replaced) {
    put("a", "1"), put("a", "2");
    auto brief = settings.config;
    brief.segment_ms = -1;
    log->set_config(brief);
    put("b", "1");
    EXPECT_FALSE(compact());
    ASSERT_FALSE(log->sync());
    EXPECT_TRUE(compact());
}

TEST_F(a_compacted_log, changes_records_within_a_batch_and_keeps_its_codec) {
    for (const auto codec : {compression::none, compression::gzip, compression::snappy,
                             compression::lz4, compression::zstd}) {
        const auto name = std::string(to_string(codec));
        const auto base = put({{name, "old"}, {"other-" + name, "kept"}}, codec);
        put({{name, "new"}}, codec);
        roll();
        ASSERT_TRUE(compact());
        EXPECT_EQ(left({name, "other-" + name}),
                  (std::vector<kept_record>{{base + 1, "other-" + name, "kept"},
                                            {base + 2, name, "new"}}));
        EXPECT_EQ(headers(base).front().codec(), codec);
        EXPECT_EQ(headers(base).front().base_offset, base);
    }
}

TEST_F(a_compacted_log, copies_a_batch_as_it_is_when_all_of_it_stays) {
    put({{"a", "1"}, {"b", "1"}}, compression::zstd);
    put("c", "1"), put("c", "2");
    const auto before = headers();
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(headers().front(), before.front());
}

TEST_F(a_compacted_log, keeps_a_tombstone_until_its_horizon) {
    settings.config.delete_retention_ms = 500;
    log->set_config(settings.config);
    put("a", "1"), put("a", std::nullopt), put("b", "1");
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a"}), (std::vector<kept_record>{{1, "a", {}}}));
    const auto marked = headers().front();
    EXPECT_NE(marked.attributes & record::delete_horizon_bit, 0);
    EXPECT_EQ(marked.base_timestamp, now + 500);
    EXPECT_EQ(marked.max_timestamp, now);

    now += 499;
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a"}).size(), 1u);
    EXPECT_EQ(headers().front().base_timestamp, now + 1) << "the horizon is set once";
    now += 1;
    roll();
    ASSERT_TRUE(compact());
    EXPECT_TRUE(left({"a"}).empty());
    EXPECT_EQ(left({"b"}).size(), 1u);
}

TEST_F(a_compacted_log, knows_a_producer_by_the_last_of_its_batches_when_nothing_of_it_is_left) {
    put({{"a", "1"}, {"b", "1"}}, compression::none, {.id = 7, .epoch = 3, .base_sequence = 5});
    put({{"a", "2"}, {"b", "2"}});
    roll();
    ASSERT_TRUE(compact());
    const auto empty = headers().front();
    EXPECT_EQ(empty.record_count, 0);
    EXPECT_EQ(empty.last_sequence(), 6);
    EXPECT_EQ(empty.next_offset(), 2);
    EXPECT_EQ(records().front().offset, 2);
    for (const auto& name : files_with(".snapshot"))
        disk.remove(std::string(directory) + "/" + name);
    settings.recovery_point = 0;
    ASSERT_FALSE(open().code);
    ASSERT_NE(log->producers().find(7), nullptr);
    EXPECT_EQ(log->producers().find(7)->last_sequence(), 6);
}

TEST_F(a_compacted_log, makes_one_segment_of_small_neighbours) {
    for (int i = 0; i < 400; ++i) put("key-" + std::to_string(i % 5), std::string(50, 'x'));
    roll();
    const auto before = log->segment_count();
    ASSERT_TRUE(compact());
    const auto once = log->segment_count();
    EXPECT_EQ(once, before) << "full segments stay apart when they are compacted first";
    put("more", "1");
    roll();
    ASSERT_TRUE(compact());
    EXPECT_LE(log->segment_count(), 3u);
    EXPECT_EQ(log->segment_count(), files_with(".log").size());
    EXPECT_EQ(values().size(), 7u);
}

TEST_F(a_compacted_log, is_left_alone_until_enough_of_it_is_dirty) {
    for (int i = 0; i < 100; ++i) put("key-" + std::to_string(i), std::string(50, 'x'));
    roll();
    ASSERT_TRUE(compact());
    put("key-1", "again");
    roll();
    settings.config.min_cleanable_dirty_ratio = 0.5;
    log->set_config(settings.config);
    EXPECT_FALSE(compact());
    settings.config.max_compaction_lag_ms = 100;
    log->set_config(settings.config);
    EXPECT_FALSE(compact());
    now += 101;
    EXPECT_TRUE(compact()) << "a record must not wait any longer";
}

TEST_F(a_compacted_log, leaves_records_alone_that_are_too_young) {
    put("a", "1"), put("a", "2");
    roll();
    settings.config.min_compaction_lag_ms = 100;
    log->set_config(settings.config);
    now += 99;
    EXPECT_FALSE(compact());
    now += 1;
    EXPECT_TRUE(compact());
}

TEST_F(a_compacted_log, covers_less_of_the_log_when_there_is_little_memory) {
    for (int i = 0; i < 100; ++i) put("key-" + std::to_string(i % 50), std::to_string(i));
    roll();
    memory = 10 * storage::latest_offsets::slot_size;
    ASSERT_TRUE(compact());
    const auto first = cleaned_to;
    EXPECT_LT(first, 20);
    int rounds = 1;
    while (compact()) ++rounds;
    EXPECT_GT(rounds, 5);
    EXPECT_EQ(cleaned_to, 100);
    EXPECT_EQ(left({"key-3"}), (std::vector<kept_record>{{53, "key-3", "53"}}));
}

TEST_F(a_compacted_log, serves_readers_that_hold_what_is_replaced) {
    put("a", "1"), put("a", "2");
    const auto held = log->read(0, 1'000, 2);
    const auto before = bytes_of(held.slice);
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(bytes_of(held.slice), before);
    EXPECT_NE(bytes_of(log->read(0, 1'000, 2).slice), before);
}

TEST_F(a_compacted_log, can_be_read_at_every_step_of_a_round) {
    for (int i = 0; i < 300; ++i) put("key-" + std::to_string(i % 7), std::to_string(i));
    roll();
    const auto wanted = values();
    auto round = log->begin_compaction(0, now, memory);
    ASSERT_NE(round, nullptr);
    EXPECT_EQ(log->begin_compaction(0, now, memory), nullptr) << "one round at a time";
    do {
        ASSERT_FALSE(round->run());
        EXPECT_EQ(values(), wanted);
    } while (log->go_on(*round, {}));
    EXPECT_EQ(values(), wanted);
}

TEST_F(a_compacted_log, goes_on_when_retention_takes_what_is_being_compacted) {
    settings.config.deletes = true;
    settings.config.retention_ms = 100;
    log->set_config(settings.config);
    put("a", "1"), put("a", "2");
    roll();
    auto round = log->begin_compaction(0, now, memory);
    ASSERT_NE(round, nullptr);
    ASSERT_FALSE(round->run());
    now += 101;
    put("b", "1");
    auto gone = log->apply_retention(now);
    EXPECT_EQ(gone.count(), 1u);
    std::error_code error;
    while (log->go_on(*round, error)) error = round->run();
    EXPECT_FALSE(gone.run());
    EXPECT_TRUE(files_with(".swap").empty());
    EXPECT_TRUE(files_with("00000000000000000000.").empty());
    EXPECT_EQ(log->start_offset(), 2);
}

TEST_F(a_compacted_log, leaves_its_folder_alone_when_somebody_else_has_it) {
    put("a", "1"), put("a", "2");
    roll();
    auto round = log->begin_compaction(0, now, memory);
    ASSERT_NE(round, nullptr);
    log->give_up_folder();
    const auto names = disk.names(directory);
    EXPECT_EQ(round->run(), std::errc::operation_canceled);
    EXPECT_EQ(disk.names(directory), names);
}

TEST_F(a_compacted_log, tries_again_when_the_disk_was_full) {
    put("a", "1"), put("b", "1"), put("a", "2");
    roll();
    disk.capacity = disk.used();
    EXPECT_FALSE(compact());
    EXPECT_TRUE(storage::is_disk_full(failed)) << failed.message();
    EXPECT_TRUE(files_with(".cleaned").empty());
    disk.capacity = ~std::uint64_t{0};
    EXPECT_TRUE(compact());
}

TEST_F(a_compacted_log, is_not_touched_when_it_is_damaged) {
    put("a", "1"), put("a", "2");
    roll();
    const auto path = std::string(directory) + "/00000000000000000000.log";
    for (const std::size_t place : {69, 70}) { // in a record, and in the next batch's offset
        auto content = disk.read(path);
        content[place] ^= std::byte{1};
        disk.replace(path, content);
        settings.recovery_point = log->durable_offset();
        ASSERT_FALSE(open().code) << "an old segment is not read at a start";
        EXPECT_FALSE(compact());
        EXPECT_EQ(failed, storage::errc::corrupt);
        EXPECT_EQ(disk.read(path), content);
        EXPECT_FALSE(compact()) << "not again before the next start";
        content[place] ^= std::byte{1};
        disk.replace(path, content);
    }
}

TEST_F(a_compacted_log, takes_no_notice_of_records_that_were_taken_back) {
    put("a", "kept");
    put_in_transaction(7, 0, "a", "taken back");
    marker(7, record::control_type::abort);
    put_in_transaction(8, 0, "b", "old");
    marker(8, record::control_type::commit);
    put_in_transaction(8, 1, "b", "new");
    marker(8, record::control_type::commit);
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a", "b"}), (std::vector<kept_record>{{0, "a", "kept"}, {5, "b", "new"}}));
    const auto all = headers();
    const auto markers = std::ranges::count_if(all, &record::batch_header::is_control);
    EXPECT_EQ(markers, 3) << "a marker stays for the time of a tombstone when it ends nothing";
    now += settings.config.delete_retention_ms;
    roll();
    ASSERT_TRUE(compact());
    now += settings.config.delete_retention_ms;
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a", "b"}).size(), 2u);
    const auto later = headers();
    EXPECT_LT(std::ranges::count_if(later, &record::batch_header::is_control), 3);
}

TEST_F(a_compacted_log, leaves_a_transaction_under_way_alone) {
    put("a", "1"), put("a", "2");
    roll();
    put_in_transaction(7, 0, "a", "3");
    roll();
    ASSERT_TRUE(compact());
    EXPECT_LE(cleaned_to, 3);
    marker(7, record::control_type::abort);
    roll();
    ASSERT_TRUE(compact());
    EXPECT_EQ(left({"a"}), (std::vector<kept_record>{{1, "a", "2"}}));
}
