#include "cli/group.hpp"

#include "cli/failure.hpp"
#include "cli/group_command.hpp"
#include "cli/group_lag.hpp"
#include "cli/standard_output.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/json/value.hpp>

#include <iostream>

namespace kafka::detail::cli {

namespace {

boost::json::value number_or_null(std::optional<std::int64_t> n) {
    return n ? boost::json::value(*n) : boost::json::value(nullptr);
}

boost::json::value text_or_null(const std::string& text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

[[noreturn]] void fail_absent(const group_command& c, client& cluster, const std::string& group) {
    std::vector<std::string> known;
    for (const auto& g : cluster.list_groups(c.connection.deadline())) known.push_back(g.id);
    const auto close = nearest(group, known);
    throw failure(
        not_found, "group \"" + group + "\" does not exist (" + c.connection.cluster_name() + ")",
        close.empty() ? "kafka group list shows those that do" : "did you mean \"" + close + "\"?");
}

int list(const group_command& c) {
    client cluster(c.connection.client());
    std::vector<boost::json::object> rows;
    for (const auto& g : cluster.list_groups(c.connection.deadline(), c.states))
        rows.push_back({{"group", g.id},
                        {"state", text_or_null(g.state)},
                        {"type", text_or_null(g.type)},
                        {"protocol_type", text_or_null(g.protocol_type)}});
    print(c, rows);
    return done;
}

boost::json::object row_of(const lag_row& row) {
    return {
        {"group", row.group},
        {"topic", row.partition.topic},
        {"partition", row.partition.partition},
        {"committed", number_or_null(row.committed)},
        {"end", row.log.end < 0 ? boost::json::value(nullptr) : boost::json::value(row.log.end)},
        {"lag", number_or_null(row.lag())},
        {"member", text_or_null(row.consumer_id)},
        {"host", text_or_null(row.host)},
        {"client_id", text_or_null(row.client_id)}};
}

boost::json::object row_of(const std::string& group, const group_member_info& m) {
    boost::json::array partitions;
    for (const auto& p : m.partitions)
        partitions.emplace_back(p.topic + "-" + std::to_string(p.partition));
    return {{"group", group},
            {"member", m.id},
            {"instance_id", text_or_null(m.instance_id.value_or(""))},
            {"host", m.client_host},
            {"client_id", m.client_id},
            {"partitions", std::move(partitions)}};
}

int show(const group_command& c) {
    client cluster(c.connection.client());
    std::vector<boost::json::object> rows;
    for (const auto& g : described(c, cluster, c.groups)) {
        if (parse_output_form(c.form) == output_form::table)
            std::cerr << g.id << ": " << g.state << ", " << g.members.size() << " members"
                      << (g.balancer.empty() ? "" : ", " + g.balancer) << ", coordinator "
                      << g.coordinator << '\n';
        if (c.members)
            for (const auto& m : g.members) rows.push_back(row_of(g.id, m));
        else
            for (const auto& row : find_lag(cluster, c.connection.deadline(), g))
                rows.push_back(row_of(row));
    }
    print(c, rows);
    return done;
}

int remove(const group_command& c) {
    client cluster(c.connection.client());
    if (!c.yes) {
        for (const auto& g : described(c, cluster, c.groups))
            std::cout << "would delete " << g.id << '\n';
        std::cerr << "nothing changed; run again with --yes\n";
        return done;
    }
    std::size_t deleted = 0;
    for (const auto& r : cluster.delete_groups(c.connection.deadline(), c.groups)) {
        if (r.error == condition::not_found) fail_absent(c, cluster, r.group);
        if (r.error == broker_errc::non_empty_group)
            throw failure(deleted == 0 ? conflict : partly_done,
                          "group \"" + r.group + "\" has members; it can only be deleted without",
                          "kafka group show " + r.group + " --members lists them");
        if (r.error)
            throw failure(exit_code_of(r.error), "group \"" + r.group + "\": " + r.error.message());
        std::cout << "deleted " << r.group << '\n';
        ++deleted;
    }
    return done;
}

void add_reset(CLI::App& sub, group_command& c) {
    sub.add_option("group", c.group, "the group; it must have no members")->required();
    sub.add_option("topics", c.topics,
                   "orders, or some partitions of it: orders:0,2 or orders:1-3");
    sub.add_flag("--all-topics", c.all_topics, "everything that the group has committed");
    sub.add_option("--to", c.to, "start, end, N, -N, +N, @TIME (@-15m, @2026-11-21T09:00:00Z)");
    sub.add_option("--by", c.by, "so many records forward, or back when negative");
    sub.add_option("--from-file", c.from_file, "what --save wrote, or Kafka's --export");
    sub.add_option("--save", c.save, "first write what is committed now to this file");
    sub.add_flag("-y,--yes", c.yes, "do it [only show what would be done]");
    sub.add_flag("--dry-run", c.dry_run, "only show what would be done, --yes or not");
}

} // namespace

std::vector<group_info> described(const group_command& c, client& cluster,
                                  const std::vector<std::string>& groups) {
    auto found = cluster.describe_groups(c.connection.deadline(), groups);
    for (const auto& g : found) {
        if (g.error == condition::not_found) fail_absent(c, cluster, g.id);
        if (g.error)
            throw failure(exit_code_of(g.error),
                          "group \"" + g.id +
                              "\": " + (g.detail.empty() ? g.error.message() : g.detail));
    }
    return found;
}

void print(const group_command& c, const std::vector<boost::json::object>& rows) {
    standard_output out;
    print_rows(rows, parse_output_form(c.form), out.buffer());
}

int run_group(const arguments& args) {
    group_command c;
    CLI::App app{"Consumer groups: list, show, lag, reset, delete", "kafka group"};
    app.require_subcommand(1);
    auto* listing = app.add_subcommand("list", "all groups")->alias("ls");
    auto* showing = app.add_subcommand("show", "who reads what, how far")->alias("describe");
    auto* lagging = app.add_subcommand("lag", "how many records wait for each group");
    auto* resetting = app.add_subcommand("reset", "set where a group goes on");
    auto* deleting = app.add_subcommand("delete", "remove groups and their offsets")->alias("rm");
    for (auto* sub : {listing, showing, lagging, resetting, deleting}) {
        c.connection.add_to(*sub);
        sub->add_option("-o,--output", c.form, "table, json, ndjson or name [table]");
    }
    listing->add_option("--state", c.states, "only groups in this state: Empty, Stable, ...");
    for (auto* sub : {showing, deleting})
        sub->add_option("group", c.groups, "one or more groups")->required();
    showing->add_flag("--members", c.members, "a row for each member");
    lagging->add_option("group", c.groups, "these groups [all]");
    lagging->add_flag("--watch", c.watch, "again and again until Ctrl-C");
    lagging->add_option("--interval", c.interval, "with --watch: how often [1s]");
    add_reset(*resetting, c);
    deleting->add_flag("-y,--yes", c.yes, "do it [only show what would be done]");
    if (parse(app, args)) return done;
    if (*listing) return list(c);
    if (*showing) return show(c);
    if (*lagging) return show_lag(c);
    return *resetting ? reset_group(c) : remove(c);
}

} // namespace kafka::detail::cli
