#include "broker/group/coordinator.hpp"
#include "broker/limits.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_that_requires_an_id = 4;
constexpr std::int16_t first_that_may_skip_the_assignment = 9;
// How long a new member may wait before its client is taken for gone, as in Kafka.
constexpr std::chrono::minutes new_member_patience{5};

std::chrono::milliseconds ms(std::int32_t n) { return std::chrono::milliseconds(n); }

/// What is answered to a member that is in the current generation.
protocol::join_group_response current_generation(const group& g, const group_member& m,
                                                 bool with_members) {
    protocol::join_group_response out;
    out.generation_id = g.generation();
    if (g.protocol_type()) out.protocol_type = *g.protocol_type();
    if (g.protocol()) out.protocol_name = *g.protocol();
    if (g.leader()) out.leader = *g.leader();
    out.member_id = m.id;
    if (!with_members) return out;
    for (const auto& other : g.all()) {
        auto& told = out.members.emplace_back();
        told.member_id = other->id;
        told.group_instance_id = other->instance_id;
        if (const auto* said = g.protocol() ? other->metadata_for(*g.protocol()) : nullptr)
            told.metadata = *said;
    }
    return out;
}

protocol::join_group_response refused(broker_errc error, std::string_view member_id) {
    protocol::join_group_response out;
    out.error_code = static_cast<std::int16_t>(error);
    out.member_id = member_id;
    return out;
}

/// The first of those that have one name counts.
member_protocols copied(const std::vector<protocol::join_group_request_protocol>& from) {
    member_protocols out;
    for (const auto& p : from) {
        const bool is_known = std::ranges::find(out, p.name, &member_protocol::name) != out.end();
        if (!is_known) out.push_back({std::string(p.name), {p.metadata.begin(), p.metadata.end()}});
    }
    return out;
}

std::size_t size_of(const std::vector<protocol::join_group_request_protocol>& protocols) {
    std::size_t out = 0;
    for (const auto& p : protocols) out += p.name.size() + p.metadata.size();
    return out;
}

} // namespace

struct coordinator::joining {
    const protocol::join_group_request& request;
    const group_client& by;
    join_answer answer;
    member_protocols protocols;

    std::chrono::milliseconds session() const { return ms(request.session_timeout_ms); }
    /// Version 0 has only the session's.
    std::chrono::milliseconds rebalance() const {
        return ms(request.rebalance_timeout_ms < 0 ? request.session_timeout_ms
                                                   : request.rebalance_timeout_ms);
    }
    void refuse(broker_errc error, std::string_view member_id = "") const {
        answer(refused(error, member_id));
    }
};

broker_errc coordinator::why_not_join(const protocol::join_group_request& request) const {
    if (request.group_id.empty()) return broker_errc::invalid_group_id;
    if (ms(request.session_timeout_ms) < settings_.min_session_timeout ||
        ms(request.session_timeout_ms) > settings_.max_session_timeout)
        return broker_errc::invalid_session_timeout;
    if (request.protocols.size() > limits::protocols_of_a_member ||
        size_of(request.protocols) > limits::bytes_of_a_member ||
        request.protocol_type.size() > limits::group_text_length ||
        request.group_instance_id.value_or("").size() > limits::group_text_length)
        return broker_errc::invalid_request;
    return broker_errc::none;
}

void coordinator::join(const protocol::join_group_request& request, const group_client& by,
                       join_answer answer) {
    joining j{request, by, std::move(answer), {}};
    if (const auto why = why_not_join(request); why != broker_errc::none)
        return j.refuse(why, request.member_id);
    const bool is_new = request.member_id.empty();
    auto g = find_group(request.group_id);
    if (!g && !is_new) return j.refuse(broker_errc::unknown_member_id, request.member_id);
    const bool is_new_group = !g;
    if (!g) g = make_group(request.group_id);
    if (!g) return j.refuse(broker_errc::group_max_size_reached);
    if (!has_room(*g, request.member_id)) {
        remove_member(g, request.member_id);
        forget_pending(g, request.member_id);
        maybe_complete_join(g);
        j.refuse(broker_errc::group_max_size_reached);
    } else {
        j.protocols = copied(request.protocols);
        if (!g->supports(request.protocol_type, j.protocols))
            j.refuse(broker_errc::inconsistent_group_protocol, request.member_id);
        else if (is_new)
            join_as_new(g, j);
        else
            join_again(g, j);
    }
    settle(g);
    // Refused: nothing is to be remembered.
    if (is_new_group && g->size() == 0 && g->pending().empty()) forget(g->id());
}

/// While members come, those count that are here; afterwards those that are members.
bool coordinator::has_room(const group& g, std::string_view member) const {
    const auto* known = g.find(member);
    if (known == nullptr && bytes_ >= limits::bytes_of_groups) return false;
    if (known == nullptr && !g.pending().contains(member) &&
        g.size() + g.pending().size() >= limits::members_of_a_group)
        return false;
    switch (g.state()) {
    case group_state::preparing_rebalance:
        return (known != nullptr && known->joining) || g.joined() < settings_.max_size;
    case group_state::completing_rebalance:
    case group_state::stable:
        return known != nullptr || g.size() < settings_.max_size;
    default:
        return true;
    }
}

void coordinator::join_as_new(const group_pointer& g, joining& j) {
    const auto& instance = j.request.group_instance_id;
    auto id = std::string(instance.value_or(j.by.id)) + "-" + world_.new_id();
    if (instance) {
        if (const auto* old = g->static_member(*instance))
            return replace_static(g, j, *old, std::move(id));
        return add_member(g, j, std::move(id));
    }
    if (j.by.version >= first_that_requires_an_id) return give_id(g, j, std::move(id));
    add_member(g, j, std::move(id));
}

/// A client that does not hear the answer to its first request asks again. The id that it must
/// show keeps such clients from becoming members twice.
void coordinator::give_id(const group_pointer& g, joining& j, std::string id) {
    auto& timer = g->pending()[id];
    schedule(timer, j.session(), [this, known = std::weak_ptr(g), id] {
        if (const auto alive = known.lock()) expire_pending(alive, id);
    });
    j.refuse(broker_errc::member_id_required, id);
}

void coordinator::add_member(const group_pointer& g, joining& j, std::string id) {
    auto m = std::make_unique<group_member>();
    m->id = std::move(id);
    m->instance_id = j.request.group_instance_id;
    m->client_id = j.by.id;
    m->client_host = j.by.host;
    m->rebalance_timeout = j.rebalance();
    m->session_timeout = j.session();
    m->protocols = std::move(j.protocols);
    m->is_new = true;
    m->joining = std::move(j.answer);
    if (g->is(group_state::preparing_rebalance) && g->previous_state() == group_state::empty)
        g->grew = true;
    if (const auto p = g->pending().find(m->id); p != g->pending().end()) cancel(p->second);
    auto& added = g->add(std::move(m), j.request.protocol_type);
    // It has no id yet with which it could send heartbeats.
    heard_of(g, added, new_member_patience);
    prepare_or_complete(g);
}

void coordinator::replace_static(const group_pointer& g, joining& j, std::string old_id,
                                 std::string new_id) {
    const auto leader_before = g->leader().value_or("");
    auto& m = g->rename(old_id, std::move(new_id));
    if (const auto waits = std::exchange(m.joining, nullptr))
        waits(refused(broker_errc::fenced_instance_id, old_id));
    protocol::sync_group_response fenced;
    fenced.error_code = static_cast<std::int16_t>(broker_errc::fenced_instance_id);
    if (const auto waits = std::exchange(m.syncing, nullptr)) waits(fenced);
    // The old timer looks for a member that is not there any more.
    cancel(m.timer);
    g->update(m, std::move(j.protocols), j.rebalance(), j.session());
    m.is_new = false;
    heard_of(g, m);
    m.joining = std::move(j.answer);
    switch (g->state()) {
    case group_state::stable:
        if (g->protocol() == g->vote()) return keep_generation(g, m, j, leader_before);
        return prepare_or_complete(g);
    case group_state::completing_rebalance:
        // The leader may be giving work to the old id just now.
        return prepare(g);
    default:
        return maybe_complete_join(g);
    }
}

/// Nothing changes but a name, so nobody is disturbed.
void coordinator::keep_generation(const group_pointer& g, const group_member& m, const joining& j,
                                  std::string leader_before) {
    const bool may_skip = j.by.version >= first_that_may_skip_the_assignment;
    const auto then = [this, known = std::weak_ptr(g), id = m.id, may_skip,
                       leader_before = std::move(leader_before)](broker_errc error) {
        const auto alive = known.lock();
        auto* member = alive ? alive->find(id) : nullptr;
        // When a rebalance has begun meanwhile, its end is the answer.
        if (member == nullptr || !member->joining || !alive->is(group_state::stable)) return;
        const auto waits = std::exchange(member->joining, nullptr);
        heard_of(alive, *member);
        if (error != broker_errc::none) return waits(refused(told_to_member(error), ""));
        const bool leads = may_skip && alive->is_leader(id);
        auto told = current_generation(*alive, *member, leads);
        told.skip_assignment = leads;
        // Clients that cannot skip it would assign anew if they took themselves for the leader.
        if (!may_skip) told.leader = leader_before;
        waits(told);
    };
    write(
        g, [](const group_member& x) { return &x.assignment; }, then);
}

void coordinator::join_again(const group_pointer& g, joining& j) {
    const auto id = j.request.member_id;
    if (g->pending().contains(id)) {
        // Only dynamic members are given ids in advance.
        if (j.request.group_instance_id) return j.refuse(broker_errc::unknown_member_id, id);
        return add_member(g, j, std::string(id));
    }
    if (const auto why = g->why_not_member(id, j.request.group_instance_id);
        why != broker_errc::none)
        return j.refuse(why, id);
    rejoin(g, *g->find(id), j);
}

/// A member whose answer was lost asks again, and a follower may ask for the generation: neither
/// disturbs the others. Everybody else wants a rebalance.
void coordinator::rejoin(const group_pointer& g, group_member& m, joining& j) {
    const bool is_same = m.protocols == j.protocols;
    if (g->is(group_state::completing_rebalance) && is_same)
        return j.answer(current_generation(*g, m, g->is_leader(m.id)));
    if (g->is(group_state::stable) && is_same && !g->is_leader(m.id))
        return j.answer(current_generation(*g, m, false));
    if (g->is(group_state::empty)) return j.refuse(broker_errc::unknown_member_id, m.id);
    take_join(g, m, j);
    prepare_or_complete(g);
}

void coordinator::take_join(const group_pointer& g, group_member& m, joining& j) {
    g->update(m, std::move(j.protocols), j.rebalance(), j.session());
    // An earlier request of this member can only be of a connection that is gone.
    if (const auto waits = std::exchange(m.joining, std::move(j.answer)))
        waits(refused(broker_errc::rebalance_in_progress, m.id));
}

void coordinator::tell_generation(const group_pointer& g) {
    for (const auto& m : g->all()) {
        const auto waits = std::exchange(m->joining, nullptr);
        m->is_new = false;
        m->owes_sync = true;
        heard_of(g, *m);
        if (waits) waits(current_generation(*g, *m, g->is_leader(m->id)));
    }
}

} // namespace kafka::detail::broker
