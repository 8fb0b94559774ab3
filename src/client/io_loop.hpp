// The I/O thread's event loop.
#pragma once

#include "net/frame_memory.hpp"
#include "net/io.hpp"
#include "net/post_gate.hpp"

#include <boost/asio/executor_work_guard.hpp>

namespace kafka::detail::client {

/// Everything that drives sockets runs on it. Objects hold it by shared pointer, so that timers and
/// sockets may be destroyed after the thread has ended.
class io_loop : public net::asio::io_context {
public:
    io_loop() : io_context(1), busy_(get_executor()) {}

    /// Runs until asked to stop; then destroys every operation that is still under way, and with
    /// them the objects that they hold, which hold this loop.
    void run_until_stopped() {
        run();
        shutdown();
    }

    /// Runs `f` on the thread; forgets it when that has ended. For whoever may outlive the objects
    /// that keep the thread: others use asio::post.
    template <class F>
    void post_from_anywhere(F f) {
        gate_.post(*this, std::move(f));
    }

    const std::shared_ptr<net::frame_memory>& memory() const { return memory_; }

private:
    net::asio::executor_work_guard<net::executor> busy_;
    net::post_gate& gate_ = net::post_gate::of(*this);
    std::shared_ptr<net::frame_memory> memory_ = std::make_shared<net::frame_memory>();
};

} // namespace kafka::detail::client
