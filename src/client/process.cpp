#include "client/process.hpp"

#include <kafka/error.hpp>

#include <pthread.h>

#include <atomic>

namespace kafka::detail::client {

namespace {

std::atomic<std::uint64_t> generation{0};
thread_local bool on_library_thread = false;

void entered_child() {
    generation.fetch_add(1, std::memory_order_relaxed);
    on_library_thread = false;
}

} // namespace

std::uint64_t process_generation() {
    static const bool watching = pthread_atfork(nullptr, nullptr, entered_child) == 0;
    static_cast<void>(watching);
    return generation.load(std::memory_order_relaxed);
}

void mark_library_thread() { on_library_thread = true; }
bool is_library_thread() { return on_library_thread; }

std::error_code refuse_to_block(std::uint64_t made_in) {
    if (made_in != process_generation()) return errc::forked;
    if (on_library_thread) return errc::would_deadlock;
    return {};
}

} // namespace kafka::detail::client
