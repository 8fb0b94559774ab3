#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/batch_writer.hpp"
#include "record/compressor.hpp"
#include "record/control.hpp"
#include "record/legacy_read.hpp"
#include "record/record_view.hpp"
#include "support/golden_batch.hpp"

#include <gtest/gtest.h>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;
using kafka::compression;
using kafka::test::golden_batch;
using kafka::test::golden_batches;
using kafka::test::golden_record;
using kafka::test::to_hex;

namespace {

using byte_vector = std::vector<std::byte>;
constexpr std::size_t limit = std::size_t{64} << 20;

kafka::test::nullable owned(kafka::bytes_view v) {
    if (v.is_null()) return std::nullopt;
    return v.str();
}

golden_record owned(const rec::record_view& r) {
    golden_record out{r.offset, r.timestamp, owned(r.key), owned(r.value), {}};
    for (const auto& h : r.headers) out.headers.emplace_back(h.key, owned(h.value));
    return out;
}

std::vector<golden_record> read_batches(wire::bytes from) {
    std::vector<golden_record> out;
    rec::batch_cursor batches(from);
    while (const auto batch = batches.next()) {
        EXPECT_TRUE(batch->crc_matches());
        rec::buffer area;
        EXPECT_EQ(rec::decompress(batch->header.codec(), batch->records(), limit, area),
                  rec::errc::ok);
        rec::record_cursor records(batch->header, area);
        for (rec::record_view r; records.next(r);) out.push_back(owned(r));
        EXPECT_EQ(records.error(), rec::errc::ok);
    }
    EXPECT_EQ(batches.error(), rec::errc::ok);
    return out;
}

std::vector<golden_record> read_legacy(wire::bytes from) {
    std::vector<golden_record> out;
    rec::legacy_cursor records(from, limit);
    for (rec::record_view r; records.next(r);) out.push_back(owned(r));
    EXPECT_EQ(records.error(), rec::errc::ok);
    EXPECT_EQ(records.position(), from.size());
    return out;
}

kafka::bytes_view view(const kafka::test::nullable& v) {
    return v ? kafka::bytes_view(*v) : kafka::bytes_view();
}

/// The golden records through our own writer.
rec::sealed_batch written(const golden_batch& golden, const rec::producer_stamp& producer,
                          compression codec) {
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    for (const auto& r : golden.records) {
        std::vector<kafka::header> headers;
        for (const auto& [key, value] : r.headers) headers.push_back({key, view(value)});
        EXPECT_EQ(writer.append({.key = view(r.key), .value = view(r.value), .headers = headers},
                                r.timestamp),
                  rec::errc::ok);
    }
    return std::move(writer).seal(producer, codec);
}

byte_vector flat(const rec::sealed_batch& batch) {
    byte_vector out;
    for (auto piece : batch.pieces()) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

std::map<std::string, std::int64_t> described(const rec::batch_header& h) {
    return {{"base_offset", h.base_offset},
            {"leader_epoch", h.partition_leader_epoch},
            {"codec", static_cast<std::int64_t>(h.codec())},
            {"last_offset", h.last_offset()},
            {"max_timestamp", h.max_timestamp},
            {"producer_id", h.producer_id},
            {"producer_epoch", h.producer_epoch},
            {"base_sequence", h.base_sequence},
            {"last_sequence", h.last_sequence()},
            {"transactional", h.is_transactional()},
            {"control", h.is_control()},
            {"log_append_time", h.is_log_append_time()}};
}

bool is_legacy(const golden_batch& golden) {
    return golden.name.find("magic0") != std::string::npos ||
           golden.name.find("magic1") != std::string::npos;
}

std::vector<golden_batch> golden_files(bool legacy) {
    auto all = golden_batches("java_");
    for (auto& g : golden_batches("python_")) all.push_back(std::move(g));
    std::erase_if(all, [legacy](const auto& g) { return is_legacy(g) != legacy; });
    return all;
}

} // namespace

TEST(batches_of_other_clients, read_as_what_they_hold) {
    for (const auto& golden : golden_files(false))
        EXPECT_EQ(read_batches(golden.bytes), golden.records) << golden.name;
}

TEST(batches_of_other_clients, have_the_headers_that_their_makers_see) {
    for (const auto& golden : golden_files(false)) {
        const auto seen = described(*rec::read_batch_header(golden.bytes));
        for (const auto& [name, value] : golden.header)
            EXPECT_EQ(seen.at(name), value) << golden.name << ' ' << name;
    }
}

TEST(message_sets_of_other_clients, read_as_what_they_hold) {
    for (const auto& golden : golden_files(true))
        EXPECT_EQ(read_legacy(golden.bytes), golden.records) << golden.name;
}

TEST(message_sets_of_other_clients, hold_the_same_when_rewritten_as_batches) {
    for (const auto& golden : golden_files(true)) {
        rec::buffer batches;
        std::size_t read = 0;
        ASSERT_EQ(rec::rewrite_legacy(golden.bytes, limit, batches, read), rec::errc::ok);
        EXPECT_EQ(read, golden.bytes.size());
        EXPECT_EQ(read_batches(batches), golden.records) << golden.name;
    }
}

TEST(a_batch_writer, writes_the_very_bytes_of_the_java_client) {
    const auto golden = golden_batches("java_magic2_none").at(0);
    EXPECT_EQ(to_hex(flat(written(golden, {}, compression::none))), to_hex(golden.bytes));
}

TEST(a_batch_writer, writes_the_bytes_of_kafka_python_but_for_the_leader_epoch) {
    const auto golden = golden_batches("python_idempotent").at(0);
    const rec::producer_stamp producer{.id = 4711, .epoch = 3, .base_sequence = 2147483646};
    auto ours = flat(written(golden, producer, compression::none));
    std::copy_n(golden.bytes.begin() + 12, 4, ours.begin() + 12);
    EXPECT_EQ(to_hex(ours), to_hex(golden.bytes));
}

TEST(a_batch_writer, compresses_to_what_holds_the_same_records) {
    for (const auto& golden : golden_batches("java_large_magic2"))
        for (int codec = 1; codec <= 4; ++codec) {
            const auto batch = flat(written(golden, {}, static_cast<compression>(codec)));
            EXPECT_EQ(read_batches(batch), golden.records) << golden.name << ' ' << codec;
            EXPECT_LT(batch.size(), 45000u);
        }
}

TEST(a_transaction_marker, has_the_very_bytes_of_apaches) {
    rec::batch_place place{.base_offset = 70,
                           .leader_epoch = 5,
                           .timestamp_ms = 1700000000000,
                           .producer = {.id = 4711, .epoch = 2}};
    EXPECT_EQ(rec::make_transaction_marker(place, rec::control_type::abort, 9),
              golden_batches("java_abort_marker").at(0).bytes);
    place.base_offset = 71;
    EXPECT_EQ(rec::make_transaction_marker(place, rec::control_type::commit, 10),
              golden_batches("java_commit_marker").at(0).bytes);
}

TEST(a_control_batch, has_the_very_bytes_of_apaches) {
    const auto golden = golden_batches("java_leader_change").at(0);
    const auto value = *golden.records.at(0).value;
    EXPECT_EQ(rec::make_control_batch(
                  {.base_offset = 12, .leader_epoch = 4, .timestamp_ms = 1700000000000},
                  rec::control_type::leader_change, std::as_bytes(std::span(value))),
              golden.bytes);
}

TEST(a_walk_over_batches, goes_on_after_a_message_set) {
    const auto old = golden_batches("java_magic1_gzip").at(0);
    const auto current = golden_batches("java_magic2_none").at(0);
    auto both = old.bytes;
    both.insert(both.end(), current.bytes.begin(), current.bytes.end());
    rec::batch_cursor batches(both);
    EXPECT_FALSE(batches.next());
    ASSERT_EQ(batches.error(), rec::errc::old_magic);
    rec::buffer rewritten;
    std::size_t read = 0;
    ASSERT_EQ(rec::rewrite_legacy(batches.rest(), limit, rewritten, read), rec::errc::ok);
    EXPECT_EQ(read, old.bytes.size());
    batches.skip(read);
    EXPECT_TRUE(batches.next());
    EXPECT_FALSE(batches.next());
    EXPECT_EQ(batches.error(), rec::errc::ok);
}
