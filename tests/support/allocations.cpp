#include "support/allocations.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;
thread_local std::size_t largest = 0;
thread_local std::ptrdiff_t held = 0;
thread_local std::ptrdiff_t most_held = 0;

void* counted(std::size_t size) {
    void* memory = std::malloc(size == 0 ? 1 : size);
    ++count;
    largest = std::max(largest, size);
    held += static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
    most_held = std::max(most_held, held);
    return memory;
}

void give_back(void* memory) {
    held -= static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
    std::free(memory);
}

} // namespace

std::size_t kafka::test::allocations() { return count; }
std::size_t kafka::test::largest_allocation() { return largest; }
void kafka::test::forget_largest_allocation() { largest = 0; }
std::ptrdiff_t kafka::test::bytes_held() { return held; }
std::ptrdiff_t kafka::test::most_bytes_held() { return most_held; }
void kafka::test::forget_most_bytes_held() { most_held = held; }

// Replaces the program's own operator new. Every form that is not over-aligned is here, because a
// sanitizer brings its own for those that are not and then misses their partner.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new(std::size_t size) {
    if (void* memory = operator new(size, std::nothrow)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return operator new(size, std::nothrow);
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
