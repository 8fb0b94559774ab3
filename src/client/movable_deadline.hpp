// A deadline that may be moved while calls wait for it.
#pragma once

#include "client/flag.hpp"

#include <mutex>

namespace kafka::detail::client {

/// Thread-safe.
class movable_deadline {
public:
    using time_point = context::clock::time_point;

    /// Empty: none. Calls that wait notice at once.
    void set(std::optional<time_point> at);
    /// The context, which also ends at the deadline as it is now.
    context bound(const context& ctx) const;
    /// As flag::wait(ctx), until the deadline at the latest, wherever that is moved meanwhile.
    std::error_code wait(flag& done, const context& ctx) const;

private:
    struct state {
        std::optional<time_point> at = {};
        std::stop_source moved = {}; // asked to stop when `at` is no longer true
    };
    state now() const;

    mutable std::mutex mutex_;
    state state_;
};

} // namespace kafka::detail::client
