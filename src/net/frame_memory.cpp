#include "net/frame_memory.hpp"

#include <bit>
#include <new>

namespace kafka::detail::net {

std::shared_ptr<std::byte> frame_memory::take(std::size_t size) {
    const auto size_class =
        size <= smallest ? 0 : static_cast<std::size_t>(std::bit_width((size - 1) / smallest));
    if (size < smallest || size_class >= classes) {
        auto owned = std::make_shared_for_overwrite<std::byte[]>(size);
        return {owned, owned.get()};
    }
    auto memory = reuse(size_class);
    if (!memory) memory = std::make_unique_for_overwrite<std::byte[]>(smallest << size_class);
    auto* raw = memory.release();
    return {raw, [self = shared_from_this(), size_class](std::byte* p) {
                self->give_back(p, size_class);
            }};
}

frame_memory::block frame_memory::reuse(std::size_t size_class) {
    std::lock_guard lock(mutex_);
    auto& free = free_[size_class];
    if (free.empty()) return nullptr;
    auto memory = std::move(free.back());
    free.pop_back();
    bytes_kept_ -= smallest << size_class;
    return memory;
}

void frame_memory::give_back(std::byte* memory, std::size_t size_class) noexcept {
    block owned(memory);
    const auto capacity = smallest << size_class;
    std::lock_guard lock(mutex_);
    if (bytes_kept_ + capacity > keep_bytes_) return;
    try {
        free_[size_class].push_back(std::move(owned));
        bytes_kept_ += capacity;
    } catch (const std::bad_alloc&) { // then it goes back to the system
    }
}

std::size_t frame_memory::bytes_kept() const {
    std::lock_guard lock(mutex_);
    return bytes_kept_;
}

} // namespace kafka::detail::net
