// One reader at a time: who holds the turn to read on a connection.
#pragma once

#include <kafka/context.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace kafka::detail::client {

/// Thread-safe.
class reading_turn {
public:
    /// Waits until nobody else reads. Not empty when there was no turn to get: timed_out,
    /// cancelled, closed; would_deadlock on the thread that took the turn and has not given it
    /// back.
    std::error_code take(const context& ctx);
    /// On any thread.
    void give_back();
    /// Nobody gets a turn any more.
    void close();

private:
    std::mutex mutex_;
    std::condition_variable_any free_;
    std::thread::id holder_ = {}; // none: nobody
    bool closed_ = false;
};

/// Gives the turn back when it is destroyed.
class held_turn {
public:
    held_turn() = default;
    /// Of a turn that was taken.
    explicit held_turn(std::shared_ptr<reading_turn> taken) : turn_(std::move(taken)) {}
    held_turn(held_turn&& other) noexcept : turn_(std::exchange(other.turn_, nullptr)) {}
    held_turn& operator=(held_turn&& other) noexcept {
        std::swap(turn_, other.turn_);
        return *this;
    }
    ~held_turn() { release(); }

    void release() {
        if (turn_) turn_->give_back();
        turn_.reset();
    }

private:
    std::shared_ptr<reading_turn> turn_;
};

} // namespace kafka::detail::client
