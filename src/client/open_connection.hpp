// From an address to a connection whose broker has told its versions, as a coroutine.
#pragma once

#include "client/connection.hpp"
#include "client/io_loop.hpp"
#include "cluster/address.hpp"
#include "net/dial_terms.hpp"
#include "net/dialled.hpp"

#include <kafka/sasl.hpp>

namespace kafka::detail::client {

struct dial_order {
    std::shared_ptr<io_loop> io = {};
    cluster::address where = {};
    std::optional<net::clock::time_point> deadline = {};
    net::dial_terms how = {};
    std::string client_id = {};
    kafka::sasl::mechanism_pointer mechanism = {};
    net::clock::duration request_timeout = std::chrono::seconds(30);
};

/// What is left of the time; a day when there is no limit.
net::clock::duration time_left(const dial_order& order);

awaitable<outcome<connected>> open_connection(dial_order order);
/// The same on a socket that is connected already.
awaitable<outcome<connected>> open_on(net::dialled socket, std::string name, dial_order order);

} // namespace kafka::detail::client
