// Calls that may block, for the I/O thread.
#pragma once

#include <kafka/context.hpp>
#include <kafka/error.hpp>

#include "net/io.hpp"
#include "net/post_gate.hpp"

#include <memory>
#include <mutex>
#include <thread>

namespace kafka::detail::net {

namespace aside {

/// Shared by the coroutine that waits and the thread that works.
template <class T>
struct question {
    std::mutex mutex;
    timer* waiting = nullptr; // null once nobody waits any more
    std::optional<outcome<T>> answer;
    std::stop_source unwanted;
};

/// What `f` returns, or says when it throws.
template <class T, class F>
outcome<T> answer_of(F& f, const context& ctx) {
    try {
        return f(ctx);
    } catch (const std::system_error& e) {
        return failure{e.code(), e.what(), {}};
    } catch (const std::exception& e) {
        return failure{std::make_error_code(std::errc::io_error), e.what(), {}};
    } catch (...) {
        return failure{std::make_error_code(std::errc::io_error), "it threw no exception", {}};
    }
}

/// Tells the thread, however the coroutine ends, that the I/O thread's objects are gone.
template <class T>
struct leave {
    std::shared_ptr<question<T>> q;
    ~leave() {
        {
            std::lock_guard lock(q->mutex);
            q->waiting = nullptr;
        }
        q->unwanted.request_stop();
    }
};

} // namespace aside

/// Runs `f(context)`, which returns outcome<T>, on a thread of its own and waits until it is done
/// or the time is over; empty then. Of its own, because nobody may have to wait for a call that
/// cannot be ended: it goes on by itself, and what it returns is dropped.
template <class T, class F>
awaitable<std::optional<outcome<T>>> run_aside(asio::io_context& io, clock::time_point deadline,
                                               F f) {
    timer waiting(io, deadline);
    const auto q = std::make_shared<aside::question<T>>();
    q->waiting = &waiting;
    const aside::leave<T> on_exit{q};
    std::thread([q, &io, &gate = post_gate::of(io), f = std::move(f), deadline]() mutable {
        auto found = aside::answer_of<T>(f, {deadline, q->unwanted.get_token()});
        std::lock_guard lock(q->mutex);
        if (q->waiting == nullptr) return; // and the context may be gone
        q->answer = std::move(found);
        gate.post(io, [q] {
            std::lock_guard inner(q->mutex);
            if (q->waiting != nullptr) q->waiting->cancel();
        });
    }).detach();
    co_await waiting.async_wait(as_tuple);
    std::lock_guard lock(q->mutex);
    co_return std::move(q->answer);
}

} // namespace kafka::detail::net
