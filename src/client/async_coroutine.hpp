// An asynchronous call that is a coroutine on the I/O thread.
#pragma once

#include "client/async_operation.hpp"
#include "client/failures.hpp"
#include "client/runtime.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

namespace kafka::detail::client {

inline async::nothing told_of(cluster::nothing) { return {}; }
template <class Value>
Value told_of(Value&& value) {
    return std::move(value);
}

/// `Value` is what the coroutine gives, `Result` what the caller is told. It holds the threads, not
/// the object: once that is closed the coroutine ends.
template <class Result, class Value>
class coroutine_operation final : public async_operation<Result> {
    using base = async_operation<Result>;

public:
    coroutine_operation(std::shared_ptr<runtime::implementation> threads, async::limits l,
                        async::listener_pointer<Result> told)
        : base(std::move(l), std::move(told), threads->io())
        , threads_(std::move(threads)) {}

    template <class Begin>
    void start(Begin begin) {
        auto lock = this->lock();
        if (const auto refused = threads_->refuse())
            return this->end_later(std::move(lock), refused, {});
        this->watch_limits();
        auto run = [self = self(), begin = std::move(begin)]() mutable -> net::awaitable<void> {
            self->outcome_ = co_await begin(self->so_far_);
        };
        threads_->post([self = self(), run = std::move(run)]() mutable {
            auto ended = [self](std::exception_ptr) {
                base::later(self, &coroutine_operation::done);
            };
            auto& io = *self->io();
            boost::asio::co_spawn(
                io, std::move(run),
                boost::asio::bind_cancellation_slot(self->cancel_.slot(), std::move(ended)));
        });
    }

private:
    std::shared_ptr<coroutine_operation> self() {
        return std::static_pointer_cast<coroutine_operation>(this->shared_from_this());
    }

    void done() {
        auto lock = this->lock();
        const auto threads = std::move(threads_);
        if (!outcome_) // nothing but the lack of memory ends one without
            this->end(std::move(lock), std::make_error_code(std::errc::not_enough_memory), {});
        else if (*outcome_)
            this->end(std::move(lock), {}, told_of(std::move(**outcome_)));
        else
            this->end(std::move(lock), outcome_->error().code, {});
    }

    void expired(std::error_code why, typename base::lock_type lock) override {
        if (threads_)
            threads_->post(
                [self = self()] { self->cancel_.emit(boost::asio::cancellation_type::terminal); });
        this->end(std::move(lock), why, {});
    }

    std::shared_ptr<runtime::implementation> threads_;
    std::optional<outcome<Value>> outcome_;
    boost::asio::cancellation_signal cancel_; // on the I/O thread only
    trail so_far_;
};

/// Starts `begin(trail&)`, an awaitable of outcome<Value>, on the I/O thread.
template <class Result, class Value = Result, class Begin>
void run_on_loop(const std::shared_ptr<runtime::implementation>& threads, async::limits l,
                 async::listener_pointer<Result> told, Begin begin) {
    std::make_shared<coroutine_operation<Result, Value>>(threads, std::move(l), std::move(told))
        ->start(std::move(begin));
}

} // namespace kafka::detail::client
