// What the library must know of the process and the thread it is called on.
#pragma once

#include <cstdint>
#include <system_error>

namespace kafka::detail::client {

/// Changes in the child of a fork, where the library's threads do not exist.
std::uint64_t process_generation();

/// Marks the calling thread as one of the library's own.
void mark_library_thread();
bool is_library_thread();

/// Whether a call may wait here on an object that was made in `generation`: would_deadlock on a
/// thread of the library, forked in the child of a fork.
std::error_code refuse_to_block(std::uint64_t generation);

} // namespace kafka::detail::client
