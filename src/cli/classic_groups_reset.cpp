// kafka-consumer-groups --reset-offsets
#include "cli/classic_group_text.hpp"
#include "cli/classic_groups_tool.hpp"
#include "cli/quantity.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace kafka::detail::cli {

namespace {

std::string contents_of(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        throw reported_error("Executing consumer group command failed due to "
                             "java.nio.file.NoSuchFileException: " +
                             name);
    return std::move(text).str();
}

timestamp clock_now() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

/// Kafka reads a time without a zone as UTC.
timestamp time_of(const std::string& text) {
    const auto t = text.find('T');
    const bool has_zone = t != text.npos && text.find_first_of("+-Z", t) != text.npos;
    const auto time = t == text.npos ? std::nullopt : parse_time(has_zone ? text : text + "Z", {});
    if (!time)
        throw reported_error("Executing consumer group command failed due to "
                             "java.text.ParseException: Unparseable date: \"" +
                             text + "\"");
    return *time;
}

std::optional<timestamp> asked_time(const groups_tool& t) {
    if (!t.to_datetime.empty()) return time_of(t.to_datetime);
    if (t.by_duration.empty()) return std::nullopt;
    const auto back = parse_iso_duration(t.by_duration);
    if (!back)
        throw reported_error("Executing consumer group command failed due to Text cannot be parsed "
                             "to a Duration");
    return clock_now() - *back;
}

reset_target target_of(const groups_tool& t, std::optional<timestamp> time) {
    reset_target out;
    using kind = offset_text::kind;
    if (t.to_latest) out.to = {kind::end, 0};
    if (t.to_offset) out.to = {kind::absolute, *t.to_offset};
    if (time) out.to = {kind::time, time->time_since_epoch().count()};
    if (t.to_current) out.what = reset_target::kind::current;
    if (t.shift_by) {
        out.what = reset_target::kind::by;
        out.by = *t.shift_by;
    }
    return out;
}

std::vector<topic_partition> partitions_to_reset(const groups_tool& t, client& cluster,
                                                 const group_offsets& committed) {
    std::vector<topic_partition> out;
    if (t.all_topics)
        for (const auto& o : committed.offsets) out.push_back(o.partition);
    for (const auto& topic : t.topics) {
        const auto some = parse_scope(
            topic, [&](const std::string& name) { return existing_partitions(t, cluster, name); });
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

void warn_clamped(const topic_partition& p, std::int64_t want, std::int64_t taken) {
    std::cerr << "WARN New offset (" << want << ") is " << (want > taken ? "higher" : "lower")
              << " than " << (want > taken ? "latest" : "earliest")
              << " offset for topic partition " << p.topic << '-' << p.partition
              << ". Value will be set to " << taken << '\n';
}

reset_plan plan_for(const groups_tool& t, client& cluster, const std::string& group,
                    const plans_by_group& listed) {
    const auto committed = cluster.fetch_offsets(t.deadline(), {group}).at(0);
    const auto time = asked_time(t);
    auto target = target_of(t, time);
    auto partitions = partitions_to_reset(t, cluster, committed);
    if (!t.from_file.empty()) {
        const auto found = listed.find(group);
        if (found == listed.end()) {
            print_reported("No reset plan for group " + group + " found");
            return {};
        }
        target = {.what = reset_target::kind::listed, .listed = found->second};
        partitions.clear();
        for (const auto& row : found->second) partitions.push_back(row.partition);
    }
    return plan_reset(target, partitions, committed.offsets,
                      find_bounds(cluster, t.deadline(), partitions, time), warn_clamped);
}

void commit_plan(const groups_tool& t, client& cluster, const std::string& group,
                 const reset_plan& plan) {
    std::vector<committed_offset> offsets;
    for (const auto& row : plan)
        offsets.push_back({.partition = row.partition, .offset = row.then});
    for (const auto& r : cluster.commit_offsets(t.deadline(), group, offsets))
        if (r.error)
            throw reported_error("Executing consumer group command failed due to " +
                                 java_words(r.error, group));
}

} // namespace

bool reset_offsets(const groups_tool& t, client& cluster) {
    plans_by_group listed, plans;
    bool refused = false;
    if (!t.from_file.empty())
        listed = parse_csv(contents_of(t.from_file), t.from_file,
                           t.groups.size() == 1 ? t.groups[0] : std::string());
    for (const auto& g : cluster.describe_groups(t.deadline(), chosen_groups(t, cluster))) {
        if (g.error)
            throw reported_error("Executing consumer group command failed due to " +
                                 java_words(g.error, g.id));
        auto& plan = plans[g.id];
        if (g.state != "Empty" && g.state != "Dead") {
            print_reported("Assignments can only be reset if the group '" + g.id +
                           "' is inactive, but the current state is " + g.state + ".");
            refused = true;
            continue;
        }
        plan = plan_for(t, cluster, g.id, listed);
        if (t.execute && !t.dry_run) commit_plan(t, cluster, g.id, plan);
    }
    if (t.exported)
        std::cout << csv_text(plans, t.groups.size() != 1) << '\n';
    else
        std::cout << plan_text(plans);
    return refused;
}

} // namespace kafka::detail::cli
