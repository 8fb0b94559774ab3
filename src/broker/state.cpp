#include "broker/state.hpp"

namespace kafka::detail::broker {

state::state(const options& wanted, surroundings around)
    : world(std::move(around))
    , start(wanted.properties.begin(), wanted.properties.end())
    , config(make_broker_config(start))
    , cluster(wanted.nodes)
    , logs(world, wanted.data_directory, config.producer_id_expiration.count())
    , topics(logs, [this](const topic_image& topic) { return config_of(topic); })
    , flushes(world, [this] { upkeep.durable_moved(); })
    , upkeep(*this) {}

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

void state::follow() {
    for (const auto& id : metadata.take_touched()) topics.follow(metadata, id);
    if (metadata.take_settings_touched()) topics.configure_all(metadata);
    upkeep.take_doomed();
}

} // namespace kafka::detail::broker
