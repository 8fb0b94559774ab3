#include "record/batch_writer.hpp"

#include "record/compressor.hpp"

#include <algorithm>

namespace kafka::detail::record {

errc batch_writer::append(const kafka::record& r, std::int64_t timestamp_ms) {
    const auto delta = empty() ? 0 : difference(timestamp_ms, base_timestamp_);
    const auto body = record_body_size(r, delta, count_);
    const auto needed = body + wire::max_varint_bytes;
    if (size() + needed > max_size) return errc::too_large;
    if (empty()) {
        chain_.reserve(batch_header_size + needed);
        chain_.advance_to(chain_.cursor() + batch_header_size);
        base_timestamp_ = timestamp_ms;
    }
    if (chain_.contiguous_room() >= needed) {
        pointer_sink to{chain_.cursor()};
        put_record(to, r, body, delta, count_);
        chain_.advance_to(to.at);
    } else {
        chain_.reserve(body + varint_length(static_cast<std::int64_t>(body)));
        chain_sink to{chain_};
        put_record(to, r, body, delta, count_);
    }
    ++count_;
    max_timestamp_ = std::max(max_timestamp_, timestamp_ms);
    return errc::ok;
}

batch_header batch_writer::header(const producer_stamp& producer) const {
    batch_header h;
    h.length = static_cast<std::int32_t>(chain_.size() - batch_prefix_size);
    h.last_offset_delta = count_ - 1;
    h.base_timestamp = base_timestamp_;
    h.max_timestamp = max_timestamp_;
    h.record_count = count_;
    stamp(h, producer);
    return h;
}

sealed_batch batch_writer::seal(const producer_stamp& producer, compression codec, int level) && {
    auto h = header(producer);
    if (codec == compression::none) return {std::move(chain_), h};
    auto pieces = chain_.pieces();
    pieces.front() = pieces.front().subspan(batch_header_size);
    buffer packed(batch_header_size);
    if (compress(codec, level, pieces, packed) != errc::ok || packed.size() >= chain_.size())
        return {std::move(chain_), h};
    chain_.clear();
    h.length = static_cast<std::int32_t>(packed.size() - batch_prefix_size);
    h.attributes = static_cast<std::int16_t>(h.attributes | static_cast<std::int16_t>(codec));
    return {std::move(packed), h};
}

} // namespace kafka::detail::record
