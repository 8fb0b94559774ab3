// Who has been silent for longest: a list that costs nothing to keep, because everyone is given the
// same time.
#pragma once

#include <chrono>
#include <list>
#include <optional>
#include <unordered_map>

namespace kafka::detail::server {

template <class T>
class expiry_order {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// Negative: nobody ever expires.
    explicit expiry_order(std::chrono::milliseconds allowed) : allowed_(allowed) {}

    /// Starts the time of `who` anew.
    void renew(T* who, time_point now) {
        const auto [found, added] = places_.try_emplace(who);
        if (added)
            found->second = order_.insert(order_.end(), {who, now});
        else
            order_.splice(order_.end(), order_, found->second);
        order_.back().since = now;
    }
    void remove(T* who) {
        const auto found = places_.find(who);
        if (found == places_.end()) return;
        order_.erase(found->second);
        places_.erase(found);
    }

    /// When the first one's time is over.
    std::optional<time_point> next() const {
        if (order_.empty() || allowed_.count() < 0) return std::nullopt;
        return order_.front().since + allowed_;
    }
    /// Someone whose time is over; null when there is none.
    T* expired(time_point now) const {
        const auto first = next();
        return first && *first <= now ? order_.front().who : nullptr;
    }

private:
    struct entry {
        T* who;
        time_point since;
    };

    std::chrono::milliseconds allowed_;
    std::list<entry> order_;
    std::unordered_map<T*, typename std::list<entry>::iterator> places_;
};

} // namespace kafka::detail::server
