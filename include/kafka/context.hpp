// How long a call may take, and who may stop it.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

namespace kafka {

/// A deadline and/or a stop token, passed to every call that may wait. The default has neither:
/// such a call waits until it succeeds or fails for good. When the deadline passes the call ends
/// with errc::timed_out, when stop is requested with errc::cancelled; both promptly, and neither
/// breaks a connection that others use. Thread-safety: a value; copy it freely.
class context {
public:
    using clock = std::chrono::steady_clock;

    context() = default;
    context(clock::time_point deadline) : deadline_(deadline) {}
    context(std::stop_token stop) : stop_(std::move(stop)) {}
    context(clock::time_point deadline, std::stop_token stop)
        : deadline_(deadline)
        , stop_(std::move(stop)) {}

    /// A context that ends `duration` from now.
    static context after(clock::duration duration) { return {clock::now() + duration}; }
    static context after(clock::duration duration, std::stop_token stop) {
        return {clock::now() + duration, std::move(stop)};
    }

    std::optional<clock::time_point> deadline() const { return deadline_; }
    const std::stop_token& stop() const { return stop_; }

private:
    std::optional<clock::time_point> deadline_;
    std::stop_token stop_;
};

} // namespace kafka
