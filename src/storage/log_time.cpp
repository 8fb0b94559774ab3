// Finding records by their timestamps.
#include "storage/log.hpp"

#include "record/compressor.hpp"
#include "record/record_view.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

// What a single batch may be and decompress to; beyond it the answer is the batch's first offset.
constexpr std::size_t largest_batch = std::size_t{256} << 20;

timed_offset first_of(const record::batch_header& header, std::int64_t from) {
    return {.found = true,
            .offset = std::max(header.base_offset, from),
            .timestamp = header.max_timestamp,
            .leader_epoch = header.partition_leader_epoch};
}

result<record::buffer> read_records(const file& from, const batch_place& place) {
    if (place.header.size() > largest_batch) return record::buffer();
    std::vector<std::byte> batch(place.header.size());
    const auto got = from.read_at(place.position, batch);
    if (got.error) return failure{got.error, {}};
    const auto records = bytes(batch).subspan(record::batch_header_size);
    record::buffer out;
    if (place.header.codec() == compression::none)
        out.append(records);
    else if (record::decompress(place.header.codec(), records, largest_batch, out) !=
             record::errc::ok)
        out.clear();
    return out;
}

// The first record of the batch that is young enough. A batch that cannot be read answers with its
// first offset: consumers then see records that are too old, but miss none.
timed_offset find_record(const record::batch_header& header, bytes records, std::int64_t timestamp,
                         std::int64_t from) {
    record::record_cursor cursor(header, records);
    for (record::record_view r; cursor.next(r);)
        if (r.timestamp >= timestamp && r.offset >= from)
            return {.found = true,
                    .offset = r.offset,
                    .timestamp = r.timestamp,
                    .leader_epoch = header.partition_leader_epoch};
    return cursor.error() == record::errc::ok ? timed_offset{} : first_of(header, from);
}

} // namespace

batch_place log::find_batch_by_time(std::int64_t timestamp, std::int64_t from, segment*& in) {
    for (auto n = segment_of(from); n < segments_.size(); ++n) {
        in = segments_[n].get();
        if (in->is_known() && in->max_timestamp() < timestamp) continue;
        if (const auto failed = make_readable(*in)) return {.error = failed};
        if (in->max_timestamp() < timestamp) continue;
        const auto place = search(*in, [&] { return in->find_time(timestamp, from); });
        if (place.error || place.found) return place;
    }
    return {};
}

timed_offset log::find_time(std::int64_t timestamp) {
    for (auto from = start_offset_; from < end_offset_;) {
        segment* in = nullptr;
        const auto place = find_batch_by_time(timestamp, from, in);
        if (place.error) return {.error = place.error};
        if (!place.found) break;
        const auto records = read_records(*in->data(), place);
        if (!records) return {.error = records.error().code};
        const auto found = find_record(place.header, *records, timestamp, from);
        if (found.found) return found;
        from = place.header.next_offset(); // only records before the start are young enough
    }
    return {};
}

timed_offset log::find_max_time() {
    std::int64_t latest = -1;
    for (const auto& s : segments_) {
        if (!s->is_known())
            if (const auto failed = make_readable(*s)) return {.error = failed};
        latest = std::max(latest, s->max_timestamp());
    }
    return latest < 0 ? timed_offset{} : find_time(latest);
}

} // namespace kafka::detail::storage
