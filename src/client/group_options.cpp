#include "client/group_options.hpp"

#include <algorithm>

namespace kafka::detail::client {

namespace {

std::vector<std::string> topics_of(const reader_options& o) {
    auto out = o.group_topics;
    if (!o.topic.empty()) out.push_back(o.topic);
    std::ranges::sort(out);
    const auto twins = std::ranges::unique(out);
    out.erase(twins.begin(), twins.end());
    return out;
}

void check_pattern(const std::string& pattern, mistakes& m) {
    try {
        const std::regex tried(pattern);
    } catch (const std::regex_error& e) {
        m.add("group_topic_pattern: \"" + pattern + "\" is no regular expression: " + e.what());
    }
}

void check_name(const std::string& name, std::string_view option, mistakes& m) {
    constexpr std::size_t longest = 0x7fff;
    m.unless(!name.empty() && name.size() <= longest,
             std::string(option) + ": must have 1 to 32767 bytes");
}

/// The members that both kinds of options have.
template <class Options>
void check_common(const Options& o, mistakes& m) {
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds most(0x7fffffff);
    m.unless(o.heartbeat_interval > 0ms && o.heartbeat_interval < o.session_timeout,
             "heartbeat_interval: must be more than 0 and less than session_timeout");
    m.unless(o.session_timeout > 0ms && o.session_timeout <= most,
             "session_timeout: must be from 1 ms to 24 days");
    m.unless(o.rebalance_timeout > 0ms && o.rebalance_timeout <= most,
             "rebalance_timeout: must be from 1 ms to 24 days");
    m.unless(o.partition_watch_interval > 0ms, "partition_watch_interval: must be more than 0");
    m.unless(o.retention_time >= -1ms, "retention_time: must be -1 ms or more");
    if (o.group_instance_id) check_name(*o.group_instance_id, "group_instance_id", m);
    for (const auto& b : o.group_balancers)
        m.unless(b != nullptr, "group_balancers: one of them is null");
}

template <class Options>
group_loop_options common_options_from(const Options& o, const std::string& group) {
    return {.member = {.group_id = group,
                       .instance_id = o.group_instance_id,
                       .rack = o.rack,
                       .heartbeat_interval = o.heartbeat_interval,
                       .session_timeout = o.session_timeout,
                       .rebalance_timeout = o.rebalance_timeout,
                       .balancers = o.group_balancers},
            .watch_interval = o.partition_watch_interval,
            .retention_ms = o.retention_time.count(),
            .request_timeout = o.request_timeout};
}

group_listening listening_of(const group_listener& told) {
    if (!told.assigned && !told.revoked && !told.lost) return {};
    return [told](group_event what, const std::vector<topic_partition>& partitions) {
        const auto& f = what == group_event::assigned  ? told.assigned
                        : what == group_event::revoked ? told.revoked
                                                       : told.lost;
        if (f) f(partitions);
    };
}

} // namespace

void check_group(const reader_options& o, mistakes& m) {
    const auto topics = topics_of(o);
    for (const auto& t : topics) check_topic_name(t, m);
    m.unless(!topics.empty() || !o.group_topic_pattern.empty(),
             "topic: a group needs topic, group_topics or group_topic_pattern");
    check_pattern(o.group_topic_pattern, m);
    check_name(o.group_id, "group_id", m);
    m.unless(!o.partition, "partition: the group says which partitions are read");
    m.unless(o.commit_interval.count() >= 0, "commit_interval: must not be negative");
    check_common(o, m);
}

void check_group(const consumer_group_options& o, mistakes& m) {
    check_name(o.id, "id", m);
    m.unless(!o.topics.empty(), "topics: at least one is needed");
    for (const auto& t : o.topics) check_topic_name(t, m);
    check_common(o, m);
    for (const auto& b : o.group_balancers)
        m.unless(b == nullptr || !b->cooperative(),
                 "group_balancers: a cooperative one has no generations that end as a whole; "
                 "kafka::reader takes it");
}

group_loop_options group_options_from(const reader_options& o) {
    auto out = common_options_from(o, o.group_id);
    out.topics = topics_of(o);
    out.commit_interval = o.commit_interval;
    out.listener = listening_of(o.group_listener);
    if (out.member.balancers.empty())
        out.member.balancers.push_back(cooperative_sticky_group_balancer());
    if (!o.group_topic_pattern.empty()) out.pattern.emplace(o.group_topic_pattern);
    return out;
}

group_loop_options group_options_from(const consumer_group_options& o) {
    auto out = common_options_from(o, o.id);
    out.topics = o.topics;
    return out;
}

} // namespace kafka::detail::client
