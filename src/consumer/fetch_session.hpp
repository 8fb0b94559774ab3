// What one broker was told of the partitions that are read from it, so that each request need only
// say what has changed. Source: KIP-227.
#pragma once

#include "consumer/fetch_plan.hpp"

#include <map>
#include <unordered_map>

namespace kafka::detail::consumer {

/// Of one connection. The broker numbers the requests of a session, and answers with what is new
/// to it; a session that either side has lost count of begins anew with a request that says
/// everything.
class fetch_session {
public:
    /// The next request, for all that the round asks for. It views the round and this session.
    protocol::fetch_request ask(const fetch_round& round, const fetch_limits& limits,
                                std::int16_t version);
    /// What the answer says of the session. True when the broker no longer knows it: nothing was
    /// answered, and asking again helps.
    bool take_in(const protocol::fetch_response& answer);
    /// No answer came: the broker may have taken the request in or not.
    void lost() { epoch_ = first_epoch; }

private:
    static constexpr std::int32_t none = 0;
    static constexpr std::int32_t first_epoch = 0;

    struct told {
        std::int64_t offset = 0;
        std::int32_t leader_epoch = -1;
        std::int32_t max_bytes = 0;
        std::uint64_t asked_in = 0; // the last request that was to ask for it
    };
    struct topic {
        uuid id = {};
        std::unordered_map<std::int32_t, told> partitions = {};
        std::size_t asked = 0; // of the partitions, by the last request
    };

    void say(const fetch_plan& plan, const fetch_limits& limits, protocol::fetch_request& to);
    void forget_unasked(protocol::fetch_request& to);
    void forget_unasked(const std::string& name, topic& of, protocol::fetch_request& to);

    std::int32_t id_ = none;
    std::int32_t epoch_ = first_epoch;
    bool uses_topic_ids_ = false;
    std::uint64_t requests_ = 0;
    std::map<std::string, topic> topics_;
};

} // namespace kafka::detail::consumer
