// Who is to answer a request, and in which version it is sent.
#pragma once

#include <kafka/offset.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace kafka {

/// For client::request. At most one of the first four; none of them (the default): whoever a
/// request of this kind belongs to, which its own members tell: the leader of its partition, the
/// coordinator of its group, the controller, or else any broker.
///     client.request(ctx, message, {.broker = 2})
///     client.request(ctx, message, {.leader = kafka::topic_partition{"orders", 0}})
struct request_options {
    /// The broker with this id.
    std::optional<std::int32_t> broker = {};
    /// Whichever broker is the controller.
    bool controller = false;
    /// The broker that coordinates this group.
    std::optional<std::string> coordinator = {};
    /// The broker that leads this partition.
    std::optional<topic_partition> leader = {};

    /// Default: the highest version that both sides know.
    std::optional<std::int16_t> version = {};
    /// How long the broker may take; the connection counts as dead after that. Default:
    /// client_options::request_timeout. Give more for requests that are to wait: JoinGroup, Fetch.
    std::optional<std::chrono::milliseconds> timeout = {};
};

} // namespace kafka
