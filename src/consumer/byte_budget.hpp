// How many bytes a reader may have fetched: those that wait in its queue and those that the
// application still looks at.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace kafka::detail::consumer {

/// Thread-safe: bytes are given back on whichever thread drops the last reference to them.
class byte_budget {
public:
    /// `on_room` is called on such a thread when bytes came back that somebody waits for.
    explicit byte_budget(std::size_t limit, std::function<void()> on_room = {})
        : limit_(limit)
        , on_room_(std::move(on_room)) {}

    std::size_t limit() const { return limit_; }
    std::size_t held() const { return held_.load(std::memory_order_relaxed); }
    std::size_t room() const {
        const auto h = held();
        return h < limit_ ? limit_ - h : 0;
    }
    /// The next bytes that come back call `on_room`. Look at `room` again after this.
    void want_room() { wanted_.store(true); }

    void take(std::size_t n) { held_.fetch_add(n); }
    void give_back(std::size_t n) {
        held_.fetch_sub(n);
        if (wanted_.load() && wanted_.exchange(false) && on_room_) on_room_();
    }

private:
    std::size_t limit_;
    std::function<void()> on_room_;
    std::atomic<std::size_t> held_{0};
    std::atomic<bool> wanted_{false};
};

/// A part of the budget, given back when this is destroyed.
class byte_hold {
public:
    byte_hold() = default;
    byte_hold(std::shared_ptr<byte_budget> of, std::size_t n) : of_(std::move(of)), n_(n) {
        if (of_) of_->take(n_);
    }
    byte_hold(byte_hold&& other) noexcept
        : of_(std::exchange(other.of_, nullptr))
        , n_(std::exchange(other.n_, 0)) {}
    byte_hold& operator=(byte_hold&& other) noexcept {
        byte_hold(std::move(other)).swap(*this);
        return *this;
    }
    ~byte_hold() {
        if (of_) of_->give_back(n_);
    }

    std::size_t size() const { return n_; }
    /// More or less than was guessed.
    void resize(std::size_t n) {
        if (!of_) return;
        if (n > n_) of_->take(n - n_);
        if (n < n_) of_->give_back(n_ - n);
        n_ = n;
    }

private:
    void swap(byte_hold& other) noexcept {
        std::swap(of_, other.of_);
        std::swap(n_, other.n_);
    }

    std::shared_ptr<byte_budget> of_;
    std::size_t n_ = 0;
};

} // namespace kafka::detail::consumer
