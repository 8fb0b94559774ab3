// A member whose coordinator says what a test tells it to.
#pragma once

#include "consumer/group/member.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::testing {

using namespace detail::consumer;
using namespace detail::consumer::group;
using namespace std::chrono_literals;

inline constexpr time_point start = time_point() + 1h;

inline std::int16_t number(broker_errc e) { return static_cast<std::int16_t>(e); }

inline topic_partition part(int id) { return {"t", id}; }

inline std::set<topic_partition> parts(std::initializer_list<int> ids) {
    std::set<topic_partition> out;
    for (const auto id : ids) out.insert(part(id));
    return out;
}

inline member_options options_with(group_balancer_pointer balancer) {
    return {.group_id = "g",
            .heartbeat_interval = 400ms,
            .session_timeout = 45s,
            .rebalance_timeout = 60s,
            .balancers = {std::move(balancer)}};
}

/// Of group "g", and wants topic "t".
class driven_member {
public:
    explicit driven_member(group_balancer_pointer balancer = cooperative_sticky_group_balancer(),
                           std::optional<std::string> instance = {})
        : m(with_instance(options_with(balancer), std::move(instance)))
        , protocol_(balancer->protocol_name()) {
        m.subscribe({"t"});
        m.found(7);
    }

    judgement join(std::int32_t generation, const std::string& leader = "other") {
        m.join_request(keeps);
        return m.joined({.generation_id = generation,
                         .protocol_name = protocol_,
                         .leader = leader,
                         .member_id = "me"});
    }
    judgement join_refused(broker_errc why, const std::string& id = {}) {
        m.join_request(keeps);
        return m.joined({.error_code = number(why), .member_id = id});
    }
    judgement sync(std::initializer_list<int> partitions) {
        std::vector<topic_partition> mine;
        for (const auto id : partitions) mine.push_back(part(id));
        const auto bytes = write_assignment(mine);
        return m.synced({.assignment = bytes}, now);
    }
    judgement sync_refused(broker_errc why) { return m.synced({.error_code = number(why)}, now); }
    judgement beat(broker_errc answer = broker_errc::none) {
        return m.heart_beat({.error_code = number(answer)}, now);
    }
    /// In generation 1 with these partitions, all of them read.
    driven_member& settle(std::initializer_list<int> partitions) {
        join(1);
        sync(partitions);
        m.took_over(m.gained());
        return *this;
    }
    task next() const { return m.next(now); }

    member m;
    time_point now = start;
    kept_subscriptions keeps;

private:
    static member_options with_instance(member_options o, std::optional<std::string> instance) {
        o.instance_id = std::move(instance);
        return o;
    }
    std::string protocol_;
};

} // namespace kafka::testing
