#include "broker/handlers/fetch.hpp"

#include "broker/limits.hpp"
#include "broker/parked_fetch.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_topic_ids = 13;

fetch_plan plan_of(const protocol::fetch_request& request, const context& c) {
    fetch_plan out;
    const auto limit = std::min(request.max_bytes, c.broker.config.fetch_max_bytes);
    out.max_bytes = static_cast<std::uint64_t>(std::max(limit, 0));
    out.min_bytes = request.min_bytes;
    out.is_committed_only = request.isolation_level == 1;
    out.asked_node = c.broker.cluster.asked_on(c.from.local_port);
    for (const auto& topic : request.topics) {
        auto& to = out.topics.emplace_back();
        if (c.version >= first_with_topic_ids)
            to.id = topic.topic_id;
        else
            to.name = std::string(topic.topic);
        for (const auto& p : topic.partitions)
            to.partitions.push_back({p.partition, p.current_leader_epoch, p.last_fetched_epoch,
                                     p.fetch_offset, p.partition_max_bytes});
    }
    return out;
}

/// Only who believes to have a session sends a later epoch, and nobody was given one.
bool expects_a_session(const protocol::fetch_request& request) { return request.session_epoch > 0; }

bool is_satisfied(const fetch_plan& plan, const fetched& found) {
    return found.must_answer || plan.topics.empty() ||
           static_cast<std::int64_t>(found.bytes) >= plan.min_bytes;
}

} // namespace

void handle(const protocol::fetch_request& request, context& c,
            reply<protocol::fetch_request> back) {
    if (expects_a_session(request)) {
        protocol::fetch_response refused;
        refused.error_code = static_cast<std::int16_t>(broker_errc::fetch_session_id_not_found);
        return back.send(refused);
    }
    auto plan = plan_of(request, c);
    const auto found = look(plan, c.broker);
    const auto wait = std::min(request.max_wait_ms, limits::fetch_wait_ms);
    if (wait <= 0 || is_satisfied(plan, found) || !parked_fetch::has_room(plan, c.broker))
        return send(plan, found, c.broker, back);
    const auto deadline = c.broker.world.time.now() + std::chrono::milliseconds(wait);
    std::make_shared<parked_fetch>(std::move(plan), std::move(back), c.broker)
        ->park(found, deadline);
}

} // namespace kafka::detail::broker
