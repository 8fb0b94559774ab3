// The Asio types that this library uses, spelled with one concrete executor: that is faster than
// the type-erased one, and compiles sooner.
#pragma once

#include "cluster/outcome.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace kafka::detail::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using cluster::failure;
using cluster::nothing;
using cluster::outcome;

using clock = std::chrono::steady_clock;
using executor = asio::io_context::executor_type;
using tcp_socket = asio::basic_stream_socket<tcp, executor>;
using timer = asio::basic_waitable_timer<clock, asio::wait_traits<clock>, executor>;

/// What coroutines of this library return. They run on the I/O thread, and are cancelled by an
/// exception that Asio throws at the next suspension: whatever they hold is released on the way.
template <class T>
using awaitable = asio::awaitable<T, executor>;

inline constexpr asio::use_awaitable_t<executor> use_awaitable{};
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<executor>> as_tuple{use_awaitable};

} // namespace kafka::detail::net
