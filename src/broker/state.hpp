// Everything that a handler may see and change.
#pragma once

#include "broker/admission.hpp"
#include "broker/broker.hpp"
#include "broker/consumer_offsets.hpp"
#include "broker/flushing.hpp"
#include "broker/hosting.hpp"
#include "broker/housekeeping.hpp"
#include "broker/metadata/image.hpp"
#include "broker/metadata/metadata_log.hpp"
#include "broker/metadata/topic_plan.hpp"
#include "broker/nodes.hpp"
#include "broker/producer_ids.hpp"
#include "broker/ready_queue.hpp"
#include "broker/settings/broker_config.hpp"
#include "broker/store.hpp"
#include "broker/waiting.hpp"

namespace kafka::detail::broker {

class fetch_sessions;

struct state {
    surroundings world;
    setting_values start; // what the broker was started with
    broker_config config;
    class nodes cluster;
    gatekeeper gate;
    image metadata;
    store logs;
    std::unique_ptr<metadata_log> journal;
    hosting topics;
    flushing flushes;
    housekeeping upkeep;
    waiting timers;
    ready_queue ready;
    producer_ids ids;
    std::shared_ptr<fetch_sessions> sessions; // of consumers, which fetch by them
    consumer_offsets offsets;
    coordinator groups;

    state(const options& wanted, surroundings around);
    state(const state&) = delete;
    state& operator=(const state&) = delete;

    /// Writes the records, waits for the disk, and then makes them true here. `none`, or why they
    /// are not in the log.
    broker_errc commit(const changes& records);
    /// Makes the topics and their settings here what the metadata image says they are.
    void follow();

    /// What was set for a node; with "" for all of them only.
    broker_values settings_of_node(std::string_view node) const;
    topic_config config_of(const topic_image& topic) const;
    planning plan() const { return {metadata, cluster, config, logs.directory_id()}; }
    std::int64_t wall_ms() const { return world.time.wall().time_since_epoch().count(); }

private:
    void forget(const std::vector<std::string>& gone);
};

} // namespace kafka::detail::broker
