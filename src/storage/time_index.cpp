#include "storage/time_index.hpp"

#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka::detail::storage {

void time_index::add(time_entry entry) {
    if (entry.timestamp > last().timestamp) entries_.push_back(entry);
}

time_entry time_index::at_time(std::int64_t timestamp) const {
    const auto after = std::ranges::upper_bound(entries_, timestamp, {}, &time_entry::timestamp);
    return after == entries_.begin() ? time_entry{} : *std::prev(after);
}

void time_index::truncate(std::int64_t relative_offset) {
    while (!entries_.empty() && entries_.back().relative_offset > relative_offset)
        entries_.pop_back();
}

std::vector<std::byte> time_index::encode() const {
    std::vector<std::byte> out(entries_.size() * entry_size);
    auto* to = out.data();
    for (const auto& e : entries_) {
        wire::store(to, e.timestamp);
        wire::store(to + 8, e.relative_offset);
        to += entry_size;
    }
    return out;
}

std::optional<time_index> time_index::decode(wire::bytes from) {
    if (from.size() % entry_size != 0) return std::nullopt;
    time_index out;
    out.entries_.reserve(from.size() / entry_size);
    for (; !from.empty(); from = from.subspan(entry_size)) {
        const time_entry e{wire::load<std::int64_t>(from.data()),
                           wire::load<std::int32_t>(from.data() + 8)};
        if (e == time_entry{0, 0}) break; // preallocated
        const bool ascends = e.timestamp > out.last().timestamp &&
                             (out.count() == 0 || e.relative_offset > out.last().relative_offset);
        if (!ascends || e.relative_offset < 0) return std::nullopt;
        out.entries_.push_back(e);
    }
    return out;
}

} // namespace kafka::detail::storage
