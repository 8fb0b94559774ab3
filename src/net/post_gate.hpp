// Posting to an I/O thread from another one that may outlive it.
#pragma once

#include "net/io.hpp"

#include <boost/asio/post.hpp>

#include <mutex>

namespace kafka::detail::net {

/// Asio lets nobody post to an io_context while that destroys what was left in it. Whoever cannot
/// know that the I/O thread still runs goes through this gate, which closes before.
class post_gate : public asio::execution_context::service {
public:
    using key_type = post_gate;
    static inline asio::execution_context::id id;

    explicit post_gate(asio::execution_context& of) : service(of) {}

    /// The gate of a context, which must be alive.
    static post_gate& of(asio::io_context& io) { return asio::use_service<post_gate>(io); }

    /// Runs `f` on the context's thread; destroys it here when that has ended.
    template <class F>
    void post(asio::io_context& io, F f) {
        const std::lock_guard lock(mutex_);
        if (!closed_) asio::post(io, std::move(f));
    }

private:
    /// Asio calls this before it destroys what was posted: it ends the youngest services first.
    void shutdown() override {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }

    std::mutex mutex_;
    bool closed_ = false;
};

} // namespace kafka::detail::net
