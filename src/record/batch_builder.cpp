#include "record/batch_builder.hpp"

#include "record/compressor.hpp"
#include "record/record_encode.hpp"
#include "wire/crc32c.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::record {

namespace {

constexpr std::size_t max_batch_size = std::numeric_limits<std::int32_t>::max();

std::int16_t attributes_with(std::int16_t attributes, compression codec) {
    return static_cast<std::int16_t>((attributes & ~codec_mask) | static_cast<int>(codec));
}

} // namespace

errc batch_builder::append(const kafka::record& r, std::int64_t offset, std::int64_t timestamp_ms) {
    const auto delta = difference(offset, base_offset_);
    if (delta < last_delta_ || delta > std::numeric_limits<std::int32_t>::max())
        return errc::bad_record;
    const auto base = empty() ? given_base_timestamp_.value_or(timestamp_ms) : base_timestamp_;
    const auto timestamp_delta = difference(timestamp_ms, base);
    const auto offset_delta = static_cast<std::int32_t>(delta);
    const auto body = record_body_size(r, timestamp_delta, offset_delta);
    const auto size = body + varint_length(static_cast<std::int64_t>(body));
    const auto before = bytes_.size();
    if (before + size > max_batch_size) return errc::too_large;
    bytes_.resize(before + size);
    pointer_sink to{bytes_.data() + before};
    put_record(to, r, body, timestamp_delta, offset_delta);
    base_timestamp_ = base;
    max_timestamp_ = std::max(max_timestamp_, timestamp_ms);
    last_delta_ = offset_delta;
    ++count_;
    return errc::ok;
}

errc batch_builder::append(const record_view& r) {
    headers_.clear();
    for (const auto& h : r.headers) headers_.push_back(h);
    return append({.key = r.key, .value = r.value, .headers = headers_}, r.offset, r.timestamp);
}

batch_header batch_builder::header(const batch_header& like) const {
    auto h = like;
    h.base_offset = base_offset_;
    h.magic = current_magic;
    h.attributes = attributes_with(like.attributes, compression::none);
    h.last_offset_delta = std::max(last_delta_, like.last_offset_delta);
    h.base_timestamp = base_timestamp_;
    if (!like.is_log_append_time()) h.max_timestamp = max_timestamp_;
    h.record_count = count_;
    return h;
}

std::vector<std::byte> batch_builder::build(const batch_header& like, compression codec,
                                            int level) && {
    auto h = header(like);
    if (codec != compression::none) {
        buffer packed(batch_header_size);
        const auto area = wire::bytes{bytes_}.subspan(batch_header_size);
        if (compress(codec, level, {&area, 1}, packed) == errc::ok) {
            bytes_.assign(packed.begin(), packed.end());
            h.attributes = attributes_with(h.attributes, codec);
        }
    }
    finish_batch(bytes_, h);
    return std::move(bytes_);
}

std::vector<std::byte> make_batch(const batch_place& place, std::span<const kafka::record> records,
                                  compression codec, int level) {
    batch_builder builder(place.base_offset);
    auto offset = place.base_offset;
    for (const auto& r : records) {
        const auto own = r.timestamp.time_since_epoch().count();
        if (builder.append(r, offset++, own != 0 ? own : place.timestamp_ms) != errc::ok) return {};
    }
    if (builder.empty()) return {};
    batch_header like;
    like.partition_leader_epoch = place.leader_epoch;
    stamp(like, place.producer);
    return std::move(builder).build(like, codec, level);
}

void finish_batch(std::span<std::byte> batch, batch_header header) {
    header.length = static_cast<std::int32_t>(batch.size() - batch_prefix_size);
    write_batch_header(header, batch.data());
    header.crc = batch_crc(batch);
    write_batch_header(header, batch.data());
}

} // namespace kafka::detail::record
