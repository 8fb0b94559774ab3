// Memory for open batches: chains of chunks that start small and grow, from one shared pool. So
// 100 000 partitions with a record each stay small, and a busy partition gets large pieces.
#pragma once

#include "wire/blob.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace kafka::detail::record {

inline constexpr std::array<std::size_t, 6> chunk_sizes{256,      4 << 10,   16 << 10,
                                                        64 << 10, 256 << 10, 1 << 20};

struct chunk {
    std::byte* data = nullptr;
    std::size_t size_class = 0; // index into chunk_sizes

    std::size_t capacity() const { return chunk_sizes[size_class]; }
};

/// Thread-safe. All partitions of a writer share one pool; chains keep it alive.
class chunk_pool {
public:
    /// Free chunks up to `keep_bytes` in all wait for their next use; more go back to the system.
    explicit chunk_pool(std::size_t keep_bytes = std::size_t{32} << 20) : keep_bytes_(keep_bytes) {}
    ~chunk_pool();
    chunk_pool(const chunk_pool&) = delete;
    chunk_pool& operator=(const chunk_pool&) = delete;

    /// Throws std::bad_alloc when the system has no memory.
    chunk take(std::size_t size_class);
    void give_back(std::span<const chunk> chunks) noexcept;

    /// Capacity of the chunks that chains hold now.
    std::size_t bytes_out() const;
    /// Capacity of the chunks that wait for their next use.
    std::size_t bytes_kept() const;

private:
    struct free_chunk { // lies in the chunk's own memory, so giving back allocates nothing
        free_chunk* next;
    };

    mutable std::mutex mutex_;
    std::array<free_chunk*, chunk_sizes.size()> free_{};
    std::size_t keep_bytes_;
    std::size_t bytes_out_ = 0;
    std::size_t bytes_kept_ = 0;
};

/// Bytes that only grow at the end, in chunks that never move. Not thread-safe.
class chunk_chain {
public:
    explicit chunk_chain(std::shared_ptr<chunk_pool> pool) : pool_(std::move(pool)) {}
    chunk_chain(chunk_chain&& other) noexcept { swap(other); }
    chunk_chain& operator=(chunk_chain&& other) noexcept {
        chunk_chain(std::move(other)).swap(*this);
        return *this;
    }
    ~chunk_chain() { clear(); }

    std::size_t size() const { return size_; }
    /// The first byte; null while nothing was reserved.
    std::byte* front() { return chunks_.empty() ? nullptr : chunks_.front().data; }

    /// Makes room for `n` more bytes, not necessarily in one piece. Nothing has changed when it
    /// throws std::bad_alloc; what is written into reserved room cannot fail.
    void reserve(std::size_t n) {
        if (contiguous_room() < n) grow(n);
    }
    std::size_t contiguous_room() const { return static_cast<std::size_t>(end_ - cursor_); }
    /// Where the next byte goes; `contiguous_room()` bytes may be written there.
    std::byte* cursor() { return cursor_; }
    void advance_to(std::byte* written_up_to) {
        size_ += static_cast<std::size_t>(written_up_to - cursor_);
        cursor_ = written_up_to;
    }
    /// Copies into reserved room, across chunks.
    void append(const void* from, std::size_t n);

    /// The bytes, in order; they stay where they are until the chain is cleared or destroyed.
    std::vector<wire::bytes> pieces() const;
    /// Gives every chunk back to the pool.
    void clear() noexcept;

private:
    void swap(chunk_chain& other) noexcept;
    void grow(std::size_t n);
    void enter(std::size_t index);

    std::shared_ptr<chunk_pool> pool_;
    std::vector<chunk> chunks_;
    std::size_t current_ = 0; // the chunk that the cursor is in
    std::size_t size_ = 0;
    std::byte* cursor_ = nullptr;
    std::byte* end_ = nullptr;
};

} // namespace kafka::detail::record
