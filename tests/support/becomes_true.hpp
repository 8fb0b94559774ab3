// For what shows nowhere but in the answer to a question: /proc, a broker's tables.
#pragma once

#include <chrono>
#include <thread>

namespace kafka::testing {

/// Asks again and again. False when it is still not so after half a minute.
template <class Condition>
bool becomes_true(Condition&& condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace kafka::testing
