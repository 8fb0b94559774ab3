#include "storage/log.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

// Old segments that are kept open for readers; each holds a descriptor and two indexes.
constexpr std::size_t most_opened = 4;

} // namespace

std::size_t log::segment_of(std::int64_t offset) const {
    if (offset >= active().base_offset()) return segments_.size() - 1;
    const auto after = std::ranges::upper_bound(segments_, offset, {},
                                                [](const auto& s) { return s->base_offset(); });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - segments_.begin() - 1, 0));
}

std::error_code log::make_readable(segment& s) {
    if (&s == &active() || s.has_ending()) return {};
    if (const auto known = std::ranges::find(opened_, &s); known != opened_.end()) {
        std::rotate(known, known + 1, opened_.end());
        return {};
    }
    if (const auto failed =
            s.prepare(open_mode::read_only, settings_.config.index_interval_bytes)) {
        s.release();
        return failed;
    }
    keep_open(s);
    return {};
}

void log::keep_open(segment& s) {
    opened_.push_back(&s);
    if (opened_.size() <= most_opened) return;
    opened_.front()->release();
    opened_.erase(opened_.begin());
}

batch_place log::locate(segment& s, std::int64_t offset) {
    return search(s, [&] { return s.find(offset); });
}

// Where in `s` the records from `before` on begin.
result<std::uint64_t> log::end_in(segment& s, std::int64_t before) {
    if (before >= end_offset_) return s.size();
    if (before == durable_.offset && s.base_offset() == durable_.segment_base)
        return durable_.position;
    const auto place = locate(s, before);
    if (place.error) return failure{place.error, {}};
    return place.found ? place.position : s.size();
}

result<std::uint64_t> log::cut(segment& s, std::uint64_t from, std::uint64_t limit) {
    if (limit >= s.size()) return s.size();
    if (&s == &active())
        if (const auto known = recent_.boundary(limit)) return std::max(*known, from);
    const auto place = search(s, [&] { return s.boundary(from, limit); });
    if (place.error) return failure{place.error, {}};
    return place.position;
}

read_result log::read(std::int64_t offset, std::uint64_t max_bytes, std::int64_t before) {
    if (offset < start_offset_ || offset > end_offset_) return {errc::offset_out_of_range, {}};
    before = std::min(before, end_offset_);
    for (auto n = segment_of(offset); offset < before && n < segments_.size(); ++n) {
        auto& s = *segments_[n];
        if (s.base_offset() >= before) break;
        if (const auto failed = make_readable(s)) return {failed, {}};
        const auto r = read_in(s, offset, max_bytes, before);
        if (r.error || r.slice.length > 0) return r;
        // Compaction has taken the end of this segment out.
    }
    return {};
}

read_result log::read_in(segment& s, std::int64_t offset, std::uint64_t max_bytes,
                         std::int64_t before) {
    batch_span first;
    const auto recent = &s == &active() ? recent_.find(offset) : std::nullopt;
    if (recent) {
        first = *recent;
    } else {
        const auto place = locate(s, offset);
        if (place.error) return {place.error, {}};
        if (!place.found) return {};
        first = {place.header.next_offset(), place.position, place.header.size()};
    }
    const auto end = end_in(s, before);
    if (!end) return {end.error().code, {}};
    if (*end <= first.position) return {};
    const auto limit = std::clamp(first.position + max_bytes, first.end(), *end);
    const auto stop = cut(s, first.position, limit);
    if (!stop) return {stop.error().code, {}};
    return {{}, {s.data(), first.position, *stop - first.position}};
}

} // namespace kafka::detail::storage
