#include "broker/startup.hpp"

#include "broker/admission.hpp"

#include "broker/limits.hpp"
#include "broker/metadata/copies.hpp"
#include "broker/metadata/leader_repair.hpp"
#include "broker/metadata/levels.hpp"
#include "broker/metadata/read_metadata.hpp"
#include "broker/state.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "storage/names.hpp"

#include <algorithm>
#include <set>

namespace kafka::detail::broker {

namespace {

std::string open_journal(state& broker) {
    metadata_settings settings;
    settings.node = broker.cluster.controller();
    settings.bootstrap = storage::join(broker.logs.path(), "bootstrap.checkpoint");
    storage::log_config config;
    config.deletes = false;
    const auto folder = storage::join(broker.logs.path(), metadata_directory);
    if (!broker.world.files.exists(folder)) {
        if (const auto e = broker.world.files.make_directory(folder))
            return folder + ": " + e.message();
        broker.world.files.sync_directory(broker.logs.path());
    }
    settings.log = broker.logs.settings_for(journal_name, folder, config);
    auto opened = metadata_log::open(broker.world.files, settings, broker.metadata);
    if (!opened) return opened.error().text;
    broker.journal = std::move(*opened);
    return {};
}

std::string check_level(const image& metadata) {
    const auto level = metadata.feature(metadata_version);
    if (level <= newest_metadata_version) return {};
    return "the data directory has metadata.version " + std::to_string(level) +
           ", and this broker understands up to " + std::to_string(newest_metadata_version) +
           " (Kafka 4.1).\nUse the Kafka version that wrote it, or a newer release of this broker.";
}

/// Only a directory in which others took part is looked at twice.
std::string check_is_here(state& broker) {
    const auto is_ours = [&](std::int32_t id) { return broker.cluster.has(id); };
    const bool alone = std::ranges::all_of(broker.metadata.topics(), [&](const auto& t) {
        return std::ranges::all_of(t.second->partitions, [&](const partition_image& p) {
            return std::ranges::all_of(p.replicas, is_ours);
        });
    });
    if (alone) return {};
    copies where;
    const auto apply = [&](wire::bytes value) { return where.apply(value); };
    const auto& path = broker.logs.path();
    if (!read_metadata(broker.world.files, path, apply)) return {}; // the log itself was readable
    const auto why = where.why_not_here({is_ours, broker.logs.directory_id()});
    return why.empty() ? why : path + ": " + why;
}

std::string begin(state& broker) {
    const auto now = broker.wall_ms();
    if (const auto e = broker.journal->begin_term(now))
        return "cannot write the metadata log: " + e.message();
    changes first;
    if (broker.metadata.feature(metadata_version) == 0)
        for (const auto& f : initial_features)
            first.add(protocol::feature_level_record{f.name, f.level});
    record_new_leaders(broker.plan(), broker.logs.directory().was_clean(), first);
    if (first.empty()) return {};
    std::error_code error;
    broker.journal->append(first, now, error);
    for (const auto& batch : first.batches())
        for (const auto& value : batch) broker.metadata.apply(value);
    return error ? "cannot write the metadata log: " + error.message() : "";
}

/// Topics that the log has removed are touched, but not there.
std::string host_topics(state& broker) {
    const auto touched = broker.metadata.take_touched();
    std::vector<uuid> removed;
    for (const auto& id : touched)
        if (broker.metadata.find(id) == nullptr) removed.push_back(id);
    if (auto why = broker.logs.sort_out(broker.metadata, removed); !why.empty()) return why;
    for (const auto& id : touched) broker.topics.follow(broker.metadata, id);
    broker.metadata.take_settings_touched();
    broker.topics.for_each_partition(
        [&](const partition_pointer& p) { broker.flushes.appended(p); });
    broker.upkeep.start();
    return {};
}

/// The clean marker says that nothing needs to be checked, so it is written last and only when
/// everything before it succeeded.
std::error_code close_all(state& broker) {
    std::error_code first;
    const auto note = [&](std::error_code e) {
        if (e && !first) first = e;
    };
    broker.topics.for_each_partition([&](const partition_pointer& p) {
        // A log that could not be opened must be looked at again.
        note(p->is_served() ? p->log().close() : make_error_code(storage::errc::damaged));
    });
    note(broker.journal->log().close());
    auto& directory = broker.logs.directory();
    note(directory.write_checkpoint(storage::checkpoint::recovery_points,
                                    recovery_points_of(broker)));
    note(directory.write_checkpoint(storage::checkpoint::start_offsets, start_offsets_of(broker)));
    if (!first) note(directory.mark_clean());
    return first;
}

} // namespace

std::string why_not_valid(const kafka::broker::options& wanted) {
    std::string mistakes = why_not_startable({wanted.properties.begin(), wanted.properties.end()});
    const auto add = [&](const std::string& text) {
        mistakes += (mistakes.empty() ? "" : "\n") + text;
    };
    if (wanted.data_directory.empty()) add("The data directory must be named.");
    if (wanted.nodes.empty()) add("There must be at least one node.");
    if (wanted.nodes.size() > limits::nodes)
        add("There may be at most " + std::to_string(limits::nodes) + " nodes.");
    const gatekeeper gate({wanted.properties.begin(), wanted.properties.end()});
    std::set<std::int32_t> ids;
    for (const auto& n : wanted.nodes) {
        std::string host;
        std::int32_t port = 0;
        if (n.id < 0) add("A node's id must not be negative.");
        if (!ids.insert(n.id).second) add("Two nodes have the id " + std::to_string(n.id) + ".");
        std::set<std::string> names;
        for (const auto& l : listeners_of(n)) {
            const auto which = "Listener " + l.name + " of node " + std::to_string(n.id);
            if (!names.insert(l.name).second) add(which + " is named twice.");
            if (l.host.empty()) add(which + " has no host.");
            if (has_sasl(l.protocol) && gate.mechanisms(l.name).empty())
                add(which + " has no users: set listener.name." + l.name +
                    ".plain.sasl.jaas.config.");
            if (!l.advertised.empty() && !split_address(l.advertised, host, port))
                add(which + " is to be advertised as '" + l.advertised +
                    "', which is not HOST:PORT.");
        }
    }
    return mistakes;
}

std::string start(state& broker, std::error_code& code) {
    if (auto why = broker.logs.open(broker.cluster.controller(), code); !why.empty()) return why;
    if (auto why = open_journal(broker); !why.empty()) return why;
    if (auto why = check_level(broker.metadata); !why.empty()) return why;
    if (auto why = check_is_here(broker); !why.empty()) return why;
    if (auto why = begin(broker); !why.empty()) return why;
    if (auto why = host_topics(broker); !why.empty()) return why;
    broker.offsets.load(broker.groups);
    broker.groups.begin();
    return {};
}

void shut_down(state& broker) {
    broker.topics.for_each_partition([](const partition_pointer& p) {
        if (!p->is_served()) return;
        p->log().sync();
        p->synced();
    });
    broker.groups.stop(broker_errc::coordinator_not_available);
    broker.timers.run_all();
    broker.ready.run();
    broker.upkeep.finish();
    if (const auto error = close_all(broker))
        broker.world.log_line("the broker did not stop cleanly (" + error.message() +
                              "); the next start checks the logs");
}

} // namespace kafka::detail::broker
