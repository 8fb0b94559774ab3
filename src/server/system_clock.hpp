// The operating system's clocks.
#pragma once

#include "broker/clock.hpp"

namespace kafka::detail::server {

class system_clock final : public broker::clock {
public:
    monotonic now() const override { return std::chrono::steady_clock::now(); }
    timestamp wall() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace kafka::detail::server
