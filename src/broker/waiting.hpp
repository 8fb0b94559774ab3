// What must be answered at a time at the latest.
#pragma once

#include "broker/clock.hpp"

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace kafka::detail::broker {

/// Nothing here polls: whoever owns the thread asks for the next deadline and comes back then.
class waiting {
public:
    using ticket = std::uint64_t;

    /// `expire` is called once, by `run_until` or `run_all`, unless `forget` comes first.
    ticket park(clock::monotonic deadline, std::function<void()> expire);
    void forget(ticket t);

    std::optional<clock::monotonic> next_deadline() const;
    void run_until(clock::monotonic now);
    void run_all();
    std::size_t size() const { return by_ticket_.size(); }

private:
    using by_deadline = std::multimap<clock::monotonic, std::pair<ticket, std::function<void()>>>;

    void run_first();

    by_deadline by_deadline_;
    std::unordered_map<ticket, by_deadline::iterator> by_ticket_;
    ticket last_ = 0;
};

} // namespace kafka::detail::broker
