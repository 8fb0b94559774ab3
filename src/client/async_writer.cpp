// The asynchronous calls of a writer.
#include "client/async_operation.hpp"
#include "client/record_copies.hpp"
#include "client/write_call.hpp"
#include "client/writer.hpp"

#include <utility>

namespace kafka {

namespace {

namespace internal = detail::client;
using internal::send_loop;
using body_pointer = std::shared_ptr<writer::implementation>;
using write_results = std::vector<write_error>;

/// Puts records into batches until memory runs short, goes on when some has come back, and ends
/// when every record has an outcome.
class write_operation final : public internal::async_operation<write_results> {
public:
    write_operation(const body_pointer& to, async::limits l,
                    async::listener_pointer<write_results> told)
        : async_operation(std::move(l), std::move(told), to->runtime()->io())
        , to_(to)
        , loop_(to->loop())
        , waits_(!to->is_async()) {}

    void start(const body_pointer& to, std::span<const record> records) {
        auto lock = this->lock();
        if (const auto wrong = why_not(*to, records); wrong || records.empty())
            return end_later(std::move(lock), wrong, {});
        records_ = records;
        now_ms_ = loop_->records().time().wall_ms();
        call_ = std::make_shared<internal::write_call>(
            records.size(), [self = self()] { later(self, &write_operation::all_settled); });
        link_ = call_;
        watch_limits();
        if (!place_some()) return keep_the_rest();
        if (!waits_) end_with(std::move(lock), {}, &write_operation::end_later);
    }

private:
    std::shared_ptr<write_operation> self() {
        return std::static_pointer_cast<write_operation>(shared_from_this());
    }

    static std::error_code why_not(writer::implementation& to, std::span<const record> records) {
        try {
            to.check(records, "write messages");
        } catch (const error& e) {
            return e.code();
        }
        return {};
    }

    // What follows runs under the lock.

    /// True when all of them have been taken, or refused for good.
    bool place_some() {
        const auto to = to_.lock();
        if (!to) refuse_the_rest(errc::closed);
        while (next_ < first_ + records_.size()) {
            auto p = to->posting_of(records_[next_ - first_], now_ms_);
            if (waits_) p.call = &link_;
            p.held = std::exchange(held_, 0);
            std::uint32_t part = 0;
            const auto failed = place(*to, p, part);
            auto& memory = loop_->records().memory;
            memory.give_back(std::exchange(p.held, 0));
            if (failed == errc::queue_full) {
                if (!take_memory(detail::producer::accumulator::bytes_for(p))) return false;
                continue;
            }
            if (failed)
                call_->refused(next_++, failed);
            else
                call_->placed(next_++, part);
        }
        return true;
    }

    std::error_code place(writer::implementation& to, detail::producer::posting& p,
                          std::uint32_t& part) {
        try {
            return loop_->records().try_place(*to.topic_of(*p.what), p, part);
        } catch (const error& e) { // the user's balancer
            return e.code();
        } catch (...) {
            return errc::invalid_argument;
        }
    }

    bool take_memory(std::size_t bytes) {
        const bool there = loop_->records().memory.take_or_tell(
            bytes, [self = self(), bytes](std::error_code refused) {
                later(self, &write_operation::go_on, refused, bytes);
            });
        if (there) held_ = bytes;
        return there;
    }

    void refuse_the_rest(std::error_code why) {
        while (next_ < first_ + records_.size()) call_->refused(next_++, why);
    }

    /// The caller's bytes are gone when it returns.
    void keep_the_rest() {
        copies_ = internal::record_copies(records_.subspan(next_ - first_));
        records_ = copies_.all();
        first_ = next_;
    }

    using ending = void (write_operation::*)(lock_type, std::error_code, write_results);
    void end_with(lock_type lock, std::error_code why, ending how = &write_operation::end) {
        auto errors = std::exchange(call_, nullptr)->errors(why);
        link_.reset();
        const auto first = errors.empty() ? std::error_code() : errors.front().error;
        (this->*how)(std::move(lock), first, std::move(errors));
    }

    // Steps.

    void go_on(std::error_code refused, std::size_t bytes) {
        auto lock = this->lock();
        if (has_ended()) {
            if (!refused) loop_->records().memory.give_back(bytes);
            return;
        }
        if (refused)
            refuse_the_rest(refused);
        else
            held_ = bytes;
        if (place_some() && !waits_) end_with(std::move(lock), {});
    }

    void all_settled() {
        auto lock = this->lock();
        if (!has_ended()) end_with(std::move(lock), {});
    }

    void expired(std::error_code why, lock_type lock) override {
        refuse_the_rest(why);
        end_with(std::move(lock), why);
    }

    std::weak_ptr<writer::implementation> to_;
    std::shared_ptr<send_loop> loop_;
    bool waits_;
    std::shared_ptr<internal::write_call> call_; // which holds this operation: reset at its end
    detail::producer::call_pointer link_;        // the same
    std::span<const record> records_;            // from number first_ on
    internal::record_copies copies_;
    std::size_t first_ = 0;
    std::size_t next_ = 0;
    std::size_t held_ = 0; // bytes of the budget, for the next record
    std::int64_t now_ms_ = 0;
};

class flush_operation final : public internal::async_operation<async::nothing> {
public:
    flush_operation(const body_pointer& of, async::limits l,
                    async::listener_pointer<async::nothing> told)
        : async_operation(std::move(l), std::move(told), of->runtime()->io()) {}

    void start(const body_pointer& of) {
        auto lock = this->lock();
        if (const auto refused = of->runtime()->refuse())
            return end_later(std::move(lock), refused, {});
        watch_limits();
        auto& accumulator = of->loop()->records();
        const auto cut = accumulator.under_way.cut();
        accumulator.nudge();
        auto self = std::static_pointer_cast<flush_operation>(shared_from_this());
        accumulator.under_way.tell(cut, [self] { later(self, &flush_operation::is_over); });
    }

private:
    void is_over() { end(lock(), {}, {}); }
};

/// Holds the writer: a close that was asked for is carried out.
class close_operation final : public internal::async_operation<undelivered> {
public:
    close_operation(body_pointer of, async::limits l, async::listener_pointer<undelivered> told)
        : async_operation(std::move(l), std::move(told), of->runtime()->io())
        , of_(std::move(of)) {}

    void start() {
        auto lock = this->lock();
        if (const auto refused = of_->runtime()->refuse())
            return end_later(std::move(lock), refused, {});
        watch_limits();
        of_->loop()->begin_closing();
        auto& accumulator = of_->loop()->records();
        accumulator.close();
        const auto cut = accumulator.under_way.cut();
        accumulator.nudge();
        accumulator.under_way.tell(cut,
                                   [self = self()] { later(self, &close_operation::all_settled); });
    }

private:
    std::shared_ptr<close_operation> self() {
        return std::static_pointer_cast<close_operation>(shared_from_this());
    }
    void all_settled() { stop(lock()); }
    void expired(std::error_code, lock_type lock) override { stop(std::move(lock)); }

    /// Late or not: it ends here.
    void stop(lock_type) {
        if (std::exchange(is_stopping_, true)) return;
        of_->runtime()->post([self = self()] {
            self->of_->loop()->stop();
            later(self, &close_operation::stopped);
        });
    }
    void stopped() {
        auto lock = this->lock();
        const auto of = std::move(of_);
        end(std::move(lock), {}, of->loop()->not_delivered());
    }

    body_pointer of_;
    bool is_stopping_ = false;
};

} // namespace

void async::write_messages(const writer& to, limits l, std::span<const record> records,
                           listener_pointer<std::vector<write_error>> told) {
    const auto& body = to.body();
    std::make_shared<write_operation>(body, std::move(l), std::move(told))->start(body, records);
}

void async::flush(const writer& w, limits l, listener_pointer<nothing> told) {
    std::make_shared<flush_operation>(w.body(), std::move(l), std::move(told))->start(w.body());
}

void async::close(const writer& w, limits l, listener_pointer<undelivered> told) {
    std::make_shared<close_operation>(w.body(), std::move(l), std::move(told))->start();
}

async::callbacks::callbacks(const writer& of) : thread_(of.body()->runtime()->callbacks()) {}

} // namespace kafka
