// How a member of a group ends.
#pragma once

#include "client/blocking.hpp"
#include "client/group_loop.hpp"

namespace kafka::detail::client {

inline constexpr std::chrono::milliseconds longest_farewell = std::chrono::seconds(5);

/// The last commit and LeaveGroup, then the link is closed. Waits for that when there is a context,
/// no longer than it lasts. A farewell that fails is no failure of ours: the coordinator notices in
/// the end.
void say_farewell(const runtime::implementation& on, const std::shared_ptr<group_loop>& loop,
                  bool has_begun, const context* ctx);

} // namespace kafka::detail::client
