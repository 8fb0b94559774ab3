// The calls of the library for coroutines, callbacks and futures of Boost.Asio. Only a program that
// includes this header needs Asio.
//
//     kafka::reader reader{{.brokers = {"localhost:9092"}, .topic = "orders"}};
//     while (auto message = co_await reader.async_read_message()) handle(*message);
//
// Each call of the tables has the name of a blocking call behind `async_` and does the same. It
// takes a kafka::context first, if any, and an Asio completion token last, if any; with none it
// returns an operation that may be awaited in any asio::awaitable (asio::deferred).
//
// | call                                             | ends with, after the error          |
// | ------------------------------------------------ | ----------------------------------- |
// | reader.async_fetch_message, async_read_message   | std::optional<message>              |
// | reader.async_fetch_batch, async_read_batch       | batch                               |
// | reader.async_commit_messages(message or span)    | -                                   |
// | reader.async_close                               | -                                   |
// | writer.async_write_messages(record or span)      | std::vector<write_error>            |
// | writer.async_flush                               | -                                   |
// | writer.async_close                               | undelivered                         |
// | client.async_metadata(span of names)             | cluster_info                        |
// | client.async_topics                              | std::vector<std::string>            |
// | client.async_create_topics(span of topic_config) | std::vector<topic_result>           |
// | client.async_delete_topics(span of names)        | std::vector<topic_result>           |
// | client.async_list_offsets(span of offset_query)  | std::vector<offset_result>          |
//
// Errors: signatures begin with boost::system::error_code, so a co_await throws
// boost::system::system_error; the code compares with kafka::errc, kafka::broker_errc and
// kafka::condition. When a write failed for some records the error is that of the first of them,
// and the vector (see asio::as_tuple) has them all.
//
// Cancellation: by the token's cancellation slot (any type), by the context's stop token, and by
// its deadline: errc::cancelled or errc::timed_out. A cancelled fetch loses no message. A cancelled
// write takes nothing back: the records may still be written.
//
// Threads: handlers run on their associated executor, never inside the call that starts the
// operation and never on an I/O thread of the library; without an executor on the callback thread,
// where blocking calls fail with errc::would_deadlock. The executor must outlive the operation.
//
// Lifetime: bytes of records are copied before the call suspends. Spans are used because g++ 12
// destroys a braced argument that owns memory twice inside a co_await expression: name it first.
// `close` ends what is under way; so does the end of the last handle, but a coroutine that awaits
// an operation holds one.
#pragma once

#include <kafka/async_calls.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace kafka::async {

/// The callback thread as an Asio executor.
class callback_executor {
public:
    explicit callback_executor(callbacks to) : to_(std::move(to)) {}

    template <class F>
    void execute(F f) const {
        to_.post([f = std::make_shared<F>(std::move(f))] { std::move (*f)(); });
    }
    using blocking = boost::asio::execution::blocking_t;
    callback_executor require(blocking::never_t) const noexcept { return *this; }
    static constexpr blocking query(blocking) noexcept { return blocking::never; }
    friend bool operator==(const callback_executor&, const callback_executor&) noexcept = default;

private:
    callbacks to_;
};

template <class Result>
struct signature_of {
    using type = void(boost::system::error_code, Result);
};
template <>
struct signature_of<nothing> {
    using type = void(boost::system::error_code);
};

/// Tells an Asio handler.
template <class Result, class Handler>
class handler_listener final : public listener<Result> {
public:
    handler_listener(Handler&& handler, const callbacks& otherwise)
        : work_(boost::asio::get_associated_executor(handler, callback_executor(otherwise)))
        , handler_(std::move(handler)) {}

    void post(std::function<void()> step) override {
        boost::asio::post(work_.get_executor(), std::move(step));
    }
    void ended(std::error_code error, Result result) override {
        auto handler = std::move(handler_);
        if constexpr (std::same_as<Result, nothing>)
            std::move(handler)(boost::system::error_code(error));
        else
            std::move(handler)(boost::system::error_code(error), std::move(result));
    }

private:
    using executor = boost::asio::associated_executor_t<Handler, callback_executor>;

    boost::asio::executor_work_guard<executor> work_;
    Handler handler_;
};

/// A stop token that the handler's cancellation slot stops; none when it has no slot.
template <class Handler>
std::stop_token stopped_by_slot_of(const Handler& handler) {
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    if (!slot.is_connected()) return {};
    std::stop_source source;
    auto token = source.get_token();
    slot.assign([source = std::move(source)](boost::asio::cancellation_type type) mutable {
        if (type != boost::asio::cancellation_type::none) source.request_stop();
    });
    return token;
}

template <class T>
concept a_context = std::same_as<std::remove_cvref_t<T>, context>;

/// Calls `start(limits, listener)` once the token wants it. `start` must hold what it needs.
template <class Result, class Object, class Start, class Token>
auto initiate(const Object& object, Start start, const context& ctx, Token&& token) {
    return boost::asio::async_initiate<Token, typename signature_of<Result>::type>(
        [object, ctx, start = std::move(start)]<class Handler>(Handler&& handler) {
            using told = handler_listener<Result, std::decay_t<Handler>>;
            limits l{ctx, stopped_by_slot_of(handler)};
            start(object, std::move(l),
                  std::make_unique<told>(std::forward<Handler>(handler), callbacks(object)));
        },
        token);
}
template <class Result, class Object, class Start, class Token>
requires(!a_context<Token>) auto initiate(const Object& object, Start start, Token&& token) {
    return initiate<Result>(object, std::move(start), context(), std::forward<Token>(token));
}
template <class Result, class Object, class Start>
auto initiate(const Object& object, Start start, const context& ctx) {
    return initiate<Result>(object, std::move(start), ctx, boost::asio::deferred);
}
template <class Result, class Object, class Start>
auto initiate(const Object& object, Start start) {
    return initiate<Result>(object, std::move(start), context(), boost::asio::deferred);
}

} // namespace kafka::async

namespace kafka {

template <class... How>
auto reader::async_fetch_message(How&&... how) {
    return async::initiate<std::optional<message>>(
        *this,
        [](const reader& r, async::limits l, auto told) {
            async::fetch_message(r, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... How>
auto reader::async_read_message(How&&... how) {
    return async::initiate<std::optional<message>>(
        *this,
        [](const reader& r, async::limits l, auto told) {
            async::read_message(r, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... How>
auto reader::async_fetch_batch(How&&... how) {
    return async::initiate<batch>(
        *this,
        [](const reader& r, async::limits l, auto told) {
            async::fetch_batch(r, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... How>
auto reader::async_read_batch(How&&... how) {
    return async::initiate<batch>(
        *this,
        [](const reader& r, async::limits l, auto told) {
            async::read_batch(r, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... Token>
auto reader::async_commit_messages(const context& ctx, std::span<const message> messages,
                                   Token&&... token) {
    return async::initiate<async::nothing>(
        *this,
        [messages](const reader& r, async::limits l, auto told) {
            async::commit_messages(r, std::move(l), messages, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... Token>
auto reader::async_commit_messages(const context& ctx, const message& one, Token&&... token) {
    return async_commit_messages(ctx, std::span<const message>(&one, 1),
                                 std::forward<Token>(token)...);
}

template <class... How>
auto reader::async_close(How&&... how) {
    return async::initiate<async::nothing>(
        *this,
        [](const reader& r, async::limits l, auto told) {
            async::close(r, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... Token>
auto writer::async_write_messages(const context& ctx, std::span<const record> records,
                                  Token&&... token) {
    return async::initiate<std::vector<write_error>>(
        *this,
        [records](const writer& w, async::limits l, auto told) {
            async::write_messages(w, std::move(l), records, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... Token>
auto writer::async_write_messages(const context& ctx, const record& one, Token&&... token) {
    return async::initiate<std::vector<write_error>>(
        *this,
        [one](const writer& w, async::limits l, auto told) {
            async::write_messages(w, std::move(l), {&one, 1}, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... Token>
auto writer::async_write_messages(std::span<const record> records, Token&&... token) {
    return async_write_messages(context(), records, std::forward<Token>(token)...);
}

template <class... Token>
auto writer::async_write_messages(const record& one, Token&&... token) {
    return async_write_messages(context(), one, std::forward<Token>(token)...);
}

template <class... How>
auto writer::async_flush(How&&... how) {
    return async::initiate<async::nothing>(
        *this,
        [](const writer& w, async::limits l, auto told) {
            async::flush(w, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... How>
auto writer::async_close(How&&... how) {
    return async::initiate<undelivered>(
        *this,
        [](const writer& w, async::limits l, auto told) {
            async::close(w, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... Token>
auto client::async_metadata(const context& ctx, std::span<const std::string> topics,
                            Token&&... token) {
    return async::initiate<cluster_info>(
        *this,
        [topics](const client& c, async::limits l, auto told) {
            async::metadata(c, std::move(l), {topics.begin(), topics.end()}, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... How>
auto client::async_topics(How&&... how) {
    return async::initiate<std::vector<std::string>>(
        *this,
        [](const client& c, async::limits l, auto told) {
            async::topics(c, std::move(l), std::move(told));
        },
        std::forward<How>(how)...);
}

template <class... Token>
auto client::async_create_topics(const context& ctx, std::span<const topic_config> topics,
                                 Token&&... token) {
    return async::initiate<std::vector<topic_result>>(
        *this,
        [topics](const client& c, async::limits l, auto told) {
            async::create_topics(c, std::move(l), {topics.begin(), topics.end()}, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... Token>
auto client::async_delete_topics(const context& ctx, std::span<const std::string> topics,
                                 Token&&... token) {
    return async::initiate<std::vector<topic_result>>(
        *this,
        [topics](const client& c, async::limits l, auto told) {
            async::delete_topics(c, std::move(l), {topics.begin(), topics.end()}, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

template <class... Token>
auto client::async_list_offsets(const context& ctx, std::span<const offset_query> queries,
                                Token&&... token) {
    return async::initiate<std::vector<offset_result>>(
        *this,
        [queries](const client& c, async::limits l, auto told) {
            async::list_offsets(c, std::move(l), {queries.begin(), queries.end()}, std::move(told));
        },
        ctx, std::forward<Token>(token)...);
}

} // namespace kafka
