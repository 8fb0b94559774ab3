#include "storage/batch_filter.hpp"

#include "record/batch_builder.hpp"
#include "record/compressor.hpp"
#include "record/record_view.hpp"

namespace kafka::detail::storage {

namespace {

/// Until when tombstones and idle markers of the batch stay; a batch gets it when compaction first
/// finds them there.
std::optional<std::int64_t> horizon_of(const record::batch_header& header) {
    if ((header.attributes & record::delete_horizon_bit) == 0) return std::nullopt;
    return header.base_timestamp;
}

} // namespace

std::error_code records_of(const record::batch_header& header, bytes whole,
                           record::buffer& unpacked, bytes& records) {
    records = whole.subspan(record::batch_header_size);
    if (header.codec() == compression::none || header.record_count == 0) return {};
    unpacked.clear();
    if (record::decompress(header.codec(), records, largest_compacted_batch, unpacked) !=
        record::errc::ok)
        return errc::corrupt;
    records = unpacked;
    return {};
}

bool batch_filter::is_last_of_producer(const record::batch_header& header) const {
    if (!header.has_producer()) return false;
    const auto known = rules_.producers.find(header.producer_id);
    if (known == rules_.producers.end()) return false;
    const auto& end = known->second;
    if (end.last_offset >= 0) return header.last_offset() == end.last_offset;
    return header.is_control() && header.producer_epoch == end.epoch;
}

bool batch_filter::keeps(const record::batch_header& header, const record::record_view& r) const {
    if (header.is_control() || r.offset > rules_.known_up_to) return true;
    if (r.key.is_null()) return false; // from a time when the topic was not compacted
    const auto latest = latest_.find(r.key.bytes());
    if (latest && r.offset < *latest) return false;
    const auto horizon = horizon_of(header);
    return !r.value.is_null() || !horizon || rules_.now < *horizon;
}

std::error_code batch_filter::choose(const record::batch_header& header, bytes records) {
    chosen_.clear();
    chosen_count_ = 0;
    has_tombstone_ = false;
    record::record_cursor all(header, records);
    for (record::record_view r; all.next(r);) {
        const bool stays = keeps(header, r);
        chosen_.push_back(stays);
        if (!stays) continue;
        ++chosen_count_;
        has_tombstone_ = has_tombstone_ || r.value.is_null();
    }
    return all.error() == record::errc::ok ? std::error_code{} : errc::corrupt;
}

std::error_code batch_filter::rebuild(const record::batch_header& header, bytes records,
                                      std::optional<std::int64_t> horizon) {
    auto like = header;
    if (horizon) like.attributes |= record::delete_horizon_bit;
    record::batch_builder builder(header.base_offset, horizon);
    record::record_cursor all(header, records);
    std::size_t n = 0;
    for (record::record_view r; all.next(r); ++n)
        if (chosen_[n] && builder.append(r) != record::errc::ok) return errc::corrupt;
    anew_ = std::move(builder).build(like, header.codec());
    return {};
}

// The header alone keeps the offsets and the producer's sequence numbers.
void batch_filter::make_empty(const record::batch_header& header) {
    auto h = header;
    h.attributes &= static_cast<std::int16_t>(~(record::codec_mask | record::delete_horizon_bit));
    h.base_timestamp = -1;
    h.record_count = 0;
    anew_.assign(record::batch_header_size, std::byte{0});
    record::finish_batch(anew_, h);
}

std::error_code batch_filter::judge(const record::batch_header& header, bytes whole, bool must_stay,
                                    fate& out) {
    const auto horizon = horizon_of(header);
    const bool useless =
        header.is_control()
            ? transactions_.is_idle_marker(
                  header, marker_in(header, whole.subspan(record::batch_header_size)))
            : transactions_.was_aborted(header);
    const bool idle_marker = useless && header.is_control();
    const bool drops_records =
        useless && (!header.is_control() || (horizon && *horizon <= rules_.now));
    const bool stays = must_stay || is_last_of_producer(header);
    chosen_count_ = 0;
    bytes records;
    if (!drops_records) {
        if (const auto failed = records_of(header, whole, unpacked_, records)) return failed;
        if (const auto failed = choose(header, records)) return failed;
    }
    if (chosen_count_ == 0) {
        out = !stays                     ? fate::dropped
              : header.record_count == 0 ? fate::as_it_is
                                         : fate::written_anew;
        if (out == fate::written_anew) make_empty(header);
        return {};
    }
    const bool begins_horizon = (has_tombstone_ || idle_marker) && !horizon;
    if (chosen_count_ == chosen_.size() && !begins_horizon) {
        out = fate::as_it_is;
        return {};
    }
    out = fate::written_anew;
    return rebuild(header, records,
                   begins_horizon ? rules_.now + rules_.delete_retention_ms : horizon);
}

} // namespace kafka::detail::storage
