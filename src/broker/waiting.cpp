#include "broker/waiting.hpp"

namespace kafka::detail::broker {

waiting::ticket waiting::park(clock::monotonic deadline, std::function<void()> expire) {
    const auto t = ++last_;
    by_ticket_[t] = by_deadline_.emplace(deadline, std::pair{t, std::move(expire)});
    return t;
}

void waiting::forget(ticket t) {
    const auto found = by_ticket_.find(t);
    if (found == by_ticket_.end()) return;
    by_deadline_.erase(found->second);
    by_ticket_.erase(found);
}

std::optional<clock::monotonic> waiting::next_deadline() const {
    if (by_deadline_.empty()) return std::nullopt;
    return by_deadline_.begin()->first;
}

void waiting::run_until(clock::monotonic now) {
    while (!by_deadline_.empty() && by_deadline_.begin()->first <= now) run_first();
}

void waiting::run_all() {
    while (!by_deadline_.empty()) run_first();
}

/// Taken out before it is called, because what it does may park or forget.
void waiting::run_first() {
    auto first = by_deadline_.extract(by_deadline_.begin());
    by_ticket_.erase(first.mapped().first);
    first.mapped().second();
}

} // namespace kafka::detail::broker
