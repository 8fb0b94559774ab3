// The one place where the server's files get Asio from.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace kafka::detail::server {

namespace asio = boost::asio;
using boost::asio::ip::tcp;
using error_code = boost::system::error_code;

} // namespace kafka::detail::server
