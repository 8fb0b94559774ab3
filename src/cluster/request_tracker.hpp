// The requests that wait for an answer on one connection. A broker answers in order, so they are a
// queue; a waiter may leave early, and its answer is then discarded when it comes.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace kafka::detail::cluster {

/// `Waiter` is whatever is to be called with the answer; movable and default-constructible.
template <class Waiter>
class request_tracker {
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct request {
        std::int32_t correlation_id = 0;
        time_point expires = {};
        std::size_t largest_answer = 0;
        std::optional<Waiter> waiter = {}; // empty: nobody waits any more
    };

    void add(request r) { queue_.push_back(std::move(r)); }

    /// What the next answer belongs to; null when none is due.
    const request* front() const { return queue_.empty() ? nullptr : &queue_.front(); }

    /// The request that this answer is for; empty when the broker answers out of turn, after which
    /// nothing on the connection can be trusted.
    std::optional<request> answered(std::int32_t correlation_id) {
        if (queue_.empty() || queue_.front().correlation_id != correlation_id) return std::nullopt;
        std::optional<request> out(std::move(queue_.front()));
        queue_.pop_front();
        return out;
    }

    /// Takes the waiter out; the request stays, since its answer will still come.
    std::optional<Waiter> abandon(std::int32_t correlation_id) {
        for (auto& r : queue_)
            if (r.correlation_id == correlation_id) return std::exchange(r.waiter, std::nullopt);
        return std::nullopt;
    }

    /// When the first request expires; empty when none is under way.
    std::optional<time_point> next_expiry() const {
        std::optional<time_point> first;
        for (const auto& r : queue_)
            if (!first || r.expires < *first) first = r.expires;
        return first;
    }

    /// Everybody who still waits, for the end of the connection.
    std::vector<Waiter> take_all() {
        std::vector<Waiter> out;
        for (auto& r : queue_)
            if (r.waiter) out.push_back(std::move(*r.waiter));
        queue_.clear();
        return out;
    }

    std::size_t size() const { return queue_.size(); }
    bool empty() const { return queue_.empty(); }

private:
    std::deque<request> queue_;
};

} // namespace kafka::detail::cluster
