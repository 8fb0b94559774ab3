// Groups and topics for the tests of the assignors, and what any assignment must fulfil.
#pragma once

#include <kafka/group_balancer.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace kafka::test {

inline group_member member(std::string id, std::vector<std::string> topics, std::string rack = {}) {
    return {.id = std::move(id), .topics = std::move(topics), .rack = std::move(rack)};
}

inline void add_topic(std::vector<group_partition>& to, const std::string& topic, int partitions) {
    for (std::int32_t p = 0; p < partitions; ++p) to.push_back({.topic = topic, .partition = p});
}

inline std::vector<group_partition> topics(std::map<std::string, int> counts) {
    std::vector<group_partition> out;
    for (const auto& [topic, n] : counts) add_topic(out, topic, n);
    return out;
}

/// "t-0 t-1 u-0", sorted.
inline std::string text(std::vector<topic_partition> partitions) {
    std::ranges::sort(partitions);
    std::string out;
    for (const auto& p : partitions)
        out += (out.empty() ? "" : " ") + p.topic + "-" + std::to_string(p.partition);
    return out;
}

/// "a: t-0 t-1 | b: t-2"
inline std::string text(const group_assignment& assignment) {
    std::string out;
    for (const auto& [id, partitions] : assignment)
        out += (out.empty() ? "" : " | ") + id + ": " + text(partitions);
    return out;
}

} // namespace kafka::test
