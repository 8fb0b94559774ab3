#include "broker/metadata/metadata_log.hpp"

#include "broker/metadata/snapshot.hpp"
#include "protocol/stored/control_records.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "protocol/stored/metadata_transaction_records.hpp"
#include "protocol/stored/topic_records.hpp"
#include "record/control.hpp"
#include "record/record_view.hpp"
#include "support/memory_file_system.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail;
using namespace kafka::detail::broker;
using kafka::testing::memory_file_system;

namespace {

constexpr const char* folder = "/data/__cluster_metadata-0";

changes::value value_of(std::string_view topic) {
    changes::value out;
    EXPECT_EQ(protocol::append_metadata_value(protocol::topic_record{topic, kafka::uuid::random()},
                                              0, out),
              wire::errc::ok);
    return out;
}

/// A batch of metadata values, as it stands in a log or in a snapshot.
std::vector<std::byte> batch_of(std::int64_t offset, std::int32_t epoch,
                                const std::vector<changes::value>& values,
                                kafka::compression codec = kafka::compression::none) {
    std::vector<kafka::record> records;
    for (const auto& v : values)
        records.push_back(
            {.value = std::string_view(reinterpret_cast<const char*>(v.data()), v.size())});
    return record::make_batch({offset, epoch, 1, {}}, records, codec);
}

std::vector<std::byte> control(record::control_type type, std::int64_t offset) {
    std::vector<std::byte> value;
    protocol::append_message(protocol::snapshot_header_record{}, 0, value);
    return record::make_control_batch({offset, 0, 1, {}}, type, value);
}

std::vector<std::byte> joined(const std::vector<std::vector<std::byte>>& parts) {
    std::vector<std::byte> out;
    for (const auto& p : parts) out.insert(out.end(), p.begin(), p.end());
    return out;
}

struct a_metadata_log : testing::Test {
    a_metadata_log() {
        disk.make_directory("/data");
        disk.make_directory(folder);
        settings.log.directory = folder;
        settings.log.config.deletes = false;
        settings.bootstrap = "/data/bootstrap.checkpoint";
    }

    std::string open() {
        log.reset();
        read = std::make_unique<image>();
        auto opened = metadata_log::open(disk, settings, *read);
        if (!opened) return opened.error().text;
        log = std::move(*opened);
        return {};
    }
    void write(const std::string& name, const std::vector<std::vector<std::byte>>& batches) {
        disk.replace(std::string(folder) + "/" + name, joined(batches));
    }
    std::size_t append(const changes& records) {
        std::error_code error;
        return log->append(records, 1, error);
    }
    changes topic(std::string_view name) {
        changes out;
        out.add(value_of(name));
        return out;
    }
    bool has(std::string_view name) { return read->find(name) != nullptr; }

    memory_file_system disk;
    metadata_settings settings;
    std::unique_ptr<image> read;
    std::unique_ptr<metadata_log> log;
};

} // namespace

TEST_F(a_metadata_log, gives_back_what_was_appended_even_if_the_power_goes) {
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(log->is_empty());
    ASSERT_FALSE(log->begin_term(1));
    EXPECT_EQ(append(topic("orders")), 1u);
    log.reset();
    disk.lose_power(3);
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("orders"));
}

TEST_F(a_metadata_log, opens_each_term_with_a_leader_change_under_the_next_epoch) {
    ASSERT_EQ(open(), "");
    log->begin_term(1);
    EXPECT_EQ(log->epoch(), 1);
    append(topic("orders"));
    ASSERT_EQ(open(), "");
    log->begin_term(1);
    EXPECT_EQ(log->epoch(), 2);
    const auto bytes = disk.read(std::string(folder) + "/00000000000000000000.log");
    record::batch_cursor batches(bytes);
    const auto first = batches.next();
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->header.is_control());
    EXPECT_EQ(first->header.partition_leader_epoch, 1);
    record::record_cursor records(first->header, first->records());
    record::record_view r;
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(record::read_control_type(r.key), record::control_type::leader_change);
    batches.next();
    const auto third = batches.next();
    ASSERT_TRUE(third);
    EXPECT_TRUE(third->header.is_control());
    EXPECT_EQ(third->header.partition_leader_epoch, 2);
}

TEST_F(a_metadata_log, goes_beyond_a_term_that_was_voted_for_but_never_written_in) {
    disk.replace(std::string(folder) + "/quorum-state", [] {
        constexpr std::string_view text =
            R"({"leaderId":1,"leaderEpoch":41,"votedId":-1,"data_version":0})";
        const auto* p = reinterpret_cast<const std::byte*>(text.data());
        return kafka::testing::content(p, p + text.size());
    }());
    ASSERT_EQ(open(), "");
    log->begin_term(1);
    EXPECT_EQ(log->epoch(), 42);
}

TEST_F(a_metadata_log, reads_the_newest_snapshot_when_the_log_has_been_cut) {
    write("00000000000000000003-0000000001.checkpoint", {batch_of(0, 1, {value_of("older")})});
    write("00000000000000000005-0000000002.checkpoint",
          {control(record::control_type::snapshot_header, 0), batch_of(1, 2, {value_of("kept")}),
           control(record::control_type::snapshot_footer, 2)});
    write("00000000000000000005.log", {batch_of(5, 2, {value_of("later")})});
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("kept"));
    EXPECT_TRUE(has("later"));
    EXPECT_FALSE(has("older"));
    EXPECT_FALSE(log->is_empty());
    log->begin_term(1);
    EXPECT_EQ(log->epoch(), 3);
    EXPECT_EQ(append(topic("ours")), 1u);
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("ours") && has("kept") && has("later"));
}

TEST_F(a_metadata_log, skips_what_the_snapshot_covers_already) {
    write("00000000000000000006-0000000002.checkpoint", {batch_of(0, 2, {value_of("kept")})});
    write("00000000000000000005.log",
          {batch_of(5, 2, {value_of("covered")}), batch_of(6, 2, {value_of("later")})});
    ASSERT_EQ(open(), "");
    EXPECT_FALSE(has("covered"));
    EXPECT_TRUE(has("later"));
}

TEST_F(a_metadata_log, is_refused_when_its_beginning_is_missing) {
    write("00000000000000000005.log", {batch_of(5, 2, {value_of("later")})});
    EXPECT_NE(open().find("snapshot"), std::string::npos);
    write("00000000000000000004-0000000002.checkpoint", {batch_of(0, 2, {value_of("kept")})});
    EXPECT_NE(open(), "") << "it ends before the log begins";
}

TEST_F(a_metadata_log, is_refused_when_a_snapshot_is_damaged) {
    auto bad = batch_of(0, 2, {value_of("kept")});
    bad.back() ^= std::byte{1};
    write("00000000000000000005-0000000002.checkpoint", {bad});
    write("00000000000000000005.log", {batch_of(5, 2, {value_of("later")})});
    EXPECT_NE(open(), "");
}

TEST_F(a_metadata_log, takes_over_what_kafkas_format_left) {
    disk.replace(settings.bootstrap, joined({control(record::control_type::snapshot_header, 0),
                                             batch_of(1, 0, {value_of("first")})}));
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("first"));
    log->begin_term(1);
    disk.remove(settings.bootstrap);
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("first")) << "it is in the log now";
}

TEST_F(a_metadata_log, counts_the_records_of_a_transaction_once_it_has_ended) {
    changes::value begin;
    protocol::append_metadata_value(protocol::begin_transaction_record{}, 0, begin);
    changes::value end;
    protocol::append_metadata_value(protocol::end_transaction_record{}, 0, end);
    changes::value abort;
    protocol::append_metadata_value(protocol::abort_transaction_record{}, 0, abort);
    write("00000000000000000000.log", {batch_of(0, 1, {begin, value_of("ended"), end}),
                                       batch_of(3, 1, {begin, value_of("aborted"), abort}),
                                       batch_of(6, 1, {begin, value_of("cut short")})});
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("ended"));
    EXPECT_FALSE(has("aborted"));
    EXPECT_FALSE(has("cut short"));
    log->begin_term(1);
    append(topic("ours"));
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("ours")) << "the transaction was aborted before";
    EXPECT_FALSE(has("cut short"));
}

TEST_F(a_metadata_log, reads_compressed_batches) {
    write("00000000000000000000.log",
          {batch_of(0, 1, {value_of("packed")}, kafka::compression::gzip)});
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("packed"));
}

TEST_F(a_metadata_log, is_refused_when_it_holds_what_cannot_be_read) {
    write("00000000000000000000.log", {batch_of(0, 1, {{std::byte{9}, std::byte{9}}})});
    const auto why = open();
    EXPECT_NE(why.find("__cluster_metadata-0"), std::string::npos);
    EXPECT_NE(why.find("Nothing was changed"), std::string::npos);
}

TEST_F(a_metadata_log, keeps_what_came_before_a_batch_that_could_not_be_written) {
    ASSERT_EQ(open(), "");
    log->begin_term(1);
    changes two = topic("first");
    two.end_batch();
    two.add(value_of(std::string(20'000, 'x')));
    disk.capacity = disk.used() + 10'000;
    std::error_code error;
    EXPECT_EQ(log->append(two, 1, error), 1u);
    EXPECT_TRUE(error);
    disk.capacity = ~std::uint64_t{0};
    ASSERT_EQ(open(), "");
    EXPECT_TRUE(has("first"));
    EXPECT_EQ(read->topics().size(), 1u);
}

TEST(the_name_of_a_snapshot, says_where_it_ends_and_in_which_term) {
    const auto found = snapshot_of("00000000000000000042-0000000003.checkpoint");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->end_offset, 42);
    EXPECT_EQ(found->epoch, 3);
    for (auto bad :
         {"00000000000000000042-0000000003.checkpoint.part", "bootstrap.checkpoint",
          "00000000000000000042.checkpoint", "0000000000000000004x-0000000003.checkpoint", ""})
        EXPECT_FALSE(snapshot_of(bad)) << bad;
}
