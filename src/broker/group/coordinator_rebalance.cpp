#include "broker/group/coordinator.hpp"

namespace kafka::detail::broker {

namespace {

// A member may have no patience at all; then nobody would be waited for again and again.
constexpr std::chrono::milliseconds least_patience{1'000};

} // namespace

void coordinator::prepare_or_complete(const group_pointer& g) {
    if (g->can_rebalance())
        prepare(g);
    else
        maybe_complete_join(g);
}

void coordinator::prepare(const group_pointer& g) {
    if (g->is(group_state::completing_rebalance)) {
        for (const auto& m : g->all()) g->assign(*m, {});
        propagate(g, broker_errc::rebalance_in_progress);
    }
    for (const auto& m : g->all()) m->owes_sync = false;
    cancel(g->sync_timer);
    const bool is_first = g->is(group_state::empty);
    g->enter(group_state::preparing_rebalance, wall());
    if (is_first) return begin_initial_delay(g);
    if (g->has_all_joined()) return complete_join(g);
    schedule(g->join_timer, g->rebalance_timeout(), [this, known = std::weak_ptr(g)] {
        if (const auto alive = known.lock()) complete_join(alive);
    });
}

/// The first members of a group wait for others, so that the work is not shared out anew for each.
void coordinator::begin_initial_delay(const group_pointer& g) {
    const auto delay = settings_.initial_rebalance_delay;
    if (delay.count() == 0) return complete_join(g);
    g->grew = false;
    const auto left = std::max(g->rebalance_timeout() - delay, std::chrono::milliseconds(0));
    schedule(g->join_timer, delay, [this, known = std::weak_ptr(g), delay, left] {
        if (const auto alive = known.lock()) wait_longer(alive, delay, left);
    });
}

void coordinator::wait_longer(const group_pointer& g, std::chrono::milliseconds delay,
                              std::chrono::milliseconds left) {
    if (!g->grew || left.count() == 0) return complete_join(g);
    g->grew = false;
    const auto next = std::min(settings_.initial_rebalance_delay, left);
    const auto then = std::max(left - delay, std::chrono::milliseconds(0));
    schedule(g->join_timer, next, [this, known = std::weak_ptr(g), next, then] {
        if (const auto alive = known.lock()) wait_longer(alive, next, then);
    });
}

void coordinator::maybe_complete_join(const group_pointer& g) {
    if (!g->is(group_state::preparing_rebalance)) return;
    if (g->previous_state() == group_state::empty) return; // the delay is not over
    if (g->has_all_joined()) complete_join(g);
}

/// Dynamic members that did not come are out; static ones stay until their session ends.
void coordinator::drop_absent(const group_pointer& g) {
    std::vector<std::string> absent;
    for (const auto& m : g->all())
        if (!m->joining && !m->is_static()) absent.push_back(m->id);
    for (const auto& id : absent) {
        cancel(g->find(id)->timer);
        g->remove(id);
    }
}

void coordinator::complete_join(const group_pointer& g) {
    cancel(g->join_timer);
    drop_absent(g);
    if (!g->elect_leader() && g->size() > 0) {
        // Static members alone, and none of them here: their sessions decide.
        const auto patience = std::max(g->rebalance_timeout(), least_patience);
        schedule(g->join_timer, patience, [this, known = std::weak_ptr(g)] {
            if (const auto alive = known.lock()) complete_join(alive);
        });
        return settle(g);
    }
    g->begin_generation(wall());
    if (g->is(group_state::empty)) {
        write_empty(g);
    } else {
        tell_generation(g);
        await_syncs(g);
    }
    settle(g);
}

/// If that fails, the old generation comes back with the next start and times out.
void coordinator::write_empty(const group_pointer& g) {
    const auto nothing = [](const group_member&) -> const std::vector<std::byte>* {
        return nullptr;
    };
    write(g, nothing, [](broker_errc) {});
}

void coordinator::write(const group_pointer& g, const assignment_of& assigned, after then) {
    stored_records records;
    if (!add_group_record(*g, assigned, records)) return then(broker_errc::record_list_too_large);
    world_.journal.append(g->id(), records,
                          [known = std::weak_ptr(g), then = std::move(then)](broker_errc error) {
                              const auto alive = known.lock();
                              if (alive && error == broker_errc::none) alive->foreign_keys.clear();
                              then(error);
                          });
}

void coordinator::await_syncs(const group_pointer& g) {
    schedule(g->sync_timer, g->rebalance_timeout(),
             [this, known = std::weak_ptr(g), generation = g->generation()] {
                 if (const auto alive = known.lock()) expire_syncs(alive, generation);
             });
}

void coordinator::expire_syncs(const group_pointer& g, std::int32_t generation) {
    g->sync_timer = 0;
    if (generation != g->generation() || !g->owes_syncs()) return;
    if (!g->is(group_state::completing_rebalance) && !g->is(group_state::stable)) return;
    std::vector<std::string> owing;
    for (const auto& m : g->all())
        if (m->owes_sync) owing.push_back(m->id);
    for (const auto& id : owing) {
        cancel(g->find(id)->timer);
        g->remove(id);
    }
    prepare(g);
    settle(g);
}

void coordinator::sync(const protocol::sync_group_request& request, sync_answer answer) {
    const auto refuse = [&](broker_errc error) {
        protocol::sync_group_response out;
        out.error_code = static_cast<std::int16_t>(error);
        answer(out);
    };
    if (request.group_id.empty()) return refuse(broker_errc::invalid_group_id);
    const auto g = find_group(request.group_id);
    if (!g || g->is(group_state::empty)) return refuse(broker_errc::unknown_member_id);
    if (const auto why = why_not_sync(*g, request); why != broker_errc::none) return refuse(why);
    if (g->is(group_state::preparing_rebalance)) return refuse(broker_errc::rebalance_in_progress);
    auto& m = *g->find(request.member_id);
    came_for_assignment(g, m);
    if (g->is(group_state::stable)) {
        protocol::sync_group_response out;
        if (g->protocol_type()) out.protocol_type = *g->protocol_type();
        if (g->protocol()) out.protocol_name = *g->protocol();
        out.assignment = m.assignment;
        return answer(out);
    }
    // An earlier request of this member can only be of a connection that is gone.
    if (const auto waits = std::exchange(m.syncing, std::move(answer))) {
        protocol::sync_group_response again;
        again.error_code = static_cast<std::int16_t>(broker_errc::rebalance_in_progress);
        waits(again);
    }
    if (g->is_leader(m.id)) take_assignments(g, request);
    settle(g);
}

broker_errc coordinator::why_not_sync(const group& g,
                                      const protocol::sync_group_request& request) const {
    if (const auto why = g.why_not_member(request.member_id, request.group_instance_id);
        why != broker_errc::none)
        return why;
    if (request.generation_id != g.generation()) return broker_errc::illegal_generation;
    const auto differ = [](const auto& said, const auto& known) {
        return said && known && *said != *known;
    };
    if (differ(request.protocol_type, g.protocol_type()) ||
        differ(request.protocol_name, g.protocol()))
        return broker_errc::inconsistent_group_protocol;
    return broker_errc::none;
}

void coordinator::came_for_assignment(const group_pointer& g, group_member& m) {
    m.owes_sync = false;
    if (!g->owes_syncs()) cancel(g->sync_timer);
}

/// The members learn what they get once the log has it: otherwise a restart would not know.
void coordinator::take_assignments(const group_pointer& g,
                                   const protocol::sync_group_request& request) {
    auto shares = std::make_shared<std::map<std::string, std::vector<std::byte>, std::less<>>>();
    for (const auto& a : request.assignments) {
        if (g->find(a.member_id) == nullptr) continue;
        shares->insert_or_assign(std::string(a.member_id),
                                 std::vector(a.assignment.begin(), a.assignment.end()));
    }
    const auto share_of = [shares](const group_member& m) -> const std::vector<std::byte>* {
        const auto found = shares->find(m.id);
        return found == shares->end() ? nullptr : &found->second;
    };
    const auto then = [this, known = std::weak_ptr(g), share_of,
                       generation = g->generation()](broker_errc error) {
        const auto alive = known.lock();
        if (!alive || !alive->is(group_state::completing_rebalance) ||
            alive->generation() != generation)
            return;
        for (const auto& m : alive->all()) {
            const auto* share = error == broker_errc::none ? share_of(*m) : nullptr;
            alive->assign(*m, share != nullptr ? *share : std::vector<std::byte>{});
        }
        if (error == broker_errc::none) alive->enter(group_state::stable, wall());
        propagate(alive, told_to_member(error));
        if (error != broker_errc::none) prepare_or_complete(alive);
        settle(alive);
    };
    write(g, share_of, then);
}

void coordinator::propagate(const group_pointer& g, broker_errc error) {
    for (const auto& m : g->all()) {
        const auto waits = std::exchange(m->syncing, nullptr);
        if (!waits) continue;
        protocol::sync_group_response out;
        out.error_code = static_cast<std::int16_t>(error);
        if (error == broker_errc::none) {
            if (g->protocol_type()) out.protocol_type = *g->protocol_type();
            if (g->protocol()) out.protocol_name = *g->protocol();
        }
        out.assignment = m->assignment;
        heard_of(g, *m);
        waits(out);
    }
}

} // namespace kafka::detail::broker
