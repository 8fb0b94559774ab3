#include "consumer/fetch_session.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace kafka::detail::consumer {

namespace {

constexpr std::int16_t first_with_sessions = 7;

std::int32_t epoch_after(std::int32_t epoch) {
    return epoch == std::numeric_limits<std::int32_t>::max() ? 1 : epoch + 1;
}

/// The broker cannot go on with the session, but would begin another one.
bool is_about_sessions(std::int16_t error) {
    const auto code = static_cast<broker_errc>(error);
    return code == broker_errc::fetch_session_id_not_found ||
           code == broker_errc::invalid_fetch_session_epoch ||
           code == broker_errc::fetch_session_topic_id_error;
}

} // namespace

protocol::fetch_request fetch_session::ask(const fetch_round& round, const fetch_limits& limits,
                                           std::int16_t version) {
    if (version < first_with_sessions) return request_of(round, limits);
    const bool by_id = version >= first_fetch_by_id;
    if (std::exchange(uses_topic_ids_, by_id) != by_id) epoch_ = first_epoch;
    if (epoch_ == first_epoch) topics_.clear();
    auto out = terms_of(round, limits);
    out.session_id = id_; // with the first epoch: the one that ends
    out.session_epoch = epoch_;
    ++requests_;
    std::erase_if(topics_, [](const auto& t) { return t.second.partitions.empty(); });
    for (auto& [name, of] : topics_) of.asked = 0;
    for (const auto& plan : round.plans) say(plan, limits, out);
    forget_unasked(out);
    return out;
}

void fetch_session::say(const fetch_plan& plan, const fetch_limits& limits,
                        protocol::fetch_request& to) {
    auto& known = topics_[plan.topic];
    if (uses_topic_ids_ && known.id != plan.topic_id)
        forget_unasked(plan.topic, known, to); // another one of the same name
    known.id = plan.topic_id;
    protocol::fetch_request_topic changes{
        .topic = plan.topic, .topic_id = plan.topic_id, .partitions = {}};
    for (const auto& a : plan.asked) {
        const auto wanted = partition_of(a, limits);
        auto [at, is_new] = known.partitions.try_emplace(a.partition);
        const bool is_same = !is_new && at->second.offset == wanted.fetch_offset &&
                             at->second.leader_epoch == wanted.current_leader_epoch &&
                             at->second.max_bytes == wanted.partition_max_bytes;
        at->second = {wanted.fetch_offset, wanted.current_leader_epoch, wanted.partition_max_bytes,
                      requests_};
        if (!is_same) changes.partitions.push_back(wanted);
    }
    known.asked = plan.asked.size();
    if (!changes.partitions.empty()) to.topics.push_back(std::move(changes));
}

void fetch_session::forget_unasked(protocol::fetch_request& to) {
    for (auto at = topics_.begin(); at != topics_.end(); ++at)
        if (at->second.asked != at->second.partitions.size())
            forget_unasked(at->first, at->second, to);
}

/// A topic of which nothing is left stays until the next request: this one views its name.
void fetch_session::forget_unasked(const std::string& name, topic& of,
                                   protocol::fetch_request& to) {
    protocol::fetch_request_forgotten_topic gone{
        .topic = name, .topic_id = of.id, .partitions = {}};
    for (const auto& [partition, last] : of.partitions)
        if (last.asked_in != requests_) gone.partitions.push_back(partition);
    for (const auto partition : gone.partitions) of.partitions.erase(partition);
    if (!gone.partitions.empty()) to.forgotten_topics_data.push_back(std::move(gone));
}

bool fetch_session::take_in(const protocol::fetch_response& answer) {
    const bool was_first = epoch_ == first_epoch;
    if (answer.error_code != 0) {
        if (answer.error_code == static_cast<std::int16_t>(broker_errc::fetch_session_id_not_found))
            id_ = none;
        epoch_ = first_epoch;
        return !was_first && is_about_sessions(answer.error_code);
    }
    const bool goes_on = was_first || answer.session_id == id_;
    epoch_ = goes_on && answer.session_id > none ? epoch_after(epoch_) : first_epoch;
    id_ = std::max(answer.session_id, none);
    return false;
}

} // namespace kafka::detail::consumer
