#include "support/compacted_log.hpp"

#include "record/compressor.hpp"
#include "record/record_view.hpp"

#include <gtest/gtest.h>

namespace kafka::testing {

namespace {

kept_record kept(const detail::record::record_view& r) {
    kept_record out{r.offset, std::string(r.key.view()), {}};
    if (!r.value.is_null()) out.value = std::string(r.value.view());
    return out;
}

void add_records(const detail::record::batch_view& batch, std::vector<kept_record>& to) {
    if (batch.header.is_control()) return;
    detail::record::buffer unpacked;
    auto records = batch.records();
    if (batch.header.codec() != compression::none && batch.header.record_count > 0) {
        EXPECT_EQ(detail::record::decompress(batch.header.codec(), records, 1 << 20, unpacked),
                  detail::record::errc::ok);
        records = unpacked;
    }
    detail::record::record_cursor all(batch.header, records);
    for (detail::record::record_view r; all.next(r);) to.push_back(kept(r));
    EXPECT_EQ(all.error(), detail::record::errc::ok);
}

} // namespace

compacted_log::compacted_log() {
    settings.config.compacts = true;
    settings.config.deletes = false;
    settings.config.min_cleanable_dirty_ratio = 0;
    settings.config.segment_bytes = 4'000;
    settings.config.index_interval_bytes = 100;
}

std::int64_t compacted_log::append_encoded(const std::vector<std::byte>& batch) {
    auto item = *detail::storage::item_of(batch);
    log->append(std::span(&item, 1), now);
    return item.error ? -1 : item.base_offset;
}

std::int64_t compacted_log::put(const record_list& records, compression codec,
                                detail::record::producer_stamp producer) {
    std::vector<record> views;
    for (const auto& [key, value] : records)
        views.push_back({.key = key, .value = value ? bytes_view(*value) : bytes_view()});
    return append_encoded(
        detail::record::make_batch({.timestamp_ms = now, .producer = producer}, views, codec));
}

void compacted_log::roll() {
    auto brief = settings.config;
    brief.segment_bytes = 1'000'000;
    brief.segment_ms = -1;
    log->set_config(brief);
    put("roll", "roll");
    log->set_config(settings.config);
    EXPECT_FALSE(log->sync());
}

bool compacted_log::compact() {
    auto round = log->begin_compaction(cleaned_to, now, memory);
    if (!round) return false;
    do failed = round->run();
    while (log->go_on(*round, failed));
    if (failed) return false;
    cleaned_to = round->cleaned_to();
    return true;
}

std::vector<kept_record> compacted_log::records(std::int64_t from) {
    std::vector<kept_record> out;
    while (true) {
        const auto r = log->read(from, 1'000, log->end_offset());
        EXPECT_FALSE(r.error) << r.error.message() << " at " << from;
        const auto bytes = bytes_of(r.slice);
        if (bytes.empty()) return out;
        detail::record::batch_cursor batches(bytes);
        while (const auto b = batches.next()) {
            EXPECT_TRUE(b->crc_matches());
            add_records(*b, out);
            from = b->header.next_offset();
        }
        EXPECT_EQ(batches.error(), detail::record::errc::ok);
    }
}

std::map<std::string, std::string> compacted_log::values() {
    std::map<std::string, std::string> out;
    for (const auto& r : records())
        if (r.value)
            out[r.key] = *r.value;
        else
            out.erase(r.key);
    return out;
}

} // namespace kafka::testing
