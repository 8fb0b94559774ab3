// One request, sent again while that may help.
#pragma once

#include "client/calls.hpp"

namespace kafka::detail::client {

/// A connection to the node, retried.
inline awaitable<outcome<session_pointer>> reach(call c, route to) {
    auto steps = c.link->new_backoff();
    for (;;) {
        auto got = co_await c.link->reach(to, purpose::general, c.so_far);
        if (got || !got.error().is(condition::retriable)) co_return got;
        co_await c.link->pause(steps);
    }
}

/// The answer to `question`; errors inside it are the caller's to find.
template <protocol::request Api>
awaitable<outcome<answer<Api>>> ask(call c, route to, const Api& question) {
    auto steps = c.link->new_backoff();
    for (;;) {
        auto got = co_await c.link->request(to, question, c.so_far);
        if (got || !got.error().is(condition::retriable)) co_return got;
        co_await c.link->pause(steps);
        // The node may have moved, or another one may do its work now.
        static_cast<void>(co_await c.link->refresh({}, c.so_far));
    }
}

/// The same for the controller; asks again when the answer says that it was the wrong node.
template <protocol::request Api, class WrongNode>
awaitable<outcome<answer<Api>>> ask_controller(call c, const Api& question, WrongNode wrong_node) {
    auto steps = c.link->new_backoff();
    for (;;) {
        auto got = co_await ask(c, route{route::controller}, question);
        if (!got || !wrong_node(got->message)) co_return got;
        c.so_far.note("the controller moved");
        co_await c.link->pause(steps);
        static_cast<void>(co_await c.link->refresh({}, c.so_far));
    }
}

} // namespace kafka::detail::client
