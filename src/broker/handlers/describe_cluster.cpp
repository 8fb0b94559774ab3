#include "broker/handlers/describe_cluster.hpp"

#include "broker/authorized_operations.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

// KIP-919: a client says whether it takes us for a broker or for a controller.
constexpr std::int8_t broker_endpoint = 1;

} // namespace

void handle(const protocol::describe_cluster_request& request, context& c,
            reply<protocol::describe_cluster_request> back) {
    protocol::describe_cluster_response out;
    if (request.endpoint_type != broker_endpoint) {
        out.error_code = static_cast<std::int16_t>(broker_errc::mismatched_endpoint_type);
        out.error_message = "The request was sent to an endpoint of brokers.";
        return back.send(out);
    }
    out.cluster_id = c.broker.logs.cluster_id();
    out.controller_id = c.broker.cluster.controller();
    for (const auto& n : c.broker.cluster.seen_on(c.from.listener)) {
        auto& told = out.brokers.emplace_back();
        told.broker_id = n.id;
        told.host = n.host;
        told.port = n.port;
        if (!n.rack.empty()) told.rack = n.rack;
    }
    if (request.include_cluster_authorized_operations)
        out.cluster_authorized_operations = every_cluster_operation;
    back.send(out);
}

} // namespace kafka::detail::broker
