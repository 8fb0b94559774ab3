#include "broker/handlers/fetch.hpp"

#include "broker/fetch_sessions.hpp"
#include "broker/limits.hpp"
#include "broker/parked_fetch.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

fetch_plan plan_of(const protocol::fetch_request& request, const session_verdict& verdict,
                   const context& c) {
    fetch_plan out;
    const auto limit = std::min(request.max_bytes, c.broker.config.fetch_max_bytes);
    out.max_bytes = static_cast<std::uint64_t>(std::max(limit, 0));
    out.min_bytes = request.min_bytes;
    out.is_committed_only = request.isolation_level == 1;
    out.asked_node = c.broker.cluster.asked_on(c.from.local_port);
    out.session.session = verdict.session;
    out.session.epoch = verdict.session ? verdict.session->epoch() : 0;
    out.session.wants_one = verdict.wants_session;
    out.session.uses_topic_ids = c.version >= first_fetch_by_id;
    out.topics = verdict.session ? verdict.session->wanted() : wanted_of(request, c.version);
    return out;
}

bool is_satisfied(const fetch_plan& plan, const fetched& found) {
    return found.must_answer || plan.topics.empty() ||
           static_cast<std::int64_t>(found.bytes) >= plan.min_bytes;
}

} // namespace

void handle(const protocol::fetch_request& request, context& c,
            reply<protocol::fetch_request> back) {
    const auto verdict = c.broker.sessions->judge(request, c.version, c.broker.world.time.now());
    if (verdict.error != broker_errc::none) {
        protocol::fetch_response refused;
        refused.error_code = static_cast<std::int16_t>(verdict.error);
        return back.send(refused);
    }
    if (verdict.session) verdict.session->stop_waiting();
    auto plan = plan_of(request, verdict, c);
    const auto found = look(plan, c.broker);
    const auto wait = std::min(request.max_wait_ms, limits::fetch_wait_ms);
    if (wait <= 0 || is_satisfied(plan, found) || !parked_fetch::has_room(plan, c.broker))
        return send(plan, found, c.broker, back);
    const auto deadline = c.broker.world.time.now() + std::chrono::milliseconds(wait);
    std::make_shared<parked_fetch>(std::move(plan), std::move(back), c.broker)
        ->park(found, deadline);
}

} // namespace kafka::detail::broker
