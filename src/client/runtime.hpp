// The threads behind kafka::runtime.
#pragma once

#include <kafka/runtime.hpp>

#include "client/callback_thread.hpp"

#include <system_error>
#include <thread>

namespace kafka::detail::client {
class io_loop;
} // namespace kafka::detail::client

namespace kafka {

/// One I/O thread and one callback thread, which end when the last public object that uses them is
/// gone. Only those objects hold it: what runs on the threads holds the loop, never this.
class runtime::implementation {
public:
    implementation();
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    const std::shared_ptr<detail::client::io_loop>& io() const { return io_; }
    const std::shared_ptr<detail::client::callback_thread>& callbacks() const { return callbacks_; }

    /// Runs `f` on the I/O thread, after everything that was posted before.
    void post(std::function<void()> f) const;
    /// Not empty when a call on an object of this runtime may not wait on this thread.
    std::error_code refuse_to_block() const;
    /// Not empty in the child of a fork.
    std::error_code refuse() const;

private:
    std::shared_ptr<detail::client::io_loop> io_;
    std::shared_ptr<detail::client::callback_thread> callbacks_;
    std::thread thread_;
    std::uint64_t generation_;
};

} // namespace kafka
