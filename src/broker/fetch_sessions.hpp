// The fetch sessions of every consumer, and who has to give way when there are too many.
#pragma once

#include "broker/fetch_session.hpp"
#include "protocol/fetch.hpp"

#include <memory>
#include <random>
#include <vector>

namespace kafka::detail::broker {

/// Topics have ids instead of names from this version on.
inline constexpr std::int16_t first_fetch_by_id = 13;

using fetch_session_pointer = std::shared_ptr<fetch_session>;

/// What a request is to be answered with.
struct session_verdict {
    broker_errc error = broker_errc::none;
    /// The request speaks of changes to this session.
    fetch_session_pointer session;
    /// The answer may give the consumer a new session.
    bool wants_session = false;
};

class fetch_sessions {
public:
    /// A session may be given up for another one when it was not used for so long, and for a larger
    /// one when it is so old.
    static constexpr std::chrono::minutes safe_for{2};

    /// `most`: sessions at one time; `most_bytes`: what all of them may take in memory.
    fetch_sessions(std::size_t most, std::size_t most_bytes)
        : most_(most)
        , most_bytes_(most_bytes) {}

    /// Kafka's rules for the session id and epoch of a request, whose changes are made.
    session_verdict judge(const protocol::fetch_request& request, std::int16_t version,
                          clock::monotonic now);
    /// A new session for what the plan asks for; null when there is no room.
    fetch_session_pointer open(const fetch_plan& plan, bool uses_topic_ids, clock::monotonic now);

    std::size_t size() const { return sessions_.size(); }
    std::size_t bytes() const { return bytes_; }

private:
    session_verdict change(const protocol::fetch_request& request, std::int16_t version,
                           clock::monotonic now);
    bool has_room(const fetch_session& more) const;
    bool make_room(const fetch_session& more, clock::monotonic now);
    fetch_session_pointer stale_one(clock::monotonic now) const;
    fetch_session_pointer smaller_one(std::size_t than, clock::monotonic now) const;
    void close(std::int32_t id);
    std::int32_t new_id();

    std::size_t most_;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::int32_t, fetch_session_pointer> sessions_;
    std::mt19937 chance_{std::random_device{}()};
};

/// The topics of a request as a plan has them.
std::vector<wanted_partitions> wanted_of(const protocol::fetch_request& request,
                                         std::int16_t version);

} // namespace kafka::detail::broker
