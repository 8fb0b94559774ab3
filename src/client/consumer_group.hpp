// What is behind kafka::consumer_group.
#pragma once

#include "client/generations.hpp"
#include "client/runtime.hpp"

#include <atomic>

namespace kafka {

class consumer_group::implementation {
public:
    explicit implementation(consumer_group_options options);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    std::optional<generation> next(const context& ctx);
    /// Waits for the farewell when there is a context.
    void close(const context* ctx);

private:
    void set_callbacks();

    consumer_group_options options_;
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::client::generations> generations_;
    std::shared_ptr<detail::client::group_loop> loop_;
    std::atomic<bool> started_{false};
};

} // namespace kafka
