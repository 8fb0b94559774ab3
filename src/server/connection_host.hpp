// What a connection needs of the server that it belongs to.
#pragma once

#include "broker/broker.hpp"
#include "server/block_cache.hpp"

namespace kafka::detail::server {

class connection;

/// All calls are made on the network thread.
class connection_host {
public:
    virtual ~connection_host() = default;

    virtual void handle(wire::bytes frame, broker::peer& from, broker::reply_pointer reply) = 0;
    /// An answer came while the connection itself was not at work: call its `proceed` soon.
    virtual void has_answers(connection& of) = 0;
    /// Bytes went either way.
    virtual void was_active(connection& which) = 0;
    /// The handshake is over, and requests may come.
    virtual void has_entered(connection& which) = 0;
    /// Only a moment is left to it: the peer sends no more but is owed answers, or was answered for
    /// the last time and should have the time to read that.
    virtual void leaves(connection& which) = 0;
    virtual void ended(connection& which) = 0;
    /// A connection has done what it could: the moment to look for other work.
    virtual void turn() = 0;
    virtual void complain(const std::string& line) = 0;
    virtual block_cache& memory() = 0;
    virtual std::size_t request_limit() const = 0;
};

} // namespace kafka::detail::server
