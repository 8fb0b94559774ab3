#include "consumer/group/member.hpp"

#include "protocol/consumer_protocol.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer::group {

namespace {

// A cooperative rebalance is often followed by a second one, so the first beats come early.
constexpr int first_beats_are_faster_by = 8;

std::error_code code_of(std::int16_t number) {
    if (number == 0) return {};
    return make_error_code(static_cast<broker_errc>(number));
}

std::set<topic_partition> without(const std::set<topic_partition>& all,
                                  const std::set<topic_partition>& some) {
    std::set<topic_partition> out;
    std::ranges::set_difference(all, some, std::inserter(out, out.end()));
    return out;
}

} // namespace

member::member(member_options options) : options_(std::move(options)) {
    self_.group_id = options_.group_id;
    self_.instance_id = options_.instance_id;
    eager_ =
        std::ranges::any_of(options_.balancers, [](const auto& b) { return !b->cooperative(); });
}

task member::next(time_point now) const {
    if (!to_give_up_.partitions.empty()) return task::give_up;
    if (fenced_ || !subscribed_) return task::rest;
    if (coordinator_ < 0) return task::find_coordinator;
    if (phase_ == phase::outside) return task::join;
    if (phase_ == phase::joined) return task::sync;
    if (!gained_.empty() && now >= next_take_over_) return task::take_over;
    if (rejoin_wanted_) return task::join;
    return now >= next_beat_ ? task::heartbeat : task::rest;
}

time_point member::wake_at() const {
    if (fenced_ || phase_ != phase::stable) return time_point::max();
    return gained_.empty() ? next_beat_ : std::min(next_beat_, next_take_over_);
}

void member::subscribe(std::vector<std::string> topics) {
    std::ranges::sort(topics);
    if (subscribed_ && topics == topics_) return;
    topics_ = std::move(topics);
    if (std::exchange(subscribed_, true)) topics_changed();
}

void member::topics_changed() {
    if (phase_ == phase::stable) rejoin();
}

/// With eager balancers everything goes back before the next assignment.
void member::rejoin() {
    if (phase_ == phase::stable) rejoin_wanted_ = true;
    if (!eager_ || owned_.empty()) return;
    to_give_up_ = {owned_, false};
}

void member::lose_everything() {
    if (!owned_.empty()) to_give_up_ = {owned_, true};
    gained_.clear();
    claim_ = {};
    self_.generation = -1;
    phase_ = phase::outside;
    rejoin_wanted_ = false;
}

void member::start_over() {
    self_.member_id.clear();
    lose_everything();
}

void member::gave_up() {
    owned_ = without(owned_, to_give_up_.partitions);
    gained_ = without(gained_, to_give_up_.partitions);
    to_give_up_ = {};
}

const group_balancer* member::balancer() const {
    const auto found =
        std::ranges::find(options_.balancers, protocol_, &group_balancer::protocol_name);
    return found == options_.balancers.end() ? nullptr : found->get();
}

protocol::join_group_request member::join_request(kept_subscriptions& keeps) {
    joined_with_ = topics_;
    keeps.clear();
    for (const auto& b : options_.balancers) {
        group_member mine{.topics = topics_, .user_data = b->user_data(claim_)};
        if (!eager_) mine.owned.assign(owned_.begin(), owned_.end());
        mine.generation = self_.generation;
        mine.rack = options_.rack;
        keeps.emplace_back(b->protocol_name(), write_subscription(mine));
    }
    protocol::join_group_request out{
        .group_id = self_.group_id,
        .session_timeout_ms = static_cast<std::int32_t>(options_.session_timeout.count()),
        .rebalance_timeout_ms = static_cast<std::int32_t>(options_.rebalance_timeout.count()),
        .member_id = self_.member_id,
        .protocol_type = protocol::consumer_protocol_type};
    if (self_.instance_id) out.group_instance_id = *self_.instance_id;
    for (const auto& [name, bytes] : keeps) out.protocols.push_back({name, bytes});
    return out;
}

judgement member::joined(const protocol::join_group_response& answer) {
    if (answer.error_code != 0) return not_joined(answer);
    self_.member_id = answer.member_id;
    self_.generation = answer.generation_id;
    protocol_ = answer.protocol_name.value_or("");
    is_leader_ = answer.leader == answer.member_id;
    skip_assignment_ = answer.skip_assignment;
    members_.clear();
    for (const auto& m : answer.members) {
        auto read = read_subscription(m.metadata);
        if (!read) read.emplace(); // it gets nothing, and the others are served
        read->id = m.member_id;
        if (m.group_instance_id) read->instance_id = *m.group_instance_id;
        members_.push_back(std::move(*read));
    }
    phase_ = phase::joined;
    rejoin_wanted_ = false;
    return {};
}

judgement member::not_joined(const protocol::join_group_response& answer) {
    const auto why = code_of(answer.error_code);
    if (why == broker_errc::member_id_required) { // Source: KIP-394
        const bool again = !self_.member_id.empty();
        self_.member_id = answer.member_id;
        return {.slow = again};
    }
    auto out = refused(why, "JoinGroup");
    out.slow = true;
    return out;
}

protocol::sync_group_request
member::sync_request(const std::vector<written_assignment>& shares) const {
    protocol::sync_group_request out{.group_id = self_.group_id,
                                     .generation_id = self_.generation,
                                     .member_id = self_.member_id,
                                     .protocol_type = protocol::consumer_protocol_type,
                                     .protocol_name = protocol_};
    if (self_.instance_id) out.group_instance_id = *self_.instance_id;
    for (const auto& s : shares) out.assignments.push_back({s.member_id, s.bytes});
    return out;
}

judgement member::synced(const protocol::sync_group_response& answer, time_point now) {
    if (answer.error_code != 0) {
        phase_ = phase::outside;
        return refused(code_of(answer.error_code), "SyncGroup");
    }
    auto assigned = read_assignment(answer.assignment);
    if (!assigned) {
        start_over();
        return {true, cluster::failure{errc::bad_response,
                                       "group \"" + self_.group_id +
                                           "\": the leader's assignment cannot be read",
                                       {}}};
    }
    take_assignment(std::move(*assigned), now);
    return {};
}

void member::take_assignment(std::vector<topic_partition> assigned, time_point now) {
    const std::set<topic_partition> all(assigned.begin(), assigned.end());
    phase_ = phase::stable;
    const auto given_away = without(owned_, all);
    if (!given_away.empty()) {
        to_give_up_ = {given_away, false};
        rejoin_wanted_ = true; // so that those who wait for them learn that they are free
    }
    const auto added = without(all, owned_);
    gained_.insert(added.begin(), added.end());
    owned_.insert(added.begin(), added.end());
    claim_ = {std::move(assigned), self_.generation};
    next_take_over_ = now;
    beat_pause_ = options_.heartbeat_interval / first_beats_are_faster_by;
    next_beat_ = now + beat_pause_;
    if (joined_with_ != topics_) rejoin();
}

void member::took_over(const std::set<topic_partition>& partitions) {
    gained_ = without(gained_, partitions);
}

void member::take_over_failed(time_point try_again) { next_take_over_ = try_again; }

protocol::heartbeat_request member::heartbeat_request() const {
    protocol::heartbeat_request out{.group_id = self_.group_id,
                                    .generation_id = self_.generation,
                                    .member_id = self_.member_id};
    if (self_.instance_id) out.group_instance_id = *self_.instance_id;
    return out;
}

judgement member::heart_beat(const protocol::heartbeat_response& answer, time_point now) {
    beat_pause_ = std::min(beat_pause_ * 2, options_.heartbeat_interval);
    next_beat_ = now + beat_pause_;
    if (answer.error_code == 0 || phase_ != phase::stable) return {};
    return refused(code_of(answer.error_code), "Heartbeat");
}

void member::commit_refused(std::error_code why, std::int32_t in_generation) {
    commit_refused_ = {why, in_generation};
}

judgement member::after_commits() {
    const auto why = std::exchange(commit_refused_, std::nullopt);
    const bool old = why && why->second != self_.generation; // we have joined anew since
    if (!why || old || fenced_) return {};
    return refused(why->first, "OffsetCommit");
}

judgement member::refused(std::error_code why, const char* by) {
    if (why == broker_errc::rebalance_in_progress) {
        rejoin();
        return {};
    }
    if (why == broker_errc::illegal_generation) {
        lose_everything();
        return {};
    }
    if (why == broker_errc::unknown_member_id) {
        start_over();
        return {};
    }
    if (why == broker_errc::coordinator_load_in_progress) return {.slow = true};
    if (why == condition::retriable || why == broker_errc::not_coordinator) {
        coordinator_lost();
        return {.slow = true};
    }
    cluster::failure told{why, "group \"" + self_.group_id + "\": " + by, {}};
    if (why == broker_errc::fenced_instance_id) {
        told.what +=
            ": another member uses group_instance_id \"" + self_.instance_id.value_or("") + "\"";
        fenced_ = told;
    }
    lose_everything();
    return {true, std::move(told)};
}

} // namespace kafka::detail::consumer::group
