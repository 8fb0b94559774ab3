// For tests of kafka/asio.hpp: objects on a broker in this process, and a context to run
// coroutines.
#pragma once

#include "support/running_broker.hpp"

#include <kafka/asio.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

namespace kafka::testing {

namespace asio = boost::asio;

constexpr auto result_of = asio::as_tuple(asio::use_awaitable);
/// An address where nobody listens.
constexpr auto nobody = "localhost:1";

inline kafka::reader read_from(const running_broker& broker, kafka::reader_options options = {}) {
    options.brokers = {broker.address()};
    if (options.topic.empty()) options.topic = "t";
    return kafka::reader(std::move(options));
}

inline kafka::writer write_to(const running_broker& broker, kafka::writer_options options = {}) {
    options.brokers = {broker.address()};
    if (options.topic.empty()) options.topic = "t";
    options.backoff_min = std::chrono::milliseconds(5);
    options.backoff_max = std::chrono::milliseconds(50);
    return kafka::writer(std::move(options));
}

/// Runs a coroutine to its end on a context of the caller's, and throws what it threw.
template <class Coroutine>
void run(Coroutine coroutine) {
    asio::io_context io;
    std::exception_ptr thrown;
    bool ended = false;
    asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr e) {
        thrown = e;
        ended = true;
    });
    io.run_for(std::chrono::seconds(60));
    ASSERT_TRUE(ended) << "the coroutine is stuck";
    if (thrown) std::rethrow_exception(thrown);
}

} // namespace kafka::testing
