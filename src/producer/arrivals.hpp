// What callers leave for the sender. It is woken once, however much is left before it looks.
#pragma once

#include "producer/batch.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace kafka::detail::producer {

class topic;

/// Thread-safe. What leaves something returns whether the sender must be woken.
class arrivals {
public:
    struct bundle {
        std::vector<batch_pointer> opened = {}; // in the order of opening, for each partition
        std::vector<batch*> filled = {};        // closed by a caller
        std::vector<topic*> wanted = {};        // topics that are new
    };

    [[nodiscard]] bool opened(batch_pointer b) {
        std::lock_guard lock(mutex_);
        left_.opened.push_back(std::move(b));
        return !std::exchange(noticed_, true);
    }
    [[nodiscard]] bool filled(batch& b) {
        std::lock_guard lock(mutex_);
        left_.filled.push_back(&b);
        return !std::exchange(noticed_, true);
    }
    [[nodiscard]] bool wanted(topic& t) {
        std::lock_guard lock(mutex_);
        left_.wanted.push_back(&t);
        return !std::exchange(noticed_, true);
    }
    /// Something else has changed that the sender should look at.
    [[nodiscard]] bool nudge() {
        std::lock_guard lock(mutex_);
        return !std::exchange(noticed_, true);
    }

    /// By the sender; `into` must be empty. Whatever is left from now on wakes it again.
    void take(bundle& into) {
        std::lock_guard lock(mutex_);
        std::swap(left_, into);
        noticed_ = false;
    }

private:
    std::mutex mutex_;
    bundle left_;
    bool noticed_ = false;
};

} // namespace kafka::detail::producer
