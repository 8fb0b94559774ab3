#include "broker/api_table.hpp"

#include "broker/admission.hpp"
#include "broker/handlers/api_versions.hpp"
#include "broker/handlers/create_partitions.hpp"
#include "broker/handlers/create_topics.hpp"
#include "broker/handlers/delete_groups.hpp"
#include "broker/handlers/delete_records.hpp"
#include "broker/handlers/delete_topics.hpp"
#include "broker/handlers/describe_cluster.hpp"
#include "broker/handlers/describe_configs.hpp"
#include "broker/handlers/describe_groups.hpp"
#include "broker/handlers/describe_topic_partitions.hpp"
#include "broker/handlers/fetch.hpp"
#include "broker/handlers/find_coordinator.hpp"
#include "broker/handlers/heartbeat.hpp"
#include "broker/handlers/incremental_alter_configs.hpp"
#include "broker/handlers/init_producer_id.hpp"
#include "broker/handlers/join_group.hpp"
#include "broker/handlers/leave_group.hpp"
#include "broker/handlers/list_groups.hpp"
#include "broker/handlers/list_offsets.hpp"
#include "broker/handlers/metadata.hpp"
#include "broker/handlers/offset_commit.hpp"
#include "broker/handlers/offset_delete.hpp"
#include "broker/handlers/offset_fetch.hpp"
#include "broker/handlers/offset_for_leader_epoch.hpp"
#include "broker/handlers/produce.hpp"
#include "broker/handlers/sasl_authenticate.hpp"
#include "broker/handlers/sasl_handshake.hpp"
#include "broker/handlers/sync_group.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

template <protocol::request Request>
void answer(wire::bytes message, context& c, std::int32_t correlation_id, reply_pointer to) {
    reply<Request> back(std::move(to), c.version, correlation_id);
    Request request;
    const auto layout = protocol::layout_of<Request>(c.version);
    const auto error = protocol::codec<Request>::read(message, request, layout);
    if (error != wire::errc::ok)
        return back.close("malformed request (key " +
                          std::to_string(static_cast<int>(Request::key)) + ", version " +
                          std::to_string(c.version) + "): " + std::string(to_string(error)));
    handle(request, c, std::move(back));
}

template <protocol::request Request>
constexpr served_api serve(protocol::versions served, std::int16_t listed_from) {
    return {static_cast<std::int16_t>(Request::key),
            {listed_from, served.max},
            served,
            Request::flexible_since,
            &answer<Request>};
}

template <protocol::request Request>
constexpr served_api serve(std::int16_t min, std::int16_t max) {
    return serve<Request>({min, max}, min);
}

// The floors are KIP-896's, the ceilings Apache Kafka 3.9's: clients guess a broker's version from
// such pairs, so they must fit together.
// librdkafka compresses only for who lists Produce from 0, and logs in only where SaslHandshake is
// listed from 0; nobody serves those versions any more.
constexpr served_api table[] = {
    serve<protocol::produce_request>(protocol::versions{3, 11}, 0),
    serve<protocol::fetch_request>(4, 17),
    serve<protocol::list_offsets_request>(1, 9),
    serve<protocol::metadata_request>(0, 12),
    serve<protocol::offset_commit_request>(2, 9),
    serve<protocol::offset_fetch_request>(1, 9),
    serve<protocol::find_coordinator_request>(0, 6),
    serve<protocol::join_group_request>(0, 9),
    serve<protocol::heartbeat_request>(0, 4),
    serve<protocol::leave_group_request>(0, 5),
    serve<protocol::sync_group_request>(0, 5),
    serve<protocol::describe_groups_request>(0, 5),
    serve<protocol::list_groups_request>(0, 5),
    serve<protocol::sasl_handshake_request>(protocol::versions{1, 1}, 0),
    serve<protocol::api_versions_request>(0, 4),
    serve<protocol::create_topics_request>(2, 7),
    serve<protocol::delete_topics_request>(1, 6),
    serve<protocol::delete_records_request>(0, 2),
    serve<protocol::init_producer_id_request>(0, 5),
    serve<protocol::offset_for_leader_epoch_request>(2, 4),
    serve<protocol::describe_configs_request>(1, 4),
    serve<protocol::sasl_authenticate_request>(0, 2),
    serve<protocol::create_partitions_request>(0, 3),
    serve<protocol::delete_groups_request>(0, 2),
    serve<protocol::incremental_alter_configs_request>(0, 1),
    serve<protocol::offset_delete_request>(0, 0),
    serve<protocol::describe_cluster_request>(0, 1),
    serve<protocol::describe_topic_partitions_request>(0, 0),
};

std::string not_served(const protocol::request_header& header) {
    return "unsupported request (key " + std::to_string(header.key) + ", version " +
           std::to_string(header.version) + ")";
}

/// What a client may ask before it has authenticated.
bool is_for_strangers(std::int16_t key) {
    using protocol::api_key;
    return key == static_cast<std::int16_t>(api_key::api_versions) ||
           key == static_cast<std::int16_t>(api_key::sasl_handshake) ||
           key == static_cast<std::int16_t>(api_key::sasl_authenticate);
}

/// The client cannot know yet which versions there are, so it gets an answer that any can read.
void refuse_api_versions(const protocol::request_header& header, reply_pointer to) {
    reply<protocol::api_versions_request> back(std::move(to), 0, header.correlation_id);
    back.send(api_versions_of(broker_errc::unsupported_version));
}

} // namespace

std::span<const served_api> served_apis() { return table; }

const served_api* find_api(std::int16_t key) {
    const auto* found = std::ranges::lower_bound(table, key, {}, &served_api::key);
    return found != std::end(table) && found->key == key ? found : nullptr;
}

void dispatch(wire::bytes frame, state& broker, peer& from, reply_pointer to) {
    wire::reader r(frame);
    const auto header = protocol::read_request_header(r);
    if (!r.good()) return to->close("malformed request header");
    const auto* api = find_api(header.key);
    if (api == nullptr) return to->close(not_served(header));
    if (from.sasl && !from.sasl->is_complete() && !is_for_strangers(header.key))
        return to->close("a request before the client has authenticated (key " +
                         std::to_string(header.key) + ")");
    if (!api->served.has(header.version)) {
        if (header.key == static_cast<std::int16_t>(protocol::api_key::api_versions))
            return refuse_api_versions(header, std::move(to));
        return to->close(not_served(header));
    }
    if (header.version >= api->flexible_since) protocol::skip_tags(r);
    if (!r.good()) return to->close("malformed request header");
    context c{broker, from, header.client_id.value_or(""), header.version};
    api->answer(frame.last(r.left()), c, header.correlation_id, std::move(to));
}

} // namespace kafka::detail::broker
