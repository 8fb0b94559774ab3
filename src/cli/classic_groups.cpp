// kafka-consumer-groups: the flags, outputs and exit codes of Kafka 4.1's tool.
#include "cli/classic_groups.hpp"

#include "cli/classic_group_text.hpp"
#include "cli/classic_groups_tool.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <array>
#include <iostream>

namespace kafka::detail::cli {

void print_reported(const std::string& text) { std::cout << "\nError: " << text << '\n'; }

std::vector<std::string> chosen_groups(const groups_tool& t, client& cluster) {
    if (!t.all_groups) return t.groups;
    std::vector<std::string> out;
    for (const auto& g : cluster.list_groups(t.deadline())) out.push_back(g.id);
    return out;
}

std::vector<std::int32_t> existing_partitions(const groups_tool& t, client& cluster,
                                              const std::string& topic) {
    const auto info = cluster.metadata(t.deadline(), {topic});
    if (info.topics.empty() || info.topics[0].error)
        throw reported_error("Executing consumer group command failed due to " +
                             java_words(broker_errc::unknown_topic_or_partition, {}));
    std::vector<std::int32_t> out;
    for (const auto& p : info.topics[0].partitions) out.push_back(p.id);
    return out;
}

namespace {

constexpr std::array known_states{
    "PreparingRebalance", "CompletingRebalance", "Stable", "Dead", "Empty",
    "Assigning",          "Reconciling"};

std::vector<std::string> known_or_refused(const std::string& list) {
    auto words = split(list, ',');
    for (auto& word : words) {
        std::erase(word, ' ');
        const auto same = [&](std::string_view known) {
            return std::ranges::equal(known, word, [](char a, char b) {
                return std::tolower(static_cast<unsigned char>(a)) ==
                       std::tolower(static_cast<unsigned char>(b));
            });
        };
        if (std::ranges::any_of(known_states, same)) continue;
        std::string all;
        for (const auto* known : known_states)
            all += (all.empty() ? "" : ", ") + std::string(known);
        throw classic_failure("Invalid state list '" + list + "'. Valid states are: " + all);
    }
    return words;
}

void list_groups(const groups_tool& t, client& cluster) {
    const auto found =
        cluster.list_groups(t.deadline(), known_or_refused(t.states), split(t.types, ','));
    if (t.with_state || t.with_type) {
        std::cout << listing_text(found, t.with_type, t.with_state);
        return;
    }
    for (const auto& g : found) std::cout << g.id << '\n';
}

std::string coordinator_text(const cluster_info& info, std::int32_t node) {
    for (const auto& b : info.brokers)
        if (b.id == node)
            return b.host + ":" + std::to_string(b.port) + "  (" + std::to_string(b.id) + ")";
    return "-";
}

/// True when some do not exist.
bool describe_groups(const groups_tool& t, client& cluster) {
    bool absent = false;
    auto found = cluster.describe_groups(t.deadline(), chosen_groups(t, cluster));
    std::ranges::sort(found, {}, &group_info::id);
    for (const auto& g : found) {
        // Brokers before 4.0 say nothing of their own about it, and Kafka's tool goes on.
        if (g.error == broker_errc::group_id_not_found && g.detail.empty()) {
            print_reported("Consumer group '" + g.id + "' does not exist.");
            absent = true;
            continue;
        }
        if (g.error)
            throw reported_error("Executing consumer group command failed due to " +
                                 java_words(g.error, g.id));
        if (const auto remark = remark_on(g); !remark.empty()) {
            std::cout.flush();
            std::cerr << remark << '\n';
        }
        if (t.with_state) {
            std::cout << state_text(
                g, coordinator_text(cluster.metadata(t.deadline()), g.coordinator), t.verbose);
        } else if (t.members) {
            if (!g.members.empty()) std::cout << members_text(g, t.verbose);
        } else if (const auto rows = find_lag(cluster, t.deadline(), g); !rows.empty()) {
            std::cout << offsets_text(rows, t.verbose);
        }
    }
    return absent;
}

/// True when some could not be deleted.
bool delete_groups(const groups_tool& t, client& cluster) {
    std::string gone, kept;
    for (const auto& r : cluster.delete_groups(t.deadline(), chosen_groups(t, cluster))) {
        if (r.error)
            kept += "* Group '" + r.group +
                    "' could not be deleted due to: " + java_words(r.error, {}) + "\n";
        else
            gone += (gone.empty() ? "'" : ", '") + r.group + "'";
    }
    if (kept.empty()) {
        std::cout << "Deletion of requested consumer groups (" << gone << ") was successful.\n";
        return false;
    }
    print_reported("Deletion of some consumer groups failed:");
    std::cout << kept;
    if (!gone.empty())
        std::cout << "\nThese consumer groups were deleted successfully: " << gone << '\n';
    return true;
}

bool delete_some_offsets(const groups_tool& t, client& cluster) {
    const auto& group = t.groups.at(0);
    std::vector<topic_partition> partitions;
    for (const auto& topic : t.topics) {
        const auto some = parse_scope(
            topic, [&](const std::string& name) { return existing_partitions(t, cluster, name); });
        partitions.insert(partitions.end(), some.begin(), some.end());
    }
    const auto outcomes = cluster.delete_offsets(t.deadline(), group, partitions);
    const bool all = std::ranges::none_of(outcomes, [](auto& o) { return bool(o.error); });
    const auto first = outcomes.empty() ? std::error_code() : outcomes[0].error;
    if (all)
        std::cout << "Request succeeded for deleting offsets from group " << group << ".\n";
    else if (first == broker_errc::group_id_not_found)
        print_reported("'" + group + "' does not exist.");
    else if (first == broker_errc::non_empty_group)
        print_reported("Deleting offsets of a consumer group '" + group +
                       "' is forbidden if the group is not empty.");
    else
        print_reported("Encountered some partition-level error, see the follow-up details:");
    std::cout << deleted_offsets_text(outcomes);
    return !all;
}

void add_targets(CLI::App& app, groups_tool& t) {
    app.add_flag("--to-earliest", t.to_earliest, "the oldest record");
    app.add_flag("--to-latest", t.to_latest, "the end");
    app.add_flag("--to-current", t.to_current, "where it is; the end where nothing is committed");
    app.add_option("--to-offset", t.to_offset, "this offset");
    app.add_option("--shift-by", t.shift_by, "so many records forward, or back when negative");
    app.add_option("--to-datetime", t.to_datetime, "2026-11-21T09:00:00.000[+01:00]");
    app.add_option("--by-duration", t.by_duration, "so long ago: P1DT2H");
    app.add_option("--from-file", t.from_file, "the offsets of a file that --export wrote");
    app.add_flag("--dry-run", t.dry_run, "only show what would be done");
    app.add_flag("--execute", t.execute, "do it");
    app.add_flag("--export", t.exported, "print as CSV");
}

void add_group_options(CLI::App& app, groups_tool& t) {
    t.server.add_to(app);
    app.add_flag("--list", t.list, "list all groups");
    app.add_flag("--describe", t.describe, "offsets and lag, members or state of groups");
    app.add_flag("--delete", t.remove, "delete groups");
    app.add_flag("--reset-offsets", t.reset, "set where groups go on");
    app.add_flag("--delete-offsets", t.delete_offsets, "forget offsets of topics");
    app.add_option("--group", t.groups, "a group; may be repeated")->take_all();
    app.add_flag("--all-groups", t.all_groups, "every group");
    app.add_option("--topic", t.topics, "t, t:0,1 or t:1-3; may be repeated")->take_all();
    app.add_flag("--all-topics", t.all_topics, "every topic of the group");
    app.add_flag("--members", t.members, "with --describe: a line for each member");
    app.add_flag("--offsets", t.offsets, "with --describe: a line for each partition");
    app.add_flag("--verbose", t.verbose, "with --describe: more columns");
    app.add_option("--state", t.states, "with --list: only these; with --describe: the state")
        ->expected(0, 1);
    app.add_option("--type", t.types, "with --list: classic, consumer")->expected(0, 1);
    app.add_option("--timeout", t.timeout_ms, "milliseconds to wait for the cluster [30000]");
    add_targets(app, t);
}

void check_reset(const groups_tool& t) {
    if (t.groups.empty() && !t.all_groups)
        throw classic_failure("Option [reset-offsets] takes one of these options: [group], "
                              "[all-groups]");
    if (t.dry_run && t.execute)
        throw classic_failure("Option [reset-offsets] only accepts one of [execute] and [dry-run]");
    const auto targets = t.to_earliest + t.to_latest + t.to_current + t.to_offset.has_value() +
                         t.shift_by.has_value() + !t.to_datetime.empty() + !t.by_duration.empty() +
                         !t.from_file.empty();
    if (targets != 1)
        throw classic_failure(
            "Option '[reset-offsets]' requires one of the following scenarios: [[to-offset], "
            "[shift-by], [to-datetime], [by-duration], [to-earliest], [to-latest], [to-current], "
            "[from-file]]");
    if (t.from_file.empty() && t.topics.empty() && !t.all_topics)
        throw classic_failure("One of the reset scopes should be defined: --all-topics, --topic.");
    if (!t.dry_run && !t.execute)
        std::cerr << "WARN: No action will be performed as the --execute option is missing. Add "
                     "--dry-run to say that this is what you want.\n";
}

void check_options(const groups_tool& t) {
    const bool named = !t.groups.empty() || t.all_groups;
    if (t.list + t.describe + t.remove + t.reset + t.delete_offsets != 1)
        throw classic_failure("Command must include exactly one action: --list, --describe, "
                              "--delete, --reset-offsets, --delete-offsets");
    if (t.describe && !named)
        throw classic_failure(
            "Option [describe] takes one of these options: [all-groups], [group]");
    if (t.describe && t.members + t.offsets + t.with_state > 1)
        throw classic_failure(
            "Option [describe] takes at most one of these options: [members], [offsets], [state]");
    if (t.describe && !t.states.empty())
        throw classic_failure("Option [describe] does not take a value for [state]");
    if (t.remove && !named)
        throw classic_failure("Option [delete] takes one of these options: [all-groups], [group]");
    if (t.remove && !t.topics.empty())
        throw classic_failure("The consumer does not support topic-specific offset deletion from a "
                              "consumer group.");
    if (t.delete_offsets && (t.groups.size() != 1 || t.topics.empty()))
        throw classic_failure("Option [delete-offsets] takes the following options: [group], "
                              "[topic]");
    if (t.reset) check_reset(t);
}

bool act(const groups_tool& t, client& cluster) {
    if (t.list) return list_groups(t, cluster), false;
    if (t.describe) return describe_groups(t, cluster);
    if (t.remove) return delete_groups(t, cluster);
    return t.reset ? reset_offsets(t, cluster) : delete_some_offsets(t, cluster);
}

int administer_groups(const arguments& args) {
    groups_tool t;
    CLI::App app{"Lists, describes, resets and deletes consumer groups", "kafka-consumer-groups"};
    add_group_options(app, t);
    if (parse_classic(app, args)) return done;
    t.with_state = app.get_option("--state")->count() > 0;
    t.with_type = app.get_option("--type")->count() > 0;
    t.server.resolve();
    check_options(t);
    client cluster(t.server.connection.client());
    try {
        return act(t, cluster) ? exit_although_failed() : done;
    } catch (const reported_error& e) {
        print_reported(e.what());
    } catch (const failure& e) {
        throw classic_failure(e.what());
    } catch (const error& e) {
        print_reported("Executing consumer group command failed due to " + std::string(e.what()));
    }
    return exit_although_failed();
}

} // namespace

int run_classic_groups(const arguments& args) { return run_classic(administer_groups, args); }

} // namespace kafka::detail::cli
