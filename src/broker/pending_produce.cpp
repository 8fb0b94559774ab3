#include "broker/pending_produce.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_leader = 10;

protocol::produce_response_partition told(const produced_partition& p, std::int16_t version) {
    protocol::produce_response_partition out;
    out.index = p.index;
    out.error_code = static_cast<std::int16_t>(p.error);
    const bool failed = p.error != broker_errc::none;
    out.base_offset = failed ? -1 : p.base_offset;
    out.log_append_time_ms = failed ? -1 : p.append_time_ms;
    out.log_start_offset = p.start_offset;
    for (const auto& e : p.record_errors) out.record_errors.push_back({e.index, e.message});
    if (!p.message.empty()) out.error_message = p.message;
    if (p.error == broker_errc::not_leader_or_follower && version >= first_with_leader)
        out.current_leader = {p.leader, p.leader_epoch};
    return out;
}

} // namespace

void pending_produce::wait_for(produced_partition& p) { awaited_.push_back(&p); }

void pending_produce::durable(produced_partition& p, broker_errc error) {
    if (answered_) return;
    if (error != broker_errc::none) p.error = error;
    std::erase(awaited_, &p);
    if (settled_ && awaited_.empty()) answer();
}

void pending_produce::settle(clock::monotonic deadline) {
    settled_ = true;
    if (awaited_.empty()) return answer();
    ticket_ = timers_.park(deadline, [self = shared_from_this()] { self->expire(); });
}

/// The records stay in the log; only nobody can say yet that they will survive.
void pending_produce::expire() {
    ticket_ = 0;
    for (auto* p : awaited_) p->error = broker_errc::request_timed_out;
    answer();
}

void pending_produce::answer() {
    answered_ = true;
    timers_.forget(ticket_);
    protocol::produce_response out;
    for (const auto& topic : topics_) {
        auto& to = out.responses.emplace_back();
        to.name = topic.name;
        for (const auto& p : topic.partitions)
            to.partition_responses.push_back(told(p, back_.version()));
    }
    back_.send(out);
}

} // namespace kafka::detail::broker
