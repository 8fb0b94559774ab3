#include "client/reader_options.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

bool is_place(start_offset where) { return where.is_time() || where.value() >= first_offset; }

void check_limits(const reader_options& o, mistakes& m) {
    m.unless(o.min_bytes >= 0, "min_bytes: must not be negative");
    m.unless(o.max_wait.count() > 0 && o.max_wait <= std::chrono::hours(1),
             "max_wait: must be from 1 ms to 1 h");
    m.unless(o.partition_max_bytes > 0, "partition_max_bytes: must be more than 0");
    m.unless(o.max_bytes >= o.partition_max_bytes,
             "max_bytes: must not be less than partition_max_bytes");
    m.unless(o.queue_bytes > 0, "queue_bytes: must be more than 0");
    m.unless(o.max_attempts >= 0, "max_attempts: must not be negative");
}

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
        std::regex tried(pattern);
    } catch (const std::regex_error& e) {
        m.add("group_topic_pattern: \"" + pattern + "\" is no regular expression: " + e.what());
    }
}

void check_group_times(const reader_options& o, mistakes& m) {
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds most(0x7fffffff);
    m.unless(o.heartbeat_interval > 0ms && o.heartbeat_interval < o.session_timeout,
             "heartbeat_interval: must be more than 0 and less than session_timeout");
    m.unless(o.session_timeout > 0ms && o.session_timeout <= most,
             "session_timeout: must be from 1 ms to 24 days");
    m.unless(o.rebalance_timeout > 0ms && o.rebalance_timeout <= most,
             "rebalance_timeout: must be from 1 ms to 24 days");
    m.unless(o.commit_interval >= 0ms, "commit_interval: must not be negative");
    m.unless(o.partition_watch_interval > 0ms, "partition_watch_interval: must be more than 0");
    m.unless(o.retention_time >= -1ms, "retention_time: must be -1 ms or more");
}

void check_group(const reader_options& o, mistakes& m) {
    constexpr std::size_t longest = 0x7fff;
    const auto topics = topics_of(o);
    for (const auto& t : topics) check_topic_name(t, m);
    m.unless(!topics.empty() || !o.group_topic_pattern.empty(),
             "topic: a group needs topic, group_topics or group_topic_pattern");
    check_pattern(o.group_topic_pattern, m);
    m.unless(o.group_id.size() <= longest, "group_id: longer than 32767 bytes");
    m.unless(!o.partition, "partition: the group says which partitions are read");
    m.unless(!o.group_instance_id || !o.group_instance_id->empty(),
             "group_instance_id: must not be empty");
    for (const auto& b : o.group_balancers)
        m.unless(b != nullptr, "group_balancers: one of them is null");
    check_group_times(o, m);
}

consumer::fetch_limits limits_of(const reader_options& o) {
    return {.min_bytes = o.min_bytes,
            .max_wait = o.max_wait,
            .max_bytes = o.max_bytes,
            .partition_max_bytes = o.partition_max_bytes};
}

std::optional<start_offset> reset_of(out_of_range_policy policy) {
    switch (policy) {
    case out_of_range_policy::first:
        return first_offset;
    case out_of_range_policy::last:
        return last_offset;
    case out_of_range_policy::fail:
        break;
    }
    return std::nullopt;
}

} // namespace

link_options check(const reader_options& o) {
    mistakes m;
    auto out = link_options_from(o, m);
    if (o.group_id.empty())
        check_topic_name(o.topic, m);
    else
        check_group(o, m);
    m.unless(!o.partition || *o.partition >= 0, "partition: must not be negative");
    m.unless(is_place(o.start_offset), "start_offset: must be an offset, first, last or a time");
    check_limits(o, m);
    m.raise_if_any("reader_options");
    return out;
}

void check_start(start_offset where) {
    if (is_place(where)) return;
    throw error(errc::invalid_argument, "set_offset: " + std::to_string(where.value()) +
                                            " is neither an offset nor first, last or a time");
}

consumer::intake_options intake_options_from(const reader_options& o,
                                             std::shared_ptr<consumer::byte_budget> budget) {
    return {.topic = o.group_id.empty() ? o.topic : std::string(),
            .partition = o.partition,
            .start = o.start_offset,
            .reset = reset_of(o.out_of_range),
            .limits = limits_of(o),
            .budget = std::move(budget)};
}

fetch_loop_options loop_options_from(const reader_options& o,
                                     std::shared_ptr<consumer::byte_budget> budget) {
    return {.partition = o.partition,
            .limits = limits_of(o),
            .budget = std::move(budget),
            .request_timeout = o.request_timeout,
            .metadata_age = o.metadata_age,
            .max_attempts = o.max_attempts};
}

group_loop_options group_options_from(const reader_options& o) {
    group_loop_options out{.member = {.group_id = o.group_id,
                                      .instance_id = o.group_instance_id,
                                      .rack = o.rack,
                                      .heartbeat_interval = o.heartbeat_interval,
                                      .session_timeout = o.session_timeout,
                                      .rebalance_timeout = o.rebalance_timeout,
                                      .balancers = o.group_balancers},
                           .topics = topics_of(o),
                           .watch_interval = o.partition_watch_interval,
                           .commit_interval = o.commit_interval,
                           .retention_ms = o.retention_time.count(),
                           .request_timeout = o.request_timeout};
    if (out.member.balancers.empty())
        out.member.balancers.push_back(cooperative_sticky_group_balancer());
    if (!o.group_topic_pattern.empty()) out.pattern.emplace(o.group_topic_pattern);
    const auto& told = o.group_listener;
    if (told.assigned || told.revoked || told.lost)
        out.listener = [told](group_event what, const std::vector<topic_partition>& partitions) {
            const auto& f = what == group_event::assigned  ? told.assigned
                            : what == group_event::revoked ? told.revoked
                                                           : told.lost;
            if (f) f(partitions);
        };
    return out;
}

} // namespace kafka::detail::client
