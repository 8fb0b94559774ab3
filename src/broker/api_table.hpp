// Which requests are served, in which versions, and by whom.
#pragma once

#include "broker/context.hpp"
#include "protocol/api.hpp"

#include <span>

namespace kafka::detail::broker {

struct served_api {
    std::int16_t key = 0;
    /// What ApiVersions lists; it may start below what is served.
    protocol::versions listed;
    protocol::versions served;
    std::int16_t flexible_since = 0;
    /// Decodes the message and calls its handler.
    void (*answer)(wire::bytes message, context& c, std::int32_t correlation_id, reply_pointer to);
};

/// In the order of their keys.
std::span<const served_api> served_apis();
const served_api* find_api(std::int16_t key);

/// Reads the header of a request and hands the rest to its handler. What cannot be answered ends
/// the connection with a reason.
void dispatch(wire::bytes frame, state& broker, peer& from, reply_pointer to);

} // namespace kafka::detail::broker
