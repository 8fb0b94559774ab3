// Parked requests that got what they were waiting for. They are looked at once the request that
// woke them has been dealt with, so that one produce of many partitions wakes a fetch once.
#pragma once

#include <memory>
#include <vector>

namespace kafka::detail::broker {

class parked {
public:
    virtual ~parked() = default;
    virtual void look_again() = 0;
};

class ready_queue {
public:
    void add(std::weak_ptr<parked> who) { queue_.push_back(std::move(who)); }
    /// What runs may add more, which runs too.
    void run() {
        while (!queue_.empty()) {
            auto batch = std::move(queue_);
            queue_.clear();
            for (const auto& who : batch)
                if (const auto alive = who.lock()) alive->look_again();
        }
    }

private:
    std::vector<std::weak_ptr<parked>> queue_;
};

} // namespace kafka::detail::broker
