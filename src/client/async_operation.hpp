// What all asynchronous calls have in common: they run in steps where the caller wants them to, end
// once, and are ended early by a deadline or by one of two stop tokens.
#pragma once

#include "client/io_loop.hpp"

#include <kafka/async_calls.hpp>
#include <kafka/error.hpp>

#include <mutex>

namespace kafka::detail::client {

/// Whoever is to wake it holds it by shared pointer. Steps of one operation may run at the same
/// time where the caller's executor has several threads: so each is a look under the lock.
template <class Result>
class async_operation : public std::enable_shared_from_this<async_operation<Result>> {
public:
    async_operation(async::limits l, async::listener_pointer<Result> told,
                    std::shared_ptr<io_loop> io)
        : limits_(std::move(l))
        , told_(std::move(told))
        , io_(std::move(io)) {}
    virtual ~async_operation() = default;
    async_operation(const async_operation&) = delete;
    async_operation& operator=(const async_operation&) = delete;

protected:
    using lock_type = std::unique_lock<std::mutex>;

    lock_type lock() { return lock_type(mutex_); }
    bool has_ended() const { return ended_; }
    const context& ctx() const { return limits_.ctx; }
    const std::shared_ptr<io_loop>& io() const { return io_; }

    /// Any thread: calls `(self.*step)(arguments...)` where the caller wants it.
    template <class Self, class... Parameters, class... Arguments>
    static void later(std::shared_ptr<Self> self, void (Self::*step)(Parameters...),
                      Arguments... arguments) {
        auto* told = self->told_.get();
        told->post([self = std::move(self), step, arguments...] { ((*self).*step)(arguments...); });
    }

    /// A limit is over: runs as a step, with the lock held. Ends the call, unless overridden.
    virtual void expired(std::error_code why, lock_type lock) {
        end(std::move(lock), why, Result());
    }
    /// Must be called under the lock, once the first attempt has not ended the call.
    void watch_limits();
    /// Within a step.
    void end(lock_type lock, std::error_code error, Result result);
    /// Not within a step.
    void end_later(lock_type lock, std::error_code error, Result result);

private:
    struct stopper {
        async_operation* self;
        void operator()() const { self->expire_later(errc::cancelled); }
    };
    void expire_later(std::error_code why);
    void expire(std::error_code why) {
        auto l = lock();
        if (!ended_) expired(why, std::move(l));
    }
    void tell_result() { told_->ended(error_, std::move(result_)); }
    void begin_timer(context::clock::time_point deadline);
    void forget_limits();

    std::mutex mutex_;
    async::limits limits_;
    async::listener_pointer<Result> told_;
    std::shared_ptr<io_loop> io_;
    std::shared_ptr<net::timer> timer_;
    std::optional<std::stop_callback<stopper>> on_stop_, on_other_stop_;
    bool ended_ = false;
    std::error_code error_ = {};
    Result result_ = {};
};

template <class Result>
void async_operation<Result>::watch_limits() {
    if (limits_.ctx.stop().stop_possible()) on_stop_.emplace(limits_.ctx.stop(), stopper{this});
    if (limits_.stop.stop_possible()) on_other_stop_.emplace(limits_.stop, stopper{this});
    if (const auto deadline = limits_.ctx.deadline()) begin_timer(*deadline);
}

template <class Result>
void async_operation<Result>::begin_timer(context::clock::time_point deadline) {
    timer_ = std::make_shared<net::timer>(*io_);
    io_->post_from_anywhere([timer = timer_, deadline, weak = this->weak_from_this()] {
        if (weak.expired()) return;
        timer->expires_at(deadline);
        timer->async_wait([timer, weak](net::error_code cancelled) {
            const auto self = weak.lock();
            if (!cancelled && self) self->expire_later(errc::timed_out);
        });
    });
}

// A stop callback may run while the operation is being destroyed, which waits for it.
template <class Result>
void async_operation<Result>::expire_later(std::error_code why) {
    if (auto self = this->weak_from_this().lock())
        later(std::move(self), &async_operation::expire, why);
}

template <class Result>
void async_operation<Result>::forget_limits() {
    on_stop_.reset();
    on_other_stop_.reset();
    if (auto timer = std::move(timer_)) io_->post_from_anywhere([timer] { timer->cancel(); });
}

template <class Result>
void async_operation<Result>::end(lock_type lock, std::error_code error, Result result) {
    if (ended_) return;
    ended_ = true;
    forget_limits();
    lock.unlock();
    told_->ended(error, std::move(result));
}

template <class Result>
void async_operation<Result>::end_later(lock_type lock, std::error_code error, Result result) {
    if (ended_) return;
    ended_ = true;
    forget_limits();
    error_ = error;
    result_ = std::move(result);
    lock.unlock();
    later(this->shared_from_this(), &async_operation::tell_result);
}

} // namespace kafka::detail::client
