#include "broker/handlers/find_coordinator.hpp"

#include "broker/group/string_hash.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int8_t of_a_group = 0;
constexpr std::int16_t first_with_many = 4;

struct found_coordinator {
    broker_errc error = broker_errc::none;
    std::string_view message;
    const advertised_node* node = nullptr;
};

found_coordinator find(const context& c, std::int8_t kind, std::string_view key) {
    auto& broker = c.broker;
    if (kind != of_a_group)
        return {broker_errc::invalid_request, "this broker coordinates groups only"};
    if (key.size() > limits::group_text_length || !java_hash(key))
        return {broker_errc::invalid_group_id, "the group's id is too long or not UTF-8"};
    if (broker.offsets.ensure() != broker_errc::none)
        return {broker_errc::coordinator_not_available, "__consumer_offsets cannot be made"};
    const auto p = broker.offsets.partition_of(key);
    if (!p || !p->is_served())
        return {broker_errc::coordinator_not_available,
                "the partition that keeps the group cannot be opened"};
    const auto& all = broker.cluster.seen_on(c.from.listener);
    const auto node = std::ranges::find(all, p->leader(), &advertised_node::id);
    if (node == all.end()) return {broker_errc::coordinator_not_available, "it has no leader"};
    return {broker_errc::none, {}, &*node};
}

/// The response and its list of coordinators have the same fields.
template <class To>
void tell(const found_coordinator& from, To& to) {
    to.error_code = static_cast<std::int16_t>(from.error);
    to.error_message = from.message;
    to.node_id = from.node ? from.node->id : -1;
    to.port = from.node ? from.node->port : -1;
    if (from.node) to.host = from.node->host;
}

} // namespace

void handle(const protocol::find_coordinator_request& request, context& c,
            reply<protocol::find_coordinator_request> back) {
    protocol::find_coordinator_response out;
    if (c.version < first_with_many) {
        tell(find(c, request.key_type, request.coordinator_key), out);
        return back.send(out);
    }
    if (request.coordinator_keys.size() > limits::groups_of_a_request)
        return back.close("a request asks for more coordinators than one may");
    for (const auto key : request.coordinator_keys) {
        auto& told = out.coordinators.emplace_back();
        told.key = key;
        tell(find(c, request.key_type, key), told);
    }
    back.send(out);
}

} // namespace kafka::detail::broker
