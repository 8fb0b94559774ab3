// Every request type, for targets that choose one by a byte.
#pragma once

#include "protocol/api_versions.hpp"
#include "protocol/create_partitions.hpp"
#include "protocol/create_topics.hpp"
#include "protocol/delete_groups.hpp"
#include "protocol/delete_records.hpp"
#include "protocol/delete_topics.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/describe_configs.hpp"
#include "protocol/describe_groups.hpp"
#include "protocol/describe_topic_partitions.hpp"
#include "protocol/fetch.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/incremental_alter_configs.hpp"
#include "protocol/init_producer_id.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/list_groups.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/metadata.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_delete.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/offset_for_leader_epoch.hpp"
#include "protocol/produce.hpp"
#include "protocol/sasl_authenticate.hpp"
#include "protocol/sasl_handshake.hpp"
#include "protocol/sync_group.hpp"

#include <cstdlib>
#include <iostream>
#include <tuple>

namespace kafka::fuzz {

namespace protocol = kafka::detail::protocol;
namespace wire = kafka::detail::wire;

using requests = std::tuple<
    protocol::produce_request, protocol::fetch_request, protocol::list_offsets_request,
    protocol::metadata_request, protocol::offset_commit_request, protocol::offset_fetch_request,
    protocol::find_coordinator_request, protocol::join_group_request, protocol::heartbeat_request,
    protocol::leave_group_request, protocol::sync_group_request, protocol::describe_groups_request,
    protocol::list_groups_request, protocol::api_versions_request, protocol::create_topics_request,
    protocol::delete_topics_request, protocol::delete_records_request,
    protocol::init_producer_id_request, protocol::offset_for_leader_epoch_request,
    protocol::describe_configs_request, protocol::create_partitions_request,
    protocol::delete_groups_request, protocol::incremental_alter_configs_request,
    protocol::offset_delete_request, protocol::describe_cluster_request,
    protocol::describe_topic_partitions_request, protocol::sasl_handshake_request,
    protocol::sasl_authenticate_request>;

inline void require(bool truth, const char* what) {
    if (truth) return;
    std::cerr << "broken: " << what << '\n';
    std::abort();
}

/// What was read is written, and what was written is read as the same.
template <class M>
void read_and_write(wire::bytes frame, wire::layout layout) {
    M first;
    if (protocol::codec<M>::read(frame, first, layout) != wire::errc::ok) return;
    const auto size = protocol::codec<M>::size(first, layout);
    require(size.error == wire::errc::ok, "what was decoded can be encoded");
    std::vector<std::byte> again(size.encoded + size.spliced);
    protocol::codec<M>::write(first, layout, again.data());
    M second;
    require(protocol::codec<M>::read(again, second, layout) == wire::errc::ok, "it decodes again");
    require(first == second, "to the same value");
}

/// Calls `f` with the type that `choice` stands for and a version that it has.
template <class F>
void with_request(std::uint8_t choice, std::uint8_t version, F&& f) {
    std::size_t i = 0;
    const auto wanted = choice % std::tuple_size_v<requests>;
    std::apply(
        [&]<class... M>(const M&...) {
            ((i++ == wanted ? f.template operator()<M>(static_cast<std::int16_t>(
                                  M::valid.min + version % (M::valid.max - M::valid.min + 1)))
                            : void()),
             ...);
        },
        requests{});
}

} // namespace kafka::fuzz
