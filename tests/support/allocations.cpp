#include "support/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;
thread_local std::size_t largest = 0;

} // namespace

std::size_t kafka::test::allocations() { return count; }
std::size_t kafka::test::largest_allocation() { return largest; }
void kafka::test::forget_largest_allocation() { largest = 0; }

// Replaces the program's own operator new; the nothrow and array forms end up here as well.
void* operator new(std::size_t size) {
    ++count;
    if (size > largest) largest = size;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
