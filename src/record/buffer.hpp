// The bytes that a codec makes.
#pragma once

#include "wire/blob.hpp"

#include <cstddef>
#include <limits>
#include <utility>

namespace kafka::detail::record {

/// Like a vector of bytes, with two differences. New bytes are not set to zero: a codec writes all
/// of them. And large blocks are kept for their next use, a bounded number of bytes in the whole
/// process: fresh ones cost a page fault for each 4 KiB, as much as compressing them. Growing
/// throws std::bad_alloc. Not thread-safe.
class buffer {
public:
    using value_type = std::byte;

    buffer() = default;
    explicit buffer(std::size_t size) { resize(size); }
    explicit buffer(wire::bytes from) { append(from); }
    buffer(const buffer& other) : buffer(wire::bytes(other)) {}
    buffer(buffer&& other) noexcept { swap(other); }
    buffer& operator=(buffer other) noexcept {
        swap(other);
        return *this;
    }
    ~buffer();

    std::byte* data() { return data_; }
    const std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::size_t capacity() const { return capacity_; }
    static std::size_t max_size() { return std::numeric_limits<std::ptrdiff_t>::max(); }
    std::byte& operator[](std::size_t i) { return data_[i]; }
    const std::byte& operator[](std::size_t i) const { return data_[i]; }
    std::byte* begin() { return data_; }
    std::byte* end() { return data_ + size_; }
    const std::byte* begin() const { return data_; }
    const std::byte* end() const { return data_ + size_; }

    void reserve(std::size_t capacity) {
        if (capacity > capacity_) move_to(capacity);
    }
    /// New bytes have any value.
    void resize(std::size_t size);
    /// `more` lies elsewhere.
    void append(wire::bytes more);
    void clear() { size_ = 0; }

    friend bool operator==(const buffer& a, wire::bytes b);

private:
    void swap(buffer& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }
    void move_to(std::size_t capacity);

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// Of all blocks that wait for their next use.
std::size_t block_bytes_kept();

} // namespace kafka::detail::record
