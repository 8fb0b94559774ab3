// Memory for large requests, used again: fresh memory costs a page fault for each 4 KiB.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace kafka::detail::server {

/// Uninitialised bytes, so that memory which nobody sends anything for is never touched.
struct block {
    std::unique_ptr<std::byte[]> memory = {};
    std::size_t capacity = 0;
};

/// Used by the network thread alone.
class block_cache {
public:
    explicit block_cache(std::size_t keep_bytes = std::size_t{8} << 20) : keep_bytes_(keep_bytes) {}

    /// At least `size` bytes; throws std::bad_alloc.
    block take(std::size_t size);
    /// Keeps the block for its next use, or frees it when enough is kept.
    void give_back(block&& done);
    std::size_t bytes_kept() const { return bytes_kept_; }

private:
    static constexpr std::size_t smallest = std::size_t{64} << 10;
    static constexpr std::size_t largest_kept = std::size_t{4} << 20;

    std::vector<block> free_; // the one used last is at the end: it is still in the cache
    std::size_t keep_bytes_;
    std::size_t bytes_kept_ = 0;
};

} // namespace kafka::detail::server
