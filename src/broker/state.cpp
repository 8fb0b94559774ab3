#include "broker/state.hpp"

#include "broker/fetch_sessions.hpp"
#include "broker/limits.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

group_settings settings_of_groups(const broker_config& config) {
    group_settings out;
    out.initial_rebalance_delay = config.group_initial_delay;
    out.min_session_timeout = config.group_min_session;
    out.max_session_timeout = config.group_max_session;
    out.offsets_retention = config.offsets_retention;
    out.max_size = config.group_max_size;
    return out;
}

/// As Java prints ids, which is how Kafka's members are called.
std::string hexadecimal_id() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const auto b : uuid::random().bytes) {
        if (out.size() == 8 || out.size() == 13 || out.size() == 18 || out.size() == 23) out += '-';
        out += digits[std::to_integer<std::size_t>(b >> 4)];
        out += digits[std::to_integer<std::size_t>(b & std::byte{15})];
    }
    return out;
}

} // namespace

state::state(const options& wanted, surroundings around)
    : world(std::move(around))
    , start(wanted.properties.begin(), wanted.properties.end())
    , config(make_broker_config(start))
    , cluster(wanted.nodes)
    , gate(start)
    , logs(world, wanted.data_directory, config.producer_id_expiration.count())
    , topics(logs, [this](const topic_image& topic) { return config_of(topic); })
    , flushes(world, [this] { upkeep.durable_moved(); })
    , upkeep(*this)
    , sessions(
          std::make_shared<fetch_sessions>(config.fetch_sessions, limits::bytes_of_fetch_sessions))
    , offsets(*this)
    , groups(settings_of_groups(config), {world.time, offsets, hexadecimal_id}) {}

broker_values state::settings_of_node(std::string_view node) const {
    const auto* own = node.empty() ? nullptr : &metadata.node_settings(node);
    return {own, &metadata.node_settings(""), &start};
}

topic_config state::config_of(const topic_image& topic) const {
    return make_topic_config(topic.settings,
                             settings_of_node(std::to_string(cluster.controller())));
}

broker_errc state::commit(const changes& records) {
    std::error_code error;
    const auto durable = journal->append(records, wall_ms(), error);
    for (std::size_t i = 0; i < durable; ++i)
        for (const auto& value : records.batches()[i]) metadata.apply(value);
    follow();
    if (!error) return broker_errc::none;
    world.log_line("cannot write the metadata log in " + journal->log().directory() + ": " +
                   error.message());
    return broker_errc::kafka_storage_error;
}

/// Groups go with the topic that keeps them, and what was committed for a topic with that.
void state::forget(const std::vector<std::string>& gone) {
    if (std::ranges::find(gone, offsets_topic) != gone.end()) groups.abandon();
    for (const auto& name : gone) groups.forget_topic(name);
}

void state::follow() {
    std::vector<std::string> gone;
    for (const auto& id : metadata.take_touched()) {
        if (const auto here = topics.find(id); here && metadata.find(id) == nullptr)
            gone.push_back(here->name);
        topics.follow(metadata, id);
    }
    forget(gone);
    if (metadata.take_settings_touched()) topics.configure_all(metadata);
    upkeep.take_doomed();
}

} // namespace kafka::detail::broker
