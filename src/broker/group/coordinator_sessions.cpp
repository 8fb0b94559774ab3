#include "broker/group/coordinator.hpp"

namespace kafka::detail::broker {

void coordinator::heard_of(const group_pointer& g, group_member& m) {
    heard_of(g, m, m.session_timeout);
}

/// A heartbeat moves a number. The timer looks at it when it fires, and sleeps on.
void coordinator::heard_of(const group_pointer& g, group_member& m,
                           std::chrono::milliseconds session) {
    m.expires = world_.time.now() + session;
    if (m.timer == 0 || m.expires < m.looked_at) watch(g, m, m.expires);
}

void coordinator::watch(const group_pointer& g, group_member& m, clock::monotonic when) {
    timers_.forget(m.timer);
    m.looked_at = when;
    m.timer = timers_.park(when, [this, known = std::weak_ptr(g), id = m.id] {
        if (const auto alive = known.lock()) look_at(alive, id);
    });
}

void coordinator::look_at(const group_pointer& g, const std::string& member) {
    auto* m = g->find(member);
    if (m == nullptr) return;
    m->timer = 0;
    if (m->expires > world_.time.now()) return watch(g, *m, m->expires);
    if (m->is_excused()) return; // the end of the rebalance begins a new session
    remove_member(g, member);
    if (g->is(group_state::stable) || g->is(group_state::completing_rebalance))
        prepare_or_complete(g);
    else if (g->is(group_state::preparing_rebalance) && g->has_all_joined())
        complete_join(g);
    settle(g);
}

/// Its client may still wait for the answer, and is to join anew.
void coordinator::remove_member(const group_pointer& g, std::string_view id) {
    auto* m = g->find(id);
    if (m == nullptr) return;
    cancel(m->timer);
    const auto waits = std::exchange(m->joining, nullptr);
    const auto syncs = std::exchange(m->syncing, nullptr);
    g->remove(id);
    const auto unknown = static_cast<std::int16_t>(broker_errc::unknown_member_id);
    protocol::join_group_response to_join;
    to_join.error_code = unknown;
    if (waits) waits(to_join);
    protocol::sync_group_response to_sync;
    to_sync.error_code = unknown;
    if (syncs) syncs(to_sync);
}

void coordinator::forget_pending(const group_pointer& g, std::string_view id) {
    const auto found = g->pending().find(id);
    if (found == g->pending().end()) return;
    cancel(found->second);
    g->pending().erase(found);
}

void coordinator::expire_pending(const group_pointer& g, const std::string& member) {
    forget_pending(g, member);
    if (g->is(group_state::preparing_rebalance) && g->has_all_joined()) complete_join(g);
    settle(g);
    // A group that never had a member: the log does not know it.
    if (g->is(group_state::empty) && g->generation() == 0 && g->pending().empty() &&
        g->offsets.empty())
        forget(g->id());
}

} // namespace kafka::detail::broker
