#include "broker/fetch_sessions.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::broker {

namespace {

constexpr std::int32_t no_session = 0, initial_epoch = 0, final_epoch = -1;

template <class Topic>
wanted_partitions named_by(const Topic& topic, std::int16_t version) {
    wanted_partitions out;
    if (version >= first_fetch_by_id)
        out.id = topic.topic_id;
    else
        out.name = std::string(topic.topic);
    return out;
}

} // namespace

std::vector<wanted_partitions> wanted_of(const protocol::fetch_request& request,
                                         std::int16_t version) {
    std::vector<wanted_partitions> out;
    for (const auto& topic : request.topics) {
        auto& to = out.emplace_back(named_by(topic, version));
        for (const auto& p : topic.partitions)
            to.partitions.push_back({p.partition, p.current_leader_epoch, p.last_fetched_epoch,
                                     p.fetch_offset, p.partition_max_bytes});
    }
    return out;
}

session_verdict fetch_sessions::judge(const protocol::fetch_request& request, std::int16_t version,
                                      clock::monotonic now) {
    if (request.session_epoch != initial_epoch && request.session_epoch != final_epoch)
        return change(request, version, now);
    // Everything is told anew, so what was told before is not needed any more.
    if (request.session_id != no_session) close(request.session_id);
    return {.wants_session = request.session_epoch == initial_epoch};
}

session_verdict fetch_sessions::change(const protocol::fetch_request& request, std::int16_t version,
                                       clock::monotonic now) {
    const auto found = sessions_.find(request.session_id);
    if (found == sessions_.end()) return {.error = broker_errc::fetch_session_id_not_found};
    const auto session = found->second;
    if (session->epoch() != request.session_epoch)
        return {.error = broker_errc::invalid_fetch_session_epoch};
    if (session->uses_topic_ids() != (version >= first_fetch_by_id))
        return {.error = broker_errc::fetch_session_topic_id_error};
    const auto before = session->bytes();
    for (const auto& topic : wanted_of(request, version))
        for (const auto& p : topic.partitions) session->want(topic, p);
    for (const auto& topic : request.forgotten_topics_data)
        for (const auto index : topic.partitions) session->forget(named_by(topic, version), index);
    bytes_ = bytes_ - before + session->bytes();
    if (bytes_ > most_bytes_) { // then the consumer goes on without one
        close(session->id());
        return {.error = broker_errc::fetch_session_id_not_found};
    }
    if (session->size() == 0) {
        close(session->id());
        return {};
    }
    session->use(now);
    return {.session = session};
}

fetch_session_pointer fetch_sessions::open(const fetch_plan& plan, bool uses_topic_ids,
                                           clock::monotonic now) {
    if (plan.topics.empty()) return nullptr;
    auto session = std::make_shared<fetch_session>(new_id(), uses_topic_ids, now);
    for (const auto& topic : plan.topics)
        for (const auto& p : topic.partitions) session->want(topic, p);
    if (session->size() == 0 || !make_room(*session, now)) return nullptr;
    bytes_ += session->bytes();
    sessions_.emplace(session->id(), session);
    return session;
}

bool fetch_sessions::has_room(const fetch_session& more) const {
    return sessions_.size() < most_ && bytes_ + more.bytes() <= most_bytes_;
}

fetch_session_pointer fetch_sessions::stale_one(clock::monotonic now) const {
    if (sessions_.empty()) return nullptr;
    const auto& oldest = std::ranges::min_element(sessions_, {}, [](const auto& s) {
                             return s.second->last_used();
                         })->second;
    return now - oldest->last_used() > safe_for ? oldest : nullptr;
}

fetch_session_pointer fetch_sessions::smaller_one(std::size_t than, clock::monotonic now) const {
    fetch_session_pointer smallest;
    for (const auto& [id, s] : sessions_)
        if (s->size() < than && now - s->created() > safe_for &&
            (!smallest || s->size() < smallest->size()))
            smallest = s;
    return smallest;
}

/// Kafka's rules where there are too many sessions. Where they are too large, which Kafka does not
/// mind, only those give way that nobody uses any more.
bool fetch_sessions::make_room(const fetch_session& more, clock::monotonic now) {
    if (more.bytes() > most_bytes_) return false;
    while (!has_room(more)) {
        auto leaves = stale_one(now);
        if (!leaves && sessions_.size() >= most_) leaves = smaller_one(more.size(), now);
        if (!leaves) return false;
        close(leaves->id());
    }
    return true;
}

void fetch_sessions::close(std::int32_t id) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    bytes_ -= found->second->bytes();
    sessions_.erase(found);
}

/// Drawn, so that a consumer with an old id does not meet another one's session.
std::int32_t fetch_sessions::new_id() {
    std::uniform_int_distribution<std::int32_t> any(1, std::numeric_limits<std::int32_t>::max());
    std::int32_t id = any(chance_);
    while (sessions_.contains(id)) id = any(chance_);
    return id;
}

} // namespace kafka::detail::broker
