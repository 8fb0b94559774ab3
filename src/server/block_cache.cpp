#include "server/block_cache.hpp"

#include <algorithm>
#include <bit>

namespace kafka::detail::server {

block block_cache::take(std::size_t size) {
    const auto capacity = std::bit_ceil(std::max(size, smallest));
    const auto found = std::find_if(free_.rbegin(), free_.rend(),
                                    [capacity](const block& b) { return b.capacity == capacity; });
    if (found == free_.rend())
        return {std::make_unique_for_overwrite<std::byte[]>(capacity), capacity};
    block out = std::move(*found);
    free_.erase(std::next(found).base());
    bytes_kept_ -= out.capacity;
    return out;
}

void block_cache::give_back(block&& done) {
    block owned = std::move(done);
    if (owned.capacity > largest_kept || bytes_kept_ + owned.capacity > keep_bytes_) return;
    bytes_kept_ += owned.capacity;
    free_.push_back(std::move(owned));
}

} // namespace kafka::detail::server
