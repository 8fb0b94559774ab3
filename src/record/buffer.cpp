#include "record/buffer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <mutex>
#include <new>

namespace kafka::detail::record {

namespace {

constexpr std::size_t smallest = std::size_t{64} << 10; // below that malloc is as good
constexpr std::size_t classes = 9;                      // up to 16 MiB
constexpr std::size_t keep_bytes = std::size_t{16} << 20;

struct free_block { // lies in the block's own memory, so giving back allocates nothing
    free_block* next;
};

struct kept_blocks {
    std::mutex mutex;
    std::array<free_block*, classes> free{};
    std::size_t bytes = 0;
};

// Never destroyed: a buffer may outlive everything else at the end of the program.
kept_blocks& kept() {
    static auto& all = *new kept_blocks;
    return all;
}

std::size_t class_of(std::size_t size) {
    return size <= smallest ? 0 : static_cast<std::size_t>(std::bit_width((size - 1) / smallest));
}

/// What a block of at least this size has.
std::size_t rounded(std::size_t size) {
    return size < smallest || class_of(size) >= classes ? size : smallest << class_of(size);
}

bool is_kept(std::size_t capacity) { return capacity >= smallest && class_of(capacity) < classes; }

/// `capacity` is rounded.
std::byte* take_block(std::size_t capacity) {
    if (is_kept(capacity)) {
        auto& blocks = kept();
        std::lock_guard lock(blocks.mutex);
        auto*& first = blocks.free[class_of(capacity)];
        if (first != nullptr) {
            blocks.bytes -= capacity;
            return reinterpret_cast<std::byte*>(std::exchange(first, first->next));
        }
    }
    return static_cast<std::byte*>(::operator new(capacity));
}

void give_block(std::byte* block, std::size_t capacity) noexcept {
    if (is_kept(capacity)) {
        auto& blocks = kept();
        std::lock_guard lock(blocks.mutex);
        if (blocks.bytes + capacity <= keep_bytes) {
            blocks.bytes += capacity;
            auto*& first = blocks.free[class_of(capacity)];
            first = new (block) free_block{first};
            return;
        }
    }
    ::operator delete(block);
}

} // namespace

buffer::~buffer() {
    if (data_ != nullptr) give_block(data_, capacity_);
}

void buffer::move_to(std::size_t capacity) {
    const auto made = rounded(capacity);
    auto* block = take_block(made);
    if (size_ > 0) std::memcpy(block, data_, size_);
    if (data_ != nullptr) give_block(data_, capacity_);
    data_ = block;
    capacity_ = made;
}

void buffer::resize(std::size_t size) {
    reserve(size);
    size_ = size;
}

void buffer::append(wire::bytes more) {
    if (more.empty()) return;
    const auto before = size_;
    if (before + more.size() > capacity_) move_to(std::max(before + more.size(), 2 * before));
    size_ += more.size();
    std::memcpy(data_ + before, more.data(), more.size());
}

bool operator==(const buffer& a, wire::bytes b) { return std::ranges::equal(a, b); }

std::size_t block_bytes_kept() {
    auto& blocks = kept();
    std::lock_guard lock(blocks.mutex);
    return blocks.bytes;
}

} // namespace kafka::detail::record
