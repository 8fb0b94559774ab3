// kafka topic create | list | show | delete | alter
#include "cli/topic.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"
#include "cli/quantity.hpp"
#include "cli/standard_output.hpp"
#include "cli/table.hpp"

#include <kafka/broker_errc.hpp>

#include <fmt/format.h>

#include <iostream>

namespace kafka::detail::cli {

namespace {

struct topic_command {
    connection_options connection;
    std::string form = "table";
    std::vector<std::string> names;
    std::int32_t partitions = -1;
    std::int16_t replication = -1;
    std::vector<std::string> configs;
    bool if_not_exists = false;
    bool if_exists = false;
    bool dry_run = false;
    bool internal = false;
};

std::string quoted(const std::string& topic) { return "topic \"" + topic + "\""; }

[[noreturn]] void fail_item(const topic_command& c, const topic_result& r) {
    const auto why = r.detail.empty() ? r.error.message() : r.detail;
    throw failure(exit_code_of(r.error),
                  quoted(r.topic) + ": " + why + " (" + c.connection.cluster_name() + ")");
}

[[noreturn]] void fail_absent(const topic_command& c, client& cluster, const std::string& topic) {
    const auto close = nearest(topic, cluster.topics(c.connection.deadline()));
    throw failure(not_found,
                  quoted(topic) + " does not exist (" + c.connection.cluster_name() + ")",
                  (close.empty() ? "" : "did you mean \"" + close + "\"? ") +
                      "kafka topic create " + topic + " makes it");
}

/// "retention.ms=7d" -> name and value in Kafka's units: durations and sizes may have theirs.
config_change parse_config(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == text.npos || equals == 0)
        throw failure(wrong_usage, "\"" + text + "\": a topic setting is name=value");
    auto name = text.substr(0, equals);
    auto value = text.substr(equals + 1);
    if (name.ends_with(".ms"))
        if (const auto d = parse_duration(value); d && value != "-1")
            value = std::to_string(d->count());
    if (name.ends_with(".bytes"))
        if (const auto s = parse_size(value); s && value != "-1") value = std::to_string(*s);
    return {std::move(name), std::move(value)};
}

int create(const topic_command& c) {
    topic_config wanted{.partitions = c.partitions, .replication_factor = c.replication};
    for (const auto& text : c.configs) {
        auto change = parse_config(text);
        wanted.configs[change.name] = *change.value;
    }
    std::vector<topic_config> all;
    for (const auto& name : c.names) all.push_back(wanted), all.back().topic = name;
    client cluster(c.connection.client());
    for (const auto& r : cluster.create_topics(c.connection.deadline(), all, c.dry_run)) {
        if (r.error == broker_errc::topic_already_exists && c.if_not_exists) continue;
        if (r.error) fail_item(c, r);
        std::cout << (c.dry_run ? "would create " : "created ") << r.topic << '\n';
    }
    return done;
}

int list(const topic_command& c) {
    client cluster(c.connection.client());
    std::vector<boost::json::object> rows;
    auto info = cluster.metadata(c.connection.deadline());
    std::ranges::sort(info.topics, {}, &topic_info::name);
    for (const auto& t : info.topics) {
        if (t.internal && !c.internal) continue;
        rows.push_back({{"topic", t.name},
                        {"partitions", t.partitions.size()},
                        {"replicas", t.partitions.empty() ? 0 : t.partitions[0].replicas.size()},
                        {"id", to_string(t.id)}});
    }
    standard_output out;
    print_rows(rows, parse_output_form(c.form), out.buffer());
    return done;
}

std::int64_t offset_at(const std::vector<offset_result>& found, std::int32_t partition) {
    for (const auto& r : found)
        if (r.partition.partition == partition && !r.error) return r.offset;
    return -1;
}

int show(const topic_command& c) {
    client cluster(c.connection.client());
    std::vector<boost::json::object> rows;
    for (const auto& t : cluster.metadata(c.connection.deadline(), c.names).topics) {
        if (t.error == condition::not_found) fail_absent(c, cluster, t.name);
        if (t.error) fail_item(c, {t.name, t.id, t.error, {}});
        std::vector<offset_query> first;
        std::vector<offset_query> last;
        for (const auto& p : t.partitions) {
            first.push_back({{t.name, p.id}, first_offset});
            last.push_back({{t.name, p.id}, last_offset});
        }
        const auto starts = cluster.list_offsets(c.connection.deadline(), first);
        const auto ends = cluster.list_offsets(c.connection.deadline(), last);
        for (const auto& p : t.partitions) {
            const auto start = offset_at(starts, p.id);
            const auto end = offset_at(ends, p.id);
            rows.push_back(
                {{"topic", t.name},
                 {"partition", p.id},
                 {"leader", p.leader},
                 {"start", start},
                 {"end", end},
                 {"records", start < 0 || end < 0 ? -1 : end - start},
                 {"replicas", boost::json::array(p.replicas.begin(), p.replicas.end())}});
        }
    }
    standard_output out;
    print_rows(rows, parse_output_form(c.form), out.buffer());
    return done;
}

int remove(const topic_command& c) {
    client cluster(c.connection.client());
    if (c.dry_run) {
        for (const auto& name : c.names) std::cout << "would delete " << name << '\n';
        return done;
    }
    for (const auto& r : cluster.delete_topics(c.connection.deadline(), c.names)) {
        if (r.error == condition::not_found && c.if_exists) continue;
        if (r.error == condition::not_found) fail_absent(c, cluster, r.topic);
        if (r.error) fail_item(c, r);
        std::cout << "deleted " << r.topic << '\n';
    }
    return done;
}

int alter(const topic_command& c) {
    client cluster(c.connection.client());
    if (c.partitions < 0 && c.configs.empty())
        throw failure(wrong_usage, "nothing to alter",
                      "-p COUNT and/or -c name=value (name= removes it)");
    for (const auto& name : c.names) {
        if (c.partitions >= 0) {
            const auto r =
                cluster.create_partitions(c.connection.deadline(), name, c.partitions, c.dry_run);
            if (r.error == condition::not_found) fail_absent(c, cluster, name);
            if (r.error) fail_item(c, r);
        }
        std::vector<config_change> changes;
        for (const auto& text : c.configs) {
            auto change = parse_config(text);
            if (change.value->empty()) change.value.reset();
            changes.push_back(std::move(change));
        }
        if (!changes.empty() && !c.dry_run)
            cluster.alter_configs(c.connection.deadline(), config_resource::topic, name, changes);
        std::cout << (c.dry_run ? "would alter " : "altered ") << name << '\n';
    }
    return done;
}

void add_common(CLI::App& sub, topic_command& c) {
    c.connection.add_to(sub);
    sub.add_option("-o,--output", c.form, "table, json, ndjson or name [table]");
}

void add_names(CLI::App& sub, topic_command& c) {
    sub.add_option("topic", c.names, "one or more topics")->required();
}

void add_changes(CLI::App& sub, topic_command& c) {
    sub.add_option("-c,--config-entry", c.configs,
                   "a topic setting: retention.ms=7d; may be repeated")
        ->take_all();
    sub.add_flag("--dry-run", c.dry_run, "only say what would be done");
}

} // namespace

int run_topic(const arguments& args) {
    topic_command c;
    CLI::App app{"Topics: create, list, show, delete, alter", "kafka topic"};
    app.require_subcommand(1);
    auto* creating = app.add_subcommand("create", "make topics");
    auto* listing = app.add_subcommand("list", "names of all topics")->alias("ls");
    auto* showing = app.add_subcommand("show", "partitions and offsets")->alias("describe");
    auto* deleting = app.add_subcommand("delete", "delete topics and their records")->alias("rm");
    auto* altering = app.add_subcommand("alter", "more partitions, other settings");
    for (auto* sub : {creating, listing, showing, deleting, altering}) add_common(*sub, c);
    for (auto* sub : {creating, showing, deleting, altering}) add_names(*sub, c);
    for (auto* sub : {creating, altering}) {
        sub->add_option("-p,--partitions", c.partitions,
                        "number of partitions [the broker's default]");
        add_changes(*sub, c);
    }
    creating->add_option("-r,--replicas", c.replication,
                         "replication factor [the broker's default]");
    creating->add_flag("--if-not-exists", c.if_not_exists, "an existing topic is no failure");
    listing->add_flag("--internal", c.internal, "also topics that Kafka keeps for itself");
    deleting->add_flag("--if-exists", c.if_exists, "an absent topic is no failure");
    deleting->add_flag("--dry-run", c.dry_run, "only say what would be done");
    if (parse(app, args)) return done;
    if (*creating) return create(c);
    if (*listing) return list(c);
    if (*showing) return show(c);
    if (*deleting) return remove(c);
    return alter(c);
}

} // namespace kafka::detail::cli
