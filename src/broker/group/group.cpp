#include "broker/group/group.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::size_t bytes_of_a_group = 800;
constexpr std::size_t bytes_of_a_pending_member = 300;

} // namespace

std::string_view to_string(group_state s) {
    switch (s) {
    case group_state::empty:
        return "Empty";
    case group_state::preparing_rebalance:
        return "PreparingRebalance";
    case group_state::completing_rebalance:
        return "CompletingRebalance";
    case group_state::stable:
        return "Stable";
    case group_state::dead:
        break;
    }
    return "Dead";
}

void group::enter(group_state next, std::int64_t wall_ms) {
    previous_ = state_;
    state_ = next;
    state_since_ = wall_ms;
}

group_member* group::find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

const std::string* group::static_member(std::string_view instance_id) const {
    const auto found = static_ids_.find(instance_id);
    return found == static_ids_.end() ? nullptr : &found->second;
}

void group::count(const group_member& m, int by) {
    for (const auto& p : m.protocols) {
        const auto at = known_by_.try_emplace(p.name, 0).first;
        if (by > 0)
            ++at->second;
        else if (--at->second == 0)
            known_by_.erase(at);
    }
    if (by > 0)
        member_bytes_ += m.bytes();
    else
        member_bytes_ -= m.bytes();
}

group_member& group::add(std::unique_ptr<group_member> m, std::string_view protocol_type) {
    if (members_.empty()) protocol_type_ = std::string(protocol_type);
    auto& added = *members_.emplace_back(std::move(m));
    by_id_[added.id] = &added;
    if (added.instance_id) static_ids_[*added.instance_id] = added.id;
    if (!leader_) leader_ = added.id;
    if (const auto p = pending_.find(added.id); p != pending_.end()) pending_.erase(p);
    count(added, 1);
    return added;
}

void group::remove(std::string_view id) {
    const auto at = std::ranges::find(members_, find(id), &std::unique_ptr<group_member>::get);
    if (at == members_.end()) return;
    const auto gone = std::move(*at);
    members_.erase(at);
    by_id_.erase(gone->id);
    if (gone->instance_id) static_ids_.erase(*gone->instance_id);
    count(*gone, -1);
    if (!is_leader(gone->id)) return;
    leader_.reset();
    if (!members_.empty()) leader_ = members_.front()->id;
}

group_member& group::rename(std::string_view old_id, std::string new_id) {
    auto& m = *find(old_id);
    count(m, -1);
    by_id_.erase(m.id);
    if (is_leader(m.id)) leader_ = new_id;
    m.id = std::move(new_id);
    by_id_[m.id] = &m;
    if (m.instance_id) static_ids_[*m.instance_id] = m.id;
    count(m, 1);
    return m;
}

void group::update(group_member& m, member_protocols protocols,
                   std::chrono::milliseconds rebalance_timeout,
                   std::chrono::milliseconds session_timeout) {
    count(m, -1);
    m.protocols = std::move(protocols);
    m.rebalance_timeout = rebalance_timeout;
    m.session_timeout = session_timeout;
    count(m, 1);
}

void group::assign(group_member& m, std::vector<std::byte> assignment) {
    count(m, -1);
    m.assignment = std::move(assignment);
    count(m, 1);
}

bool group::supports(std::string_view type, const member_protocols& protocols) const {
    if (is(group_state::empty)) return !type.empty() && !protocols.empty();
    if (protocol_type_ != type) return false;
    return std::ranges::any_of(protocols, [&](const member_protocol& p) {
        const auto known = known_by_.find(p.name);
        return (known == known_by_.end() ? 0 : known->second) == size();
    });
}

std::string group::vote() const {
    std::map<std::string_view, std::size_t> votes;
    for (const auto& m : members_)
        for (const auto& p : m->protocols) {
            const auto known = known_by_.find(p.name);
            if (known == known_by_.end() || known->second != size()) continue;
            ++votes[p.name];
            break;
        }
    const auto most =
        std::ranges::max_element(votes, {}, [](const auto& candidate) { return candidate.second; });
    return most == votes.end() ? std::string{} : std::string(most->first);
}

bool group::can_rebalance() const {
    return is(group_state::stable) || is(group_state::completing_rebalance) ||
           is(group_state::empty);
}

std::size_t group::joined() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(members_, [](const auto& m) { return m->joining != nullptr; }));
}

bool group::owes_syncs() const {
    return std::ranges::any_of(members_, [](const auto& m) { return m->owes_sync; });
}

std::chrono::milliseconds group::rebalance_timeout() const {
    std::chrono::milliseconds longest{0};
    for (const auto& m : members_) longest = std::max(longest, m->rebalance_timeout);
    return longest;
}

bool group::elect_leader() {
    if (!leader_) return false;
    if (const auto* now = find(*leader_); now != nullptr && now->joining) return true;
    const auto next =
        std::ranges::find_if(members_, [](const auto& m) { return m->joining != nullptr; });
    if (next == members_.end()) return false;
    leader_ = (*next)->id;
    return true;
}

void group::begin_generation(std::int64_t wall_ms) {
    ++generation_;
    if (members_.empty())
        protocol_.reset();
    else
        protocol_ = vote();
    subscribed_ = read_subscriptions();
    for (const auto& m : members_) m->owes_sync = false;
    enter(members_.empty() ? group_state::empty : group_state::completing_rebalance, wall_ms);
}

broker_errc group::why_not_member(std::string_view id,
                                  const std::optional<std::string_view>& instance_id) const {
    if (instance_id) {
        const auto* known = static_member(*instance_id);
        if (known == nullptr) return broker_errc::unknown_member_id;
        if (*known != id) return broker_errc::fenced_instance_id;
    }
    return find(id) == nullptr ? broker_errc::unknown_member_id : broker_errc::none;
}

void group::restore(std::int32_t generation, std::string_view protocol_type,
                    std::optional<std::string_view> protocol,
                    std::optional<std::string_view> leader, std::int64_t state_since,
                    members loaded) {
    generation_ = generation;
    protocol_type_.reset();
    if (!protocol_type.empty()) protocol_type_ = std::string(protocol_type);
    protocol_ = protocol;
    members_.clear();
    by_id_.clear();
    static_ids_.clear();
    known_by_.clear();
    member_bytes_ = 0;
    leader_ = leader;
    for (auto& m : loaded)
        if (find(m->id) == nullptr) add(std::move(m), protocol_type);
    previous_ = group_state::dead;
    state_ = members_.empty() ? group_state::empty : group_state::stable;
    state_since_ = state_since;
    subscribed_ = read_subscriptions();
}

/// Empty when nobody can know what the group reads.
std::optional<topic_names> group::read_subscriptions() const {
    if (!is_of_consumers()) return std::nullopt;
    topic_names out;
    for (const auto& m : members_) {
        const auto* said = protocol_ ? m->metadata_for(*protocol_) : nullptr;
        if (said == nullptr || !add_subscribed_topics(*said, out)) return std::nullopt;
    }
    return out;
}

bool group::is_subscribed_to(std::string_view topic) const {
    return subscribed_ ? subscribed_->contains(topic) : is_of_consumers();
}

std::size_t group::bytes() const {
    return bytes_of_a_group + 2 * id_.size() + member_bytes_ + offsets.bytes() +
           pending_.size() * bytes_of_a_pending_member;
}

} // namespace kafka::detail::broker
