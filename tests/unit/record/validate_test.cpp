#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/validate.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;
using kafka::broker_errc;
using kafka::compression;

namespace {

constexpr std::int64_t now = 1'700'000'000'000;

using bytes = std::vector<std::byte>;

bytes batch_of(std::vector<kafka::record> records, compression codec = compression::none) {
    return rec::make_batch({.timestamp_ms = now}, records, codec);
}
bytes good_batch(compression codec = compression::none) {
    return batch_of({{.key = "a", .value = "1"}, {.key = "b", .value = "2"}}, codec);
}

/// The batch with other header fields, and the CRC that fits them.
bytes with(bytes batch, const std::function<void(rec::batch_header&)>& change) {
    auto h = *rec::read_batch_header(batch);
    change(h);
    rec::finish_batch(batch, h);
    return batch;
}

rec::append_verdict judge(const bytes& batch, rec::append_rules rules = {}) {
    rules.now_ms = now;
    return rec::validate(batch, rules);
}

/// What would be appended, with its CRC.
bytes appended(const rec::append_verdict& verdict) {
    bytes out(rec::batch_header_size);
    rec::write_batch_header(verdict.header, out.data());
    out.insert(out.end(), verdict.records.begin(), verdict.records.end());
    return out;
}

} // namespace

TEST(validation, lets_a_good_batch_pass_untouched) {
    for (int codec = 0; codec <= 4; ++codec) {
        const auto batch = good_batch(static_cast<compression>(codec));
        const auto verdict = judge(batch);
        EXPECT_EQ(verdict.error, broker_errc::none) << verdict.message;
        EXPECT_TRUE(verdict.rebuilt.empty());
        EXPECT_EQ(appended(verdict), batch);
    }
}

TEST(validation, refuses_a_request_without_a_whole_batch) {
    EXPECT_EQ(judge({}).error, broker_errc::invalid_record);
    auto batch = good_batch();
    batch.pop_back();
    EXPECT_EQ(judge(batch).error, broker_errc::invalid_record);
}

TEST(validation, refuses_two_batches_and_ignores_half_of_a_second) {
    auto batch = good_batch();
    const auto size = batch.size();
    batch.insert(batch.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(judge(batch).error, broker_errc::invalid_record);
    batch.resize(size + 30);
    EXPECT_EQ(judge(batch).error, broker_errc::none);
    EXPECT_EQ(judge(batch).records.size(), size - rec::batch_header_size);
}

TEST(validation, refuses_old_and_unknown_magic) {
    const auto old = with(good_batch(), [](auto& h) { h.magic = 1; });
    EXPECT_EQ(judge(old).error, broker_errc::invalid_record);
    const auto unknown = with(good_batch(), [](auto& h) { h.magic = 3; });
    EXPECT_EQ(judge(unknown).error, broker_errc::corrupt_message);
}

TEST(validation, takes_zstd_from_version_7_on) {
    const auto batch = good_batch(compression::zstd);
    EXPECT_EQ(judge(batch, {.produce_version = 6}).error,
              broker_errc::unsupported_compression_type);
    EXPECT_EQ(judge(batch, {.produce_version = 7}).error, broker_errc::none);
}

TEST(validation, refuses_a_batch_that_is_larger_than_the_topic_allows) {
    const auto batch = good_batch();
    EXPECT_EQ(judge(batch, {.max_message_bytes = batch.size() - 1}).error,
              broker_errc::message_too_large);
    EXPECT_EQ(judge(batch, {.max_message_bytes = batch.size()}).error, broker_errc::none);
    EXPECT_EQ(judge(batch, {.segment_bytes = batch.size() - 1}).error,
              broker_errc::record_list_too_large);
}

TEST(validation, refuses_a_wrong_checksum) {
    auto batch = good_batch();
    batch.back() ^= std::byte{1};
    EXPECT_EQ(judge(batch).error, broker_errc::corrupt_message);
}

TEST(validation, refuses_headers_that_contradict_themselves) {
    const std::vector<std::function<void(rec::batch_header&)>> changes{
        [](auto& h) { h.base_offset = 1; },
        [](auto& h) { h.last_offset_delta = -1; },
        [](auto& h) { h.record_count = 0; },
        [](auto& h) { h.record_count = -5; },
        [](auto& h) { h.record_count = 3; },
        [](auto& h) { h.last_offset_delta = 5; },
        [](auto& h) { h.attributes |= rec::control_bit; },
        [](auto& h) { h.producer_id = 5; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto verdict = judge(with(good_batch(), changes[i]));
        EXPECT_EQ(verdict.error, broker_errc::invalid_record) << i;
        EXPECT_FALSE(verdict.message.empty());
    }
}

TEST(validation, refuses_a_count_that_the_records_do_not_bear_out) {
    for (int count : {1, 3}) {
        const auto batch = with(good_batch(), [count](auto& h) {
            h.record_count = count;
            h.last_offset_delta = count - 1;
        });
        EXPECT_EQ(judge(batch).error, broker_errc::invalid_record) << count;
    }
}

TEST(validation, names_every_record_without_key_for_a_compacted_topic) {
    const auto batch = batch_of({{.value = "1"}, {.key = "k", .value = "2"}, {.value = "3"}});
    const auto verdict = judge(batch, {.compacted = true});
    EXPECT_EQ(verdict.error, broker_errc::invalid_record);
    ASSERT_EQ(verdict.record_errors.size(), 2u);
    EXPECT_EQ(verdict.record_errors[0].index, 0);
    EXPECT_EQ(verdict.record_errors[1].index, 2);
    EXPECT_EQ(judge(batch_of({{.key = "", .value = "1"}}), {.compacted = true}).error,
              broker_errc::none);
}

TEST(validation, refuses_timestamps_out_of_the_topics_range) {
    const auto at = [](std::int64_t ms) {
        return batch_of(
            {{.value = "1", .timestamp = kafka::timestamp(std::chrono::milliseconds(ms))}});
    };
    const rec::append_rules rules{.before_max_ms = 1000, .after_max_ms = 500};
    EXPECT_EQ(judge(at(now - 1000), rules).error, broker_errc::none);
    EXPECT_EQ(judge(at(now - 1001), rules).error, broker_errc::invalid_timestamp);
    EXPECT_EQ(judge(at(now + 500), rules).error, broker_errc::none);
    EXPECT_EQ(judge(at(now + 501), rules).error, broker_errc::invalid_timestamp);
    EXPECT_EQ(judge(at(-1), rules).error, broker_errc::none); // "no timestamp"
}

TEST(validation, stamps_the_time_of_a_topic_with_log_append_time) {
    const auto batch = good_batch(compression::lz4);
    const auto verdict = judge(batch, {.log_append_time = true});
    ASSERT_EQ(verdict.error, broker_errc::none) << verdict.message;
    EXPECT_TRUE(verdict.header.is_log_append_time());
    EXPECT_EQ(verdict.header.max_timestamp, now);
    const auto out = appended(verdict);
    EXPECT_TRUE(rec::batch_cursor(out).next()->crc_matches());
}

TEST(validation, corrects_a_maximum_timestamp_that_is_wrong) {
    const auto batch = with(good_batch(), [](auto& h) { h.max_timestamp = now + 77; });
    const auto verdict = judge(batch);
    ASSERT_EQ(verdict.error, broker_errc::none);
    EXPECT_EQ(verdict.header.max_timestamp, now);
    EXPECT_EQ(appended(verdict), good_batch());
}

TEST(validation, does_not_believe_a_log_append_time_that_a_producer_claims) {
    const auto claimed = with(good_batch(), [](auto& h) {
        h.attributes |= rec::log_append_time_bit;
        h.max_timestamp = now + 77;
    });
    const auto verdict = judge(claimed);
    ASSERT_EQ(verdict.error, broker_errc::none) << verdict.message;
    EXPECT_EQ(appended(verdict), good_batch());
    EXPECT_EQ(judge(claimed, {.log_append_time = true}).error, broker_errc::invalid_timestamp);
}

TEST(validation, compresses_anew_when_the_topic_has_a_codec_of_its_own) {
    const auto verdict = judge(good_batch(compression::gzip), {.codec = compression::zstd});
    ASSERT_EQ(verdict.error, broker_errc::none) << verdict.message;
    EXPECT_EQ(appended(verdict), good_batch(compression::zstd));
    const auto plain = judge(good_batch(compression::gzip), {.codec = compression::none});
    EXPECT_EQ(appended(plain), good_batch());
}

TEST(validation, refuses_a_batch_that_the_topics_codec_makes_too_large) {
    const std::string zeros(5000, '\0');
    const auto batch = batch_of({{.value = zeros}}, compression::gzip);
    const rec::append_rules rules{.max_message_bytes = 1000, .codec = compression::none};
    EXPECT_EQ(judge(batch, {.max_message_bytes = 1000}).error, broker_errc::none);
    EXPECT_EQ(judge(batch, rules).error, broker_errc::message_too_large);
}

TEST(validation, names_at_most_a_thousand_records_and_counts_all) {
    const auto batch = batch_of(std::vector<kafka::record>(1500, {.value = "no key"}));
    const auto verdict = judge(batch, {.compacted = true});
    EXPECT_EQ(verdict.record_errors.size(), 1000u);
    EXPECT_NE(verdict.message.find("1500"), std::string::npos);
}

TEST(validation, numbers_the_records_anew_when_their_offsets_have_gaps) {
    rec::batch_builder builder(0);
    ASSERT_EQ(builder.append({.key = "a", .value = "1"}, 0, now), rec::errc::ok);
    ASSERT_EQ(builder.append({.key = "b", .value = "2"}, 4, now), rec::errc::ok);
    const auto batch = with(std::move(builder).build({}), [](auto& h) { h.last_offset_delta = 1; });
    const auto verdict = judge(batch);
    ASSERT_EQ(verdict.error, broker_errc::none) << verdict.message;
    EXPECT_EQ(appended(verdict), good_batch());
}

TEST(validation, gives_records_older_than_1970_the_maximum_timestamp_none) {
    for (std::int64_t second : {1, 4}) { // in sequence, and with a gap that is closed
        rec::batch_builder builder(0);
        ASSERT_EQ(builder.append({.value = "1"}, 0, -500), rec::errc::ok);
        ASSERT_EQ(builder.append({.value = "2"}, second, -700), rec::errc::ok);
        const auto batch =
            with(std::move(builder).build({}), [](auto& h) { h.last_offset_delta = 1; });
        EXPECT_EQ(rec::read_batch_header(batch)->max_timestamp, -1);
        EXPECT_EQ(judge(batch).header.max_timestamp, -1);
    }
}

TEST(validation, refuses_a_bomb) {
    const std::string zeros(1 << 20, '\0');
    const auto batch = batch_of({{.value = zeros}}, compression::zstd);
    EXPECT_LT(batch.size(), 1000u);
    EXPECT_EQ(judge(batch, {.max_decompressed_bytes = 1 << 19}).error,
              broker_errc::message_too_large);
    EXPECT_EQ(judge(batch, {.max_decompressed_bytes = 1 << 21}).error, broker_errc::none);
}

TEST(validation, refuses_damaged_and_unknown_compression) {
    for (int codec : {1, 2, 3, 4}) {
        auto batch = good_batch(static_cast<compression>(codec));
        batch.resize(batch.size() - 3);
        batch = with(std::move(batch), [](auto&) {});
        EXPECT_EQ(judge(batch).error, broker_errc::invalid_record) << codec;
    }
    const auto unknown = with(good_batch(), [](auto& h) { h.attributes |= 7; });
    EXPECT_EQ(judge(unknown).error, broker_errc::unsupported_compression_type);
}
