// Every request that client::request can send.
#include "client/destination.hpp"
#include "client/request_kind.hpp"
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
#include "protocol/frame.hpp"
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
#include "protocol/sync_group.hpp"

#include <kafka/request.hpp>

namespace kafka::detail::client {

namespace {

void append(std::vector<std::byte>& frame, const wire::gathered::part& part) {
    if (const auto* bytes = std::get_if<wire::bytes>(&part))
        frame.insert(frame.end(), bytes->begin(), bytes->end());
}

template <class Api>
wire::errc encode(const void* message, std::int16_t version, std::string_view client_id,
                  std::vector<std::byte>& frame) {
    wire::gathered g;
    const auto error =
        protocol::gather_request(*static_cast<const Api*>(message), version, 0, client_id, g);
    if (error != wire::errc::ok) return error;
    frame.reserve(g.size());
    for (const auto& part : g.parts) append(frame, part);
    return error;
}

template <class Api>
wire::errc decode(wire::bytes frame, std::int16_t version, void* response) {
    return protocol::read_response<Api>(frame, version,
                                        *static_cast<typename Api::response*>(response));
}

template <class Api>
request_options destination(const void* message) {
    return destination_of(*static_cast<const Api*>(message));
}

constexpr std::int16_t last_by_name = 12; // later versions of Produce and Fetch know ids only

std::int16_t highest_of(const protocol::produce_request& r) {
    for (const auto& t : r.topic_data)
        if (!t.topic_id) return last_by_name;
    return protocol::produce_request::valid.max;
}
std::int16_t highest_of(const protocol::fetch_request& r) {
    for (const auto& t : r.topics)
        if (!t.topic_id) return last_by_name;
    return protocol::fetch_request::valid.max;
}

template <class Api>
std::int16_t highest([[maybe_unused]] const void* message) {
    if constexpr (requires(const Api& m) { highest_of(m); })
        return highest_of(*static_cast<const Api*>(message));
    else
        return Api::valid.max;
}

template <class Api>
bool is_answered([[maybe_unused]] const void* message) {
    if constexpr (Api::key == protocol::api_key::produce)
        return static_cast<const Api*>(message)->acks != 0;
    return true;
}

} // namespace

template <class Api>
const request_kind& kind_of() {
    static constexpr request_kind kind{Api::key,         Api::valid,   encode<Api>,     decode<Api>,
                                       destination<Api>, highest<Api>, is_answered<Api>};
    return kind;
}

template const request_kind& kind_of<protocol::api_versions_request>();
template const request_kind& kind_of<protocol::create_partitions_request>();
template const request_kind& kind_of<protocol::create_topics_request>();
template const request_kind& kind_of<protocol::delete_groups_request>();
template const request_kind& kind_of<protocol::delete_records_request>();
template const request_kind& kind_of<protocol::delete_topics_request>();
template const request_kind& kind_of<protocol::describe_cluster_request>();
template const request_kind& kind_of<protocol::describe_configs_request>();
template const request_kind& kind_of<protocol::describe_groups_request>();
template const request_kind& kind_of<protocol::describe_topic_partitions_request>();
template const request_kind& kind_of<protocol::fetch_request>();
template const request_kind& kind_of<protocol::find_coordinator_request>();
template const request_kind& kind_of<protocol::heartbeat_request>();
template const request_kind& kind_of<protocol::incremental_alter_configs_request>();
template const request_kind& kind_of<protocol::init_producer_id_request>();
template const request_kind& kind_of<protocol::join_group_request>();
template const request_kind& kind_of<protocol::leave_group_request>();
template const request_kind& kind_of<protocol::list_groups_request>();
template const request_kind& kind_of<protocol::list_offsets_request>();
template const request_kind& kind_of<protocol::metadata_request>();
template const request_kind& kind_of<protocol::offset_commit_request>();
template const request_kind& kind_of<protocol::offset_delete_request>();
template const request_kind& kind_of<protocol::offset_fetch_request>();
template const request_kind& kind_of<protocol::offset_for_leader_epoch_request>();
template const request_kind& kind_of<protocol::produce_request>();
template const request_kind& kind_of<protocol::sync_group_request>();

} // namespace kafka::detail::client
