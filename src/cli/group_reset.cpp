// kafka group reset: shows where a group would go on, and sets it when told to.
#include "cli/failure.hpp"
#include "cli/group_command.hpp"
#include "cli/reset_plan.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/json/value.hpp>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

namespace kafka::detail::cli {

namespace {

std::string plan_file_text(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw failure(not_found, "cannot read \"" + name + "\"");
    return std::move(text).str();
}

timestamp current_time() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

reset_target target_of(const group_command& c) {
    if (!c.to.empty() + c.by.has_value() + !c.from_file.empty() != 1)
        throw failure(wrong_usage, "one of --to, --by and --from-file says where the group goes on",
                      "kafka group reset " + c.group + " --all-topics --to start");
    reset_target out;
    if (c.by) {
        out.what = reset_target::kind::by;
        out.by = *c.by;
    } else if (!c.from_file.empty()) {
        out.what = reset_target::kind::listed;
        auto plans = parse_csv(plan_file_text(c.from_file), c.from_file, c.group);
        if (!plans.contains(c.group))
            throw failure(not_found, c.from_file + " has no offsets of group \"" + c.group + "\"");
        out.listed = std::move(plans[c.group]);
    } else if (const auto to = parse_offset(c.to, current_time())) {
        out.to = *to;
    } else {
        throw failure(wrong_usage, "--to " + c.to + " is no place in a topic",
                      "start, end, N, -N (the last N), +N (after the start), @TIME");
    }
    return out;
}

std::vector<std::int32_t> partitions_of_topic(const group_command& c, client& cluster,
                                              const std::string& topic) {
    const auto info = cluster.metadata(c.connection.deadline(), {topic});
    if (info.topics.empty() || info.topics[0].error)
        throw failure(not_found, "topic \"" + topic + "\" does not exist (" +
                                     c.connection.cluster_name() + ")");
    std::vector<std::int32_t> out;
    for (const auto& p : info.topics[0].partitions) out.push_back(p.id);
    return out;
}

std::vector<topic_partition> scope_of(const group_command& c, client& cluster,
                                      const reset_target& target, const group_offsets& committed) {
    std::vector<topic_partition> out;
    if (target.what == reset_target::kind::listed)
        for (const auto& row : target.listed) out.push_back(row.partition);
    else if (c.all_topics)
        for (const auto& o : committed.offsets) out.push_back(o.partition);
    else if (c.topics.empty())
        throw failure(wrong_usage, "which topics? Name them, or say --all-topics",
                      "kafka group show " + c.group + " lists what the group has committed");
    for (const auto& topic : c.topics) {
        const auto some = parse_scope(
            topic, [&](const std::string& name) { return partitions_of_topic(c, cluster, name); });
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

void refuse_active(const group_info& g) {
    if (g.members.empty() && (g.state == "Empty" || g.state == "Dead")) return;
    throw failure(conflict,
                  "group \"" + g.id + "\" has " + std::to_string(g.members.size()) + " members (" +
                      g.state + "); offsets are reset only while nobody reads",
                  "stop them first: kafka group show " + g.id + " --members lists them");
}

void save_current(const group_command& c, const group_offsets& committed) {
    plans_by_group plans;
    for (const auto& o : committed.offsets) plans[c.group].push_back({o.partition, {}, o.offset});
    std::ofstream out(c.save, std::ios::binary);
    out << csv_text(plans, false);
    out.close();
    if (!out) throw failure(failed, "cannot write \"" + c.save + "\"; nothing was changed");
}

void print_plan(const group_command& c, const reset_plan& plan) {
    std::vector<boost::json::object> rows;
    for (const auto& row : plan) {
        boost::json::value before(nullptr), moves(nullptr);
        if (row.now) before = *row.now, moves = row.then - *row.now;
        rows.push_back({{"topic", row.partition.topic},
                        {"partition", row.partition.partition},
                        {"now", before},
                        {"then", row.then},
                        {"moves", moves}});
    }
    print(c, rows);
}

void commit(const group_command& c, client& cluster, const reset_plan& plan) {
    std::vector<committed_offset> offsets;
    for (const auto& row : plan)
        offsets.push_back({.partition = row.partition, .offset = row.then});
    for (const auto& r : cluster.commit_offsets(c.connection.deadline(), c.group, offsets)) {
        if (!r.error) continue;
        const bool joined = r.error == broker_errc::unknown_member_id ||
                            r.error == broker_errc::rebalance_in_progress;
        throw failure(joined ? conflict : exit_code_of(r.error),
                      "group \"" + c.group + "\", " + r.partition.topic + "-" +
                          std::to_string(r.partition.partition) + ": " +
                          (joined ? "somebody joined the group meanwhile" : r.error.message()),
                      "kafka group show " + c.group + " tells what is committed now");
    }
}

} // namespace

int reset_group(const group_command& c) {
    const auto target = target_of(c);
    client cluster(c.connection.client());
    refuse_active(described(c, cluster, {c.group}).at(0));
    const auto committed = cluster.fetch_offsets(c.connection.deadline(), {c.group}).at(0);
    const auto scope = scope_of(c, cluster, target, committed);
    std::optional<timestamp> time;
    if (target.to.what == offset_text::kind::time)
        time = timestamp(std::chrono::milliseconds(target.to.number));
    const auto plan =
        plan_reset(target, scope, committed.offsets,
                   find_bounds(cluster, c.connection.deadline(), scope, time),
                   [](const topic_partition& p, std::int64_t want, std::int64_t taken) {
                       std::cerr << p.topic << '-' << p.partition << ": " << want
                                 << " lies outside of the log; taking " << taken << '\n';
                   });
    if (!c.save.empty()) save_current(c, committed);
    const bool act = c.yes && !c.dry_run;
    if (act) commit(c, cluster, plan);
    print_plan(c, plan);
    if (!act)
        std::cerr << "nothing changed; run again with --yes"
                  << (c.save.empty() ? " (--save FILE keeps what is committed now)\n" : "\n");
    else if (!c.save.empty())
        std::cerr << "undo: kafka group reset " << c.group << " --from-file " << c.save
                  << " --yes\n";
    return done;
}

} // namespace kafka::detail::cli
