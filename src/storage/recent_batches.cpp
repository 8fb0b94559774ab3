#include "storage/recent_batches.hpp"

#include <algorithm>
#include <ranges>

namespace kafka::detail::storage {

void recent_batches::add(batch_span batch) {
    if (ring_.empty()) ring_.resize(capacity);
    ring_[count_++ % capacity] = batch;
}

std::optional<batch_span> recent_batches::find(std::int64_t offset) const {
    const auto all = std::views::iota(oldest(), count_);
    const auto first = std::ranges::upper_bound(
        all, offset, {}, [this](std::size_t n) { return at(n).next_offset; });
    if (first == all.end()) return std::nullopt;
    // The oldest one may be preceded by batches that are forgotten and hold the offset, too.
    if (first == all.begin() && at(*first).position != 0) return std::nullopt;
    return at(*first);
}

std::optional<std::uint64_t> recent_batches::boundary(std::uint64_t limit) const {
    const auto all = std::views::iota(oldest(), count_);
    const auto first =
        std::ranges::upper_bound(all, limit, {}, [this](std::size_t n) { return at(n).end(); });
    if (first == all.begin()) return std::nullopt;
    return at(*std::ranges::prev(first)).end();
}

} // namespace kafka::detail::storage
