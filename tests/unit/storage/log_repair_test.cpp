// Indexes that are lost or wrong, and files that a crash left behind.
#include "record/legacy_crc.hpp"
#include "support/log_on_memory.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
namespace wire = kafka::detail::wire;
using kafka::testing::content;
using kafka::testing::log_on_memory;
using storage::errc;

namespace {

const std::string folder = "/data/t-0/";
const std::string first = folder + "00000000000000000000";
const std::string second = folder + "00000000000000000100";

// Offset 0, no key, no value.
content message_of_magic_1() {
    content message(34);
    wire::store(message.data() + 8, std::int32_t{22});
    message[16] = std::byte{1};
    wire::store(message.data() + 26, std::int32_t{-1});
    wire::store(message.data() + 30, std::int32_t{-1});
    wire::store(message.data() + 12,
                kafka::detail::record::legacy_crc(std::span(message).subspan(16)));
    return message;
}

// Two full segments of a hundred batches and a third one with fifty; everything is durable.
class a_stopped_log : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        settings.config.segment_bytes = 10'000;
        settings.config.index_interval_bytes = 500;
        ASSERT_FALSE(open().code);
        for (std::int64_t t = 0; t < 250; ++t) append({.bytes = 39, .timestamp = t});
        ASSERT_EQ(log->segment_count(), 3u);
        ASSERT_FALSE(log->close());
        settings.recovery_point = 250;
        settings.clean = true;
    }

    void is_whole() {
        ASSERT_FALSE(open().code);
        EXPECT_EQ(headers(0, 700).size(), 250u);
        for (const std::int64_t at : {0, 99, 100, 177, 249}) {
            EXPECT_EQ(headers(at, 1).front().base_offset, at);
            EXPECT_EQ(log->find_time(at).offset, at);
        }
    }

    // The offset of one batch of the first segment is larger than it should be.
    void cuts_before(std::size_t batch) {
        settings.clean = false;
        settings.recovery_point = 0;
        auto bent = disk.read(first + ".log");
        bent[batch * 100 + 6] ^= std::byte{1};
        disk.replace(first + ".log", bent);
        ASSERT_FALSE(open().code);
        EXPECT_EQ(log->end_offset(), static_cast<std::int64_t>(batch));
    }
};

} // namespace

TEST_F(a_stopped_log, needs_no_index) {
    for (const auto* name : {"00000000000000000000.index", "00000000000000000000.timeindex",
                             "00000000000000000100.index", "00000000000000000100.timeindex",
                             "00000000000000000200.index", "00000000000000000200.timeindex"})
        ASSERT_FALSE(disk.remove(folder + name));
    is_whole();
}

TEST_F(a_stopped_log, needs_no_whole_index) {
    for (const auto& name : {first + ".index", second + ".timeindex", second + ".index"}) {
        auto cut = disk.read(name);
        cut.resize(cut.size() / 3);
        disk.replace(name, cut);
    }
    is_whole();
}

TEST_F(a_stopped_log, believes_no_index_that_leads_into_the_middle_of_a_batch) {
    auto bent = disk.read(first + ".index");
    // The last entry stays right, so that only looking an offset up can show it.
    for (std::size_t at = 7; at + 8 < bent.size(); at += 8) bent[at] ^= std::byte{3};
    disk.replace(first + ".index", bent);
    is_whole();
}

TEST_F(a_stopped_log, believes_no_index_of_zeros) {
    disk.replace(first + ".index", content(80));
    disk.replace(second + ".timeindex", content(120));
    is_whole();
}

TEST_F(a_stopped_log, is_refused_when_its_last_segment_is_cut_short) {
    for (const bool clean : {true, false}) {
        settings.clean = clean;
        auto cut = disk.read(folder + "00000000000000000200.log");
        cut.resize(cut.size() - 100);
        disk.replace(folder + "00000000000000000200.log", cut);
        EXPECT_EQ(open().code, errc::damaged);
    }
}

TEST_F(a_stopped_log, is_refused_when_its_files_are_gone) {
    for (const auto& name : disk.names("/data/t-0"))
        if (name.ends_with(".log")) disk.remove(folder + name);
    EXPECT_EQ(open().code, errc::damaged);
}

TEST_F(a_stopped_log, finishes_what_apache_kafka_was_cleaning) {
    // The whole second segment is replaced by one with half its batches.
    auto half = disk.read(second + ".log");
    half.erase(half.begin(), half.begin() + 5'000);
    disk.replace(second + ".log.swap", half);
    settings.config.compacts = true;
    ASSERT_FALSE(open().code);
    EXPECT_FALSE(disk.exists(second + ".log.swap"));
    EXPECT_EQ(disk.read(second + ".log"), half);
    EXPECT_EQ(headers(0, 700).size(), 200u);
    EXPECT_EQ(headers(120, 1).front().base_offset, 150) << "reading goes on after a gap";
}

TEST_F(a_stopped_log, takes_back_what_apache_kafka_had_only_begun_to_clean) {
    disk.replace(second + ".log.cleaned", content(10));
    disk.replace(second + ".log.swap", content(10));
    disk.replace(first + ".log.deleted", content(10));
    disk.replace(folder + "00000000000000000777.timeindex", content(12));
    is_whole();
    for (const auto& name : disk.names("/data/t-0")) {
        EXPECT_FALSE(name.ends_with("ed") || name.ends_with("swap")) << name;
        EXPECT_FALSE(name.starts_with("00000000000000000777")) << name;
    }
}

TEST_F(a_stopped_log, ignores_files_that_are_not_its_own) {
    disk.replace(folder + "00000000000000000200-0000000003.checkpoint", content(100));
    disk.replace(folder + "quorum-state", content(100));
    is_whole();
    EXPECT_TRUE(disk.exists(folder + "quorum-state"));
}

TEST_F(a_stopped_log, of_which_a_middle_segment_lost_its_end_is_cut_there) {
    settings.clean = false;
    settings.recovery_point = 0;
    auto cut = disk.read(second + ".log");
    cut.resize(9'950);
    disk.replace(second + ".log", cut);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 199);
    EXPECT_EQ(log->report().torn_bytes, 50u + 5'000u);
    EXPECT_EQ(disk.read(folder + "00000000000000000200.torn").size(), 5'000u);
    EXPECT_EQ(disk.read(folder + "00000000000000000199.torn").size(), 50u);
    EXPECT_EQ(headers(0, 700).size(), 199u);
    EXPECT_EQ(append({.bytes = 39}).base_offset, 199);
}

TEST_F(a_stopped_log, of_which_a_middle_segment_is_gone_is_cut_there) {
    settings.clean = false;
    settings.recovery_point = 0;
    disk.remove(second + ".log");
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 100);
    EXPECT_EQ(headers(0, 700).size(), 100u);
    EXPECT_EQ(append({.bytes = 39}).base_offset, 100);
}

TEST_F(a_stopped_log, keeps_no_torn_file_of_nothing_but_zeros) {
    settings.clean = false;
    auto longer = disk.read(folder + "00000000000000000200.log");
    longer.resize(longer.size() + 300'000);
    disk.replace(folder + "00000000000000000200.log", longer);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 250);
    EXPECT_EQ(log->report().torn_bytes, 300'000u);
    EXPECT_TRUE(log->report().torn_files.empty());
}

TEST_F(a_stopped_log, opens_even_when_the_disk_has_no_room_for_the_torn_end) {
    settings.clean = false;
    auto longer = disk.read(folder + "00000000000000000200.log");
    longer.resize(longer.size() + 50'000, std::byte{1});
    disk.replace(folder + "00000000000000000200.log", longer);
    disk.capacity = disk.used() + 100;
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 250);
    EXPECT_TRUE(log->report().torn_files.empty());
    for (const auto& name : disk.names("/data/t-0")) EXPECT_FALSE(name.ends_with(".torn"));
}

TEST_F(a_stopped_log, names_the_file_when_it_cannot_be_read) {
    disk.fault = [](auto operation, const auto& path) {
        return operation == kafka::testing::disk_operation::read && path.ends_with(".log")
                   ? std::make_error_code(std::errc::io_error)
                   : std::error_code{};
    };
    for (const bool clean : {true, false}) {
        settings.clean = clean;
        const auto failed = open();
        EXPECT_EQ(failed.code, std::errc::io_error);
        EXPECT_NE(failed.text.find(folder), std::string::npos) << failed.text;
    }
}

TEST_F(a_stopped_log, may_have_gaps_where_compaction_was_but_not_in_its_last_segment) {
    settings.clean = false;
    settings.recovery_point = 0;
    for (const auto& name : {first, folder + "00000000000000000200"}) {
        auto gapped = disk.read(name + ".log");
        gapped.erase(gapped.begin() + 300, gapped.begin() + 500);
        disk.replace(name + ".log", gapped);
    }
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 203);
    EXPECT_EQ(headers(0, 700).size(), 98u + 100u + 3u);
    EXPECT_EQ(headers(3, 1).front().base_offset, 5);
}

TEST_F(a_stopped_log, that_is_compacted_may_have_gaps_anywhere) {
    settings.clean = false;
    settings.recovery_point = 0;
    settings.config.compacts = true;
    auto gapped = disk.read(folder + "00000000000000000200.log");
    gapped.erase(gapped.begin() + 300, gapped.begin() + 500);
    disk.replace(folder + "00000000000000000200.log", gapped);
    ASSERT_FALSE(open().code);
    EXPECT_EQ(log->end_offset(), 250);
    EXPECT_EQ(headers(0, 700).size(), 248u);
}

TEST_F(a_stopped_log, in_which_an_offset_is_wrong_is_cut_before_it) { cuts_before(3); }

TEST_F(a_stopped_log, in_which_the_last_offset_of_a_segment_is_wrong_is_cut_before_it) {
    cuts_before(99);
}

TEST_F(a_stopped_log, in_kafka_s_oldest_format_is_refused_untouched) {
    const auto old = message_of_magic_1();
    disk.replace(first + ".log", old);
    settings.clean = false;
    settings.recovery_point = 0;
    const auto failed = open();
    EXPECT_EQ(failed.code, errc::old_format) << failed.text;
    EXPECT_EQ(disk.read(first + ".log"), old);
}
