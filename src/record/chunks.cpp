#include "record/chunks.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace kafka::detail::record {

namespace {

constexpr std::size_t largest_class = chunk_sizes.size() - 1;

std::size_t class_that_holds(std::size_t n) {
    std::size_t size_class = 0;
    while (size_class < largest_class && chunk_sizes[size_class] < n) ++size_class;
    return size_class;
}

} // namespace

chunk_pool::~chunk_pool() {
    for (auto* first : free_)
        while (first != nullptr) ::operator delete(std::exchange(first, first->next));
}

chunk chunk_pool::take(std::size_t size_class) {
    const auto size = chunk_sizes[size_class];
    {
        std::lock_guard lock(mutex_);
        bytes_out_ += size;
        if (auto* first = free_[size_class]; first != nullptr) {
            free_[size_class] = first->next;
            bytes_kept_ -= size;
            return {reinterpret_cast<std::byte*>(first), size_class};
        }
    }
    void* memory = ::operator new(size, std::nothrow);
    if (memory != nullptr) return {static_cast<std::byte*>(memory), size_class};
    std::lock_guard lock(mutex_);
    bytes_out_ -= size;
    throw std::bad_alloc();
}

void chunk_pool::give_back(std::span<const chunk> chunks) noexcept {
    std::lock_guard lock(mutex_);
    for (const auto& c : chunks) {
        bytes_out_ -= c.capacity();
        if (bytes_kept_ + c.capacity() > keep_bytes_) {
            ::operator delete(c.data);
            continue;
        }
        bytes_kept_ += c.capacity();
        free_[c.size_class] = new (c.data) free_chunk{free_[c.size_class]};
    }
}

std::size_t chunk_pool::bytes_out() const {
    std::lock_guard lock(mutex_);
    return bytes_out_;
}

std::size_t chunk_pool::bytes_kept() const {
    std::lock_guard lock(mutex_);
    return bytes_kept_;
}

void chunk_chain::swap(chunk_chain& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(chunks_, other.chunks_);
    std::swap(current_, other.current_);
    std::swap(size_, other.size_);
    std::swap(cursor_, other.cursor_);
    std::swap(end_, other.end_);
}

// Each chunk is at least one class larger than the one before, so a full batch of 1 MiB has six
// pieces.
void chunk_chain::grow(std::size_t n) {
    std::size_t missing = n - contiguous_room();
    const auto had = chunks_.size();
    try {
        while (missing > 0) {
            const auto next =
                chunks_.empty() ? 0 : std::min(chunks_.back().size_class + 1, largest_class);
            chunks_.reserve(chunks_.size() + 1);
            chunks_.push_back(pool_->take(std::max(next, class_that_holds(missing))));
            missing -= std::min(missing, chunks_.back().capacity());
        }
    } catch (...) {
        pool_->give_back(std::span(chunks_).subspan(had));
        chunks_.resize(had);
        throw;
    }
    if (had == 0) enter(0);
}

void chunk_chain::enter(std::size_t index) {
    current_ = index;
    cursor_ = chunks_[index].data;
    end_ = cursor_ + chunks_[index].capacity();
}

void chunk_chain::append(const void* from, std::size_t n) {
    const auto* rest = static_cast<const std::byte*>(from);
    while (n > 0) {
        if (cursor_ == end_) enter(current_ + 1);
        const auto now = std::min(n, contiguous_room());
        std::memcpy(cursor_, rest, now);
        advance_to(cursor_ + now);
        rest += now;
        n -= now;
    }
}

std::vector<wire::bytes> chunk_chain::pieces() const {
    std::vector<wire::bytes> out;
    if (size_ == 0) return out;
    out.reserve(current_ + 1);
    for (std::size_t i = 0; i < current_; ++i)
        out.emplace_back(chunks_[i].data, chunks_[i].capacity());
    const auto* last = chunks_[current_].data;
    out.emplace_back(last, static_cast<std::size_t>(cursor_ - last));
    return out;
}

void chunk_chain::clear() noexcept {
    if (!chunks_.empty()) pool_->give_back(chunks_);
    chunks_.clear();
    current_ = size_ = 0;
    cursor_ = end_ = nullptr;
}

} // namespace kafka::detail::record
