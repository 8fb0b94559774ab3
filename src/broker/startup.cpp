#include "broker/startup.hpp"

#include "broker/limits.hpp"
#include "broker/metadata/levels.hpp"
#include "broker/state.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "storage/names.hpp"

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
    settings.log = broker.logs.settings_for(folder, config);
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

std::string begin(state& broker) {
    const auto now = broker.wall_ms();
    if (const auto e = broker.journal->begin_term(now))
        return "cannot write the metadata log: " + e.message();
    changes first;
    if (broker.metadata.feature(metadata_version) == 0)
        for (const auto& f : initial_features)
            first.add(protocol::feature_level_record{f.name, f.level});
    if (first.empty()) return {};
    return broker.commit(first) == broker_errc::none ? ""
                                                     : "cannot write the first metadata records";
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
    std::set<std::int32_t> ids;
    for (const auto& n : wanted.nodes) {
        std::string host;
        std::int32_t port = 0;
        if (n.id < 0) add("A node's id must not be negative.");
        if (!ids.insert(n.id).second) add("Two nodes have the id " + std::to_string(n.id) + ".");
        if (n.host.empty()) add("Node " + std::to_string(n.id) + " has no host.");
        if (!n.advertised.empty() && !split_address(n.advertised, host, port))
            add("Node " + std::to_string(n.id) + " is to be advertised as '" + n.advertised +
                "', which is not HOST:PORT.");
    }
    return mistakes;
}

std::string start(state& broker) {
    if (auto why = broker.logs.open(broker.cluster.controller()); !why.empty()) return why;
    if (auto why = open_journal(broker); !why.empty()) return why;
    if (auto why = check_level(broker.metadata); !why.empty()) return why;
    if (auto why = begin(broker); !why.empty()) return why;
    broker.follow();
    return {};
}

void shut_down(state& broker) {
    broker.topics.for_each_partition([](const partition_pointer& p) {
        if (p->is_served()) p->log().close();
    });
    broker.journal->log().close();
}

} // namespace kafka::detail::broker
