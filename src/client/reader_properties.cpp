#include "client/property.hpp"

#include <algorithm>

namespace kafka::detail::client {

namespace {

refusal set_reset(reader_options& o, const std::string& value) {
    const auto is = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, std::string_view(value)) != words.end();
    };
    if (is({"none", "error"}))
        o.out_of_range = out_of_range_policy::fail;
    else if (is({"earliest", "smallest", "beginning"}))
        o.out_of_range = out_of_range_policy::first;
    else if (is({"latest", "largest", "end"}))
        o.out_of_range = out_of_range_policy::last;
    else
        return "earliest, latest or none is wanted";
    return {};
}

refusal set_auto_commit(reader_options& o, const std::string& value) {
    if (value != "true" && value != "false") return "true or false is wanted";
    o.commit_policy = value == "true" ? commit_policy::next_read : commit_policy::manual;
    return {};
}

/// Takes the names on the wire and those of Java's classes.
group_balancer_pointer balancer_named(std::string name) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    name.erase(0, name.rfind('.') + 1);
    if (name == "range" || name == "RangeAssignor") return range_group_balancer();
    if (name == "roundrobin" || name == "RoundRobinAssignor") return round_robin_group_balancer();
    if (name == "sticky" || name == "StickyAssignor") return sticky_group_balancer();
    if (name == "cooperative-sticky" || name == "CooperativeStickyAssignor")
        return cooperative_sticky_group_balancer();
    return nullptr;
}

refusal set_balancers(reader_options& o, const std::string& value) {
    o.group_balancers.clear();
    for (std::size_t from = 0; from <= value.size();) {
        const auto to = std::min(value.find(',', from), value.size());
        o.group_balancers.push_back(balancer_named(value.substr(from, to - from)));
        if (!o.group_balancers.back())
            return "range, roundrobin, sticky or cooperative-sticky is wanted";
        from = to + 1;
    }
    return {};
}

} // namespace

std::vector<property<reader_options>> reader_properties() {
    using o = reader_options;
    auto all = common_properties<o>();
    const std::vector<property<o>> own{
        {{"fetch.min.bytes"}, number_into<one>(&o::min_bytes)},
        {{"fetch.max.bytes"}, number_into<one>(&o::max_bytes)},
        {{"fetch.max.wait.ms", "fetch.wait.max.ms"}, number_into<milliseconds>(&o::max_wait)},
        {{"max.partition.fetch.bytes", "fetch.message.max.bytes"},
         number_into<one>(&o::partition_max_bytes)},
        {{"queued.max.messages.kbytes"}, number_into<kilobytes>(&o::queue_bytes)},
        {{"check.crcs"}, flag_into(&o::check_crcs)},
        {{"auto.offset.reset"}, set_reset},
        {{"enable.auto.commit"}, set_auto_commit},
        {{"auto.commit.interval.ms"}, number_into<milliseconds>(&o::commit_interval)},
        {{"group.id"}, text_into(&o::group_id)},
        {{"group.instance.id"}, text_into(&o::group_instance_id)},
        {{"client.rack"}, text_into(&o::rack)},
        {{"session.timeout.ms"}, number_into<milliseconds>(&o::session_timeout)},
        {{"heartbeat.interval.ms"}, number_into<milliseconds>(&o::heartbeat_interval)},
        {{"max.poll.interval.ms"}, number_into<milliseconds>(&o::rebalance_timeout)},
        {{"partition.assignment.strategy"}, set_balancers},
    };
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

} // namespace kafka::detail::client
