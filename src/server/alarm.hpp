// The one timer of the network thread. Most deadlines are met by events long before they are due,
// so a later one does not touch the timer: it wakes once too early, and is set again then.
#pragma once

#include "server/io.hpp"

#include <functional>
#include <optional>

namespace kafka::detail::server {

class alarm {
public:
    alarm(asio::io_context& network, std::function<void()> ring)
        : timer_(network)
        , ring_(std::move(ring)) {}

    /// Rings at the time or earlier; never, when it is empty and nothing was set before.
    void set(std::optional<steady::time_point> at) {
        if (!at || (set_for_ && *set_for_ <= *at)) return;
        set_for_ = at;
        timer_.expires_at(*at);
        timer_.async_wait([this](error_code error) {
            if (error) return; // set anew, or the end
            set_for_.reset();
            ring_();
        });
    }

private:
    timer timer_;
    std::function<void()> ring_;
    std::optional<steady::time_point> set_for_;
};

} // namespace kafka::detail::server
