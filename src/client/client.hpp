// What is behind kafka::client.
#pragma once

#include "client/runtime.hpp"

#include <kafka/client.hpp>

namespace kafka::detail::client {
class cluster_link;
} // namespace kafka::detail::client

namespace kafka {

/// The handles share this; what runs on the I/O thread holds the link only. So when the last handle
/// is gone everything is cancelled, without waiting.
class client::implementation {
public:
    explicit implementation(client_options options);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    void close();
    const std::shared_ptr<kafka::runtime::implementation>& runtime() const { return runtime_; }
    const std::shared_ptr<detail::client::cluster_link>& link() const { return link_; }

private:
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::client::cluster_link> link_;
};

} // namespace kafka
