#include "storage/recent_batches.hpp"

namespace kafka::detail::storage {

void recent_batches::add(batch_span batch) {
    if (ring_.empty()) ring_.resize(capacity);
    ring_[count_++ % capacity] = batch;
}

std::optional<batch_span> recent_batches::find(std::int64_t offset) const {
    const auto first = first_where([=](const batch_span& b) { return b.next_offset > offset; });
    if (first == count_) return std::nullopt;
    // The oldest one may be preceded by batches that are forgotten and hold the offset, too.
    if (first == oldest() && at(first).position != 0) return std::nullopt;
    return at(first);
}

std::optional<std::uint64_t> recent_batches::boundary(std::uint64_t limit) const {
    const auto first = first_where([=](const batch_span& b) { return b.end() > limit; });
    if (first == oldest()) return std::nullopt;
    return at(first - 1).end();
}

} // namespace kafka::detail::storage
