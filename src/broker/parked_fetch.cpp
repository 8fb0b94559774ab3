#include "broker/parked_fetch.hpp"

#include "broker/fetch_session.hpp"
#include "broker/limits.hpp"

namespace kafka::detail::broker {

bool parked_fetch::has_room(const fetch_plan& plan, const state& broker) {
    return broker.timers.size() < limits::parked_fetches &&
           plan.partition_count() <= limits::partitions_of_a_parked_fetch;
}

void parked_fetch::park(const fetched& found, clock::monotonic deadline) {
    missing_ = plan_.min_bytes - static_cast<std::int64_t>(found.bytes);
    for (const auto& p : found.partitions)
        watches_.emplace_back(p.partition, p.partition->start_watching(this));
    if (plan_.session.session) plan_.session.session->wait(weak_from_this());
    ticket_ = broker_.timers.park(deadline, [self = shared_from_this()] {
        self->ticket_ = 0;
        self->answer(look(self->plan_, self->broker_));
    });
}

void parked_fetch::on_more(std::uint64_t bytes) {
    missing_ -= static_cast<std::int64_t>(bytes);
    if (missing_ <= 0) wake();
}

void parked_fetch::on_change() { wake(); }

void parked_fetch::wake() {
    if (is_awake_) return;
    is_awake_ = true;
    broker_.ready.add(weak_from_this());
}

void parked_fetch::look_again() {
    is_awake_ = false;
    if (ticket_ == 0) return; // answered meanwhile
    if (plan_.session.is_overtaken()) return answer({});
    const auto found = look(plan_, broker_);
    missing_ = plan_.min_bytes - static_cast<std::int64_t>(found.bytes);
    if (found.must_answer || missing_ <= 0) answer(found);
}

void parked_fetch::answer(const fetched& found) {
    for (const auto& [p, w] : watches_) p->stop_watching(w);
    watches_.clear();
    send(plan_, found, broker_, back_);
    if (const auto ticket = std::exchange(ticket_, 0); ticket != 0) broker_.timers.forget(ticket);
}

} // namespace kafka::detail::broker
