// One member of a group.
#pragma once

#include "broker/waiting.hpp"
#include "protocol/join_group.hpp"
#include "protocol/sync_group.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::broker {

/// Views in the response are alive until the call returns.
using join_answer = std::function<void(const protocol::join_group_response&)>;
using sync_answer = std::function<void(const protocol::sync_group_response&)>;

/// A way to share the work that the member knows, and what it says of itself in it.
struct member_protocol {
    std::string name;
    std::vector<std::byte> metadata;
    bool operator==(const member_protocol&) const = default;
};

using member_protocols = std::vector<member_protocol>; // the one it likes best first

struct group_member {
    std::string id;
    std::optional<std::string> instance_id; // of a static member
    std::string client_id;
    std::string client_host;
    std::chrono::milliseconds rebalance_timeout{};
    std::chrono::milliseconds session_timeout{};
    member_protocols protocols;
    std::vector<std::byte> assignment;

    join_answer joining;          // set while its JoinGroup waits
    sync_answer syncing;          // set while its SyncGroup waits
    bool owes_sync = false;       // it was told the generation and has not come for its assignment
    bool is_new = false;          // it has not been told a generation yet
    clock::monotonic expires{};   // the end of its session, unless it is heard of
    clock::monotonic looked_at{}; // when the timer looks, which is not later than `expires`
    waiting::ticket timer = 0;

    bool is_static() const { return instance_id.has_value(); }
    bool knows(std::string_view protocol) const { return metadata_for(protocol) != nullptr; }
    /// Null when it does not know the protocol.
    const std::vector<std::byte>* metadata_for(std::string_view protocol) const {
        for (const auto& p : protocols)
            if (p.name == protocol) return &p.metadata;
        return nullptr;
    }
    /// Who waits for a rebalance is alive, though it sends no heartbeats. That does not hold for a
    /// new member: its client may have given up and come again under another id.
    bool is_excused() const { return !is_new && (joining || syncing); }
    std::size_t bytes() const;
};

inline std::size_t group_member::bytes() const {
    constexpr std::size_t overhead = 600;
    auto out = overhead + 2 * id.size() + client_id.size() + client_host.size() +
               assignment.size() + (instance_id ? 2 * instance_id->size() : 0);
    for (const auto& p : protocols) out += sizeof(p) + p.name.size() + p.metadata.size();
    return out;
}

} // namespace kafka::detail::broker
