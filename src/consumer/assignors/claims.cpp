#include "consumer/assignors/claims.hpp"

#include "protocol/sticky_user_data.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

template <class M>
std::string written(const M& message) {
    std::vector<std::byte> out;
    // Only a field that the version cannot carry would be refused, and the newest carries all.
    protocol::append_message(message, M::valid.max, out);
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

wire::bytes bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

} // namespace

std::string sticky_user_data(const group_claim& last) {
    if (last.generation < 0) return {};
    protocol::sticky_user_data message{.generation = last.generation};
    auto partitions = last.partitions;
    std::ranges::sort(partitions);
    auto& topics = message.previous_assignment;
    for (const auto& p : partitions) {
        if (topics.empty() || topics.back().topic != p.topic) topics.push_back({p.topic, {}});
        topics.back().partitions.push_back(p.partition);
    }
    return written(message);
}

std::string cooperative_sticky_user_data(const group_claim& last) {
    return written(protocol::cooperative_sticky_user_data{.generation = last.generation});
}

group_claim sticky_claim(const group_member& member) {
    protocol::sticky_user_data message;
    if (!protocol::read_user_data(bytes_of(member.user_data), message)) return {};
    group_claim out{{}, message.generation};
    for (const auto& t : message.previous_assignment)
        for (const auto p : t.partitions) out.partitions.push_back({std::string(t.topic), p});
    return out;
}

group_claim cooperative_claim(const group_member& member) {
    if (member.generation >= 0) return {member.owned, member.generation};
    protocol::cooperative_sticky_user_data message;
    protocol::read_user_data(bytes_of(member.user_data), message); // without one: generation -1
    return {member.owned, message.generation};
}

} // namespace kafka::detail::consumer
