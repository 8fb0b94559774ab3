// Waits on a user's thread for an operation that runs on the I/O thread. Every blocking call of the
// library goes through here.
#pragma once

#include "client/failures.hpp"
#include "client/flag.hpp"
#include "client/io_loop.hpp"
#include "client/runtime.hpp"

#include <kafka/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

namespace kafka::detail::client {

namespace asio = net::asio;

/// Both threads hold it: the caller may leave first.
template <class T>
struct pending {
    flag done;
    std::optional<outcome<T>> result = {};
    asio::cancellation_signal cancel = {};
    trail so_far = {};
};

/// Starts `operation(trail&)`, an awaitable of outcome<T>, on the I/O thread and waits for it as
/// `wait(flag&)` says. When that gives up first, which its error code tells, the operation is
/// cancelled and the call returns at once; nothing of the caller's may be referred to by the
/// operation.
template <class T, class Wait, class Operation>
requires std::is_invocable_r_v<std::error_code, Wait, flag&> outcome<T>
block_on(const runtime::implementation& on, Wait wait, std::string_view call, Operation operation) {
    if (const auto refused = on.refuse_to_block()) return cluster::fail(refused, call);
    auto state = std::make_shared<pending<T>>();
    auto run = [state, operation = std::move(operation)]() mutable -> net::awaitable<void> {
        state->result = co_await operation(state->so_far);
    };
    asio::post(*on.io(), [io = on.io().get(), state, run = std::move(run)]() mutable {
        auto ended = [state](std::exception_ptr) { state->done.set(); }; // thrown: no result
        asio::co_spawn(*io, std::move(run),
                       asio::bind_cancellation_slot(state->cancel.slot(), std::move(ended)));
    });
    const std::error_code why = wait(state->done);
    if (why) {
        asio::post(*on.io(), [state] { state->cancel.emit(asio::cancellation_type::terminal); });
        return ended_by_context(why, call, state->so_far);
    }
    if (!state->result) // nothing but the lack of memory ends an operation without a result
        return cluster::fail(std::make_error_code(std::errc::not_enough_memory), call);
    return std::move(*state->result);
}

/// As above, until the context ends.
template <class T, class Operation>
outcome<T> block_on(const runtime::implementation& on, const context& ctx, std::string_view call,
                    Operation operation) {
    return block_on<T>(
        on, [&ctx](flag& done) { return done.wait(ctx); }, call, std::move(operation));
}

/// As above; throws the failure.
template <class T, class Operation>
T block_on_or_throw(const runtime::implementation& on, const context& ctx, std::string_view call,
                    Operation operation) {
    auto result = block_on<T>(on, ctx, call, std::move(operation));
    if (!result) raise(result.error());
    return std::move(*result);
}

} // namespace kafka::detail::client
