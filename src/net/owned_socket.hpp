// A socket of the system's that closes itself.
#pragma once

#include "net/io.hpp"

#include <utility>

namespace kafka::detail::net {

class owned_socket {
public:
    owned_socket() = default;
    explicit owned_socket(int descriptor) : descriptor_(descriptor) {}
    owned_socket(owned_socket&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)) {}
    owned_socket& operator=(owned_socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~owned_socket();

    /// Hands it over to Asio, if it is a connected TCP socket; else it is closed here.
    outcome<tcp_socket> adopt(asio::io_context& io) &&;

private:
    int descriptor_ = -1;
};

} // namespace kafka::detail::net
