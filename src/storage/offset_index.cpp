#include "storage/offset_index.hpp"

#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka::detail::storage {

index_entry offset_index::at_offset(std::int64_t relative_offset) const {
    const auto after = std::ranges::upper_bound(entries_, relative_offset, {}, [](const auto& e) {
        return std::int64_t{e.relative_offset};
    });
    return after == entries_.begin() ? index_entry{} : *std::prev(after);
}

index_entry offset_index::at_position(std::uint64_t position) const {
    const auto after = std::ranges::upper_bound(entries_, position, {}, [](const auto& e) {
        return static_cast<std::uint64_t>(e.position);
    });
    return after == entries_.begin() ? index_entry{} : *std::prev(after);
}

void offset_index::truncate(std::uint64_t position) {
    while (!entries_.empty() && static_cast<std::uint64_t>(entries_.back().position) >= position)
        entries_.pop_back();
}

std::vector<std::byte> offset_index::encode() const {
    std::vector<std::byte> out(entries_.size() * entry_size);
    auto* to = out.data();
    for (const auto& e : entries_) {
        wire::store(to, e.relative_offset);
        wire::store(to + 4, e.position);
        to += entry_size;
    }
    return out;
}

std::optional<offset_index> offset_index::decode(wire::bytes from, std::uint64_t log_size) {
    if (from.size() % entry_size != 0) return std::nullopt;
    offset_index out;
    out.entries_.reserve(from.size() / entry_size);
    for (; !from.empty(); from = from.subspan(entry_size)) {
        const index_entry e{wire::load<std::int32_t>(from.data()),
                            wire::load<std::int32_t>(from.data() + 4)};
        if (e == index_entry{}) break; // preallocated
        const auto last = out.count() > 0 ? out.last() : index_entry{-1, -1};
        if (e.relative_offset <= last.relative_offset || e.position <= last.position ||
            static_cast<std::uint64_t>(e.position) >= log_size)
            return std::nullopt;
        out.add(e);
    }
    return out;
}

} // namespace kafka::detail::storage
