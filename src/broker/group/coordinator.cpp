#include "broker/group/coordinator.hpp"

#include "broker/limits.hpp"

namespace kafka::detail::broker {

broker_errc told_to_member(broker_errc error) {
    switch (error) {
    case broker_errc::none:
        return error;
    case broker_errc::unknown_topic_or_partition:
    case broker_errc::not_enough_replicas:
    case broker_errc::request_timed_out:
        return broker_errc::coordinator_not_available;
    case broker_errc::not_leader_or_follower:
    case broker_errc::kafka_storage_error:
        return broker_errc::not_coordinator;
    default:
        return broker_errc::unknown_server_error;
    }
}

broker_errc told_to_committer(broker_errc error) {
    if (error == broker_errc::message_too_large || error == broker_errc::record_list_too_large)
        return broker_errc::invalid_commit_offset_size;
    return told_to_member(error);
}

group_pointer coordinator::find_group(std::string_view id) const {
    const auto found = groups_.find(id);
    return found == groups_.end() ? nullptr : found->second;
}

const group* coordinator::find(std::string_view id) const { return find_group(id).get(); }

group_pointer coordinator::make_group(std::string_view id) {
    if (groups_.size() >= limits::groups || bytes_ >= limits::bytes_of_groups) return nullptr;
    auto g = std::make_shared<group>(std::string(id), wall());
    groups_.emplace(id, g);
    settle(g);
    return g;
}

void coordinator::settle(const group_pointer& g) {
    const auto now = g->bytes();
    bytes_ += now - g->charged;
    g->charged = now;
}

void coordinator::schedule(waiting::ticket& timer, std::chrono::milliseconds wait,
                           std::function<void()> what) {
    timers_.forget(timer);
    timer = timers_.park(world_.time.now() + wait, std::move(what));
}

void coordinator::cancel(waiting::ticket& timer) {
    timers_.forget(timer);
    timer = 0;
}

void coordinator::cancel_all(const group_pointer& g) {
    cancel(g->join_timer);
    cancel(g->sync_timer);
    for (auto& [id, timer] : g->pending()) cancel(timer);
    for (const auto& m : g->all()) cancel(m->timer);
}

broker_errc coordinator::heartbeat(const protocol::heartbeat_request& request) {
    const auto g = find_group(request.group_id);
    if (!g) return broker_errc::unknown_member_id;
    if (const auto why = g->why_not_member(request.member_id, request.group_instance_id);
        why != broker_errc::none)
        return why;
    if (request.generation_id != g->generation()) return broker_errc::illegal_generation;
    heard_of(g, *g->find(request.member_id));
    return g->is(group_state::preparing_rebalance) ? broker_errc::rebalance_in_progress
                                                   : broker_errc::none;
}

std::vector<broker_errc>
coordinator::leave(std::string_view group,
                   std::span<const protocol::leave_group_request_member> members) {
    const auto g = find_group(group);
    if (!g) return std::vector(members.size(), broker_errc::unknown_member_id);
    std::vector<broker_errc> out;
    bool any = false;
    for (const auto& m : members) {
        out.push_back(leave_one(g, m));
        any = any || out.back() == broker_errc::none;
    }
    if (any && (g->is(group_state::stable) || g->is(group_state::completing_rebalance)))
        prepare_or_complete(g);
    else if (any && g->is(group_state::preparing_rebalance))
        maybe_complete_join(g);
    settle(g);
    return out;
}

broker_errc coordinator::leave_one(const group_pointer& g,
                                   const protocol::leave_group_request_member& m) {
    if (m.member_id.empty()) { // an administrator removes a static member
        const auto* id = m.group_instance_id ? g->static_member(*m.group_instance_id) : nullptr;
        if (id == nullptr) return broker_errc::unknown_member_id;
        remove_member(g, std::string(*id));
        return broker_errc::none;
    }
    if (g->pending().contains(m.member_id)) {
        forget_pending(g, m.member_id);
        return broker_errc::none;
    }
    const auto why = g->why_not_member(m.member_id, m.group_instance_id);
    if (why == broker_errc::none) remove_member(g, m.member_id);
    return why;
}

group& coordinator::restore(std::string_view id) {
    auto g = find_group(id);
    if (!g) {
        g = std::make_shared<group>(std::string(id), -1);
        groups_.emplace(id, g);
    }
    return *g;
}

void coordinator::forget(std::string_view id) {
    const auto g = find_group(id);
    if (!g) return;
    bytes_ -= g->charged;
    groups_.erase(g->id());
}

void coordinator::begin() {
    for (const auto& [id, g] : groups_) {
        settle(g);
        for (const auto& m : g->all()) heard_of(g, *m);
        // The limit was larger when they joined.
        if (g->size() > settings_.max_size) prepare(g);
    }
}

void coordinator::stop(broker_errc why) {
    const auto code = static_cast<std::int16_t>(why);
    for (const auto& [id, g] : groups_) {
        cancel_all(g);
        for (const auto& m : g->all()) {
            protocol::join_group_response to_join;
            to_join.error_code = code;
            to_join.member_id = m->id;
            if (const auto waits = std::exchange(m->joining, nullptr)) waits(to_join);
            protocol::sync_group_response to_sync;
            to_sync.error_code = code;
            if (const auto waits = std::exchange(m->syncing, nullptr)) waits(to_sync);
        }
    }
}

void coordinator::abandon() {
    stop(broker_errc::not_coordinator);
    groups_.clear();
    bytes_ = 0;
}

} // namespace kafka::detail::broker
