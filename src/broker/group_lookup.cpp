#include "broker/group_lookup.hpp"

#include "broker/context.hpp"
#include "broker/group/string_hash.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

broker_errc why_not_coordinator(const context& c, std::string_view group) {
    if (group.size() > limits::group_text_length || !java_hash(group))
        return broker_errc::invalid_group_id;
    return coordinates(c, group) ? broker_errc::none : broker_errc::not_coordinator;
}

/// As long as the topic is absent there are no groups, and any node may make the first one.
bool coordinates(const context& c, std::string_view group) {
    const auto p = c.broker.offsets.partition_of(group);
    if (!p) return true;
    return p->is_served() && p->leader() == c.broker.cluster.asked_on(c.from.local_port);
}

std::string host_of(std::string_view address) {
    auto host = address.substr(0, address.rfind(':'));
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return "/" + std::string(host);
}

} // namespace kafka::detail::broker
