// The asynchronous calls of a reader.
#include "client/async_coroutine.hpp"
#include "client/farewell.hpp"
#include "client/reader.hpp"

namespace kafka {

namespace {

namespace internal = detail::client;

using asks = reader::implementation::asks;
using listens_for_message = async::listener<std::optional<message>>;

void take(reader::implementation& from, asks how, std::optional<message>& to) {
    to = from.take_message(how);
}
void take(reader::implementation& from, asks how, batch& to) { to = from.take_batch(how); }
bool is_there(const std::optional<message>& m) { return m.has_value(); }
bool is_there(const batch& b) { return !b.empty(); }

/// Takes what is there, and waits for more when there is nothing. It takes in a step and hands over
/// in the same one, so a call that ends early loses nothing.
template <class Result>
class fetch_operation final : public internal::async_operation<Result>,
                              public internal::reader_waiter {
    using base = internal::async_operation<Result>;

public:
    fetch_operation(const std::shared_ptr<reader::implementation>& from, asks how, async::limits l,
                    async::listener_pointer<Result> told)
        : base(std::move(l), std::move(told), from->runtime()->io())
        , from_(from)
        , how_(how) {}

    void start() {
        auto lock = this->lock();
        Result taken;
        std::error_code error;
        if (attempt(taken, error)) return this->end_later(std::move(lock), error, std::move(taken));
        this->watch_limits();
        if (!register_waiter()) wake();
    }
    void wake() override { base::later(self(), &fetch_operation::look_again); }

private:
    std::shared_ptr<fetch_operation> self() {
        return std::static_pointer_cast<fetch_operation>(this->shared_from_this());
    }

    void look_again() {
        auto lock = this->lock();
        Result taken;
        std::error_code error;
        do {
            if (this->has_ended()) return;
            if (attempt(taken, error)) return this->end(std::move(lock), error, std::move(taken));
        } while (!register_waiter());
    }

    /// True when the call is over.
    bool attempt(Result& taken, std::error_code& error) {
        const auto from = from_.lock();
        if (!from) return true; // closed
        error = from->runtime()->refuse();
        if (error) return true;
        try {
            take(*from, how_, taken);
        } catch (const kafka::error& e) {
            error = e.code();
        } catch (const std::bad_alloc&) {
            error = std::make_error_code(std::errc::not_enough_memory);
        }
        return error || is_there(taken) || from->is_closed();
    }

    /// False when there is something already.
    bool register_waiter() {
        const auto from = from_.lock();
        return from && from->intake()->wait(self());
    }

    void expired(std::error_code why, typename base::lock_type lock) override {
        if (const auto from = from_.lock()) from->intake()->stop_waiting(self());
        this->end(std::move(lock), why, Result());
    }

    std::weak_ptr<reader::implementation> from_;
    asks how_;
};

template <class Result>
void fetch(const reader& from, asks how, async::limits l, async::listener_pointer<Result> told) {
    std::make_shared<fetch_operation<Result>>(from.body(), how, std::move(l), std::move(told))
        ->start();
}

void commit(const std::shared_ptr<reader::implementation>& of, async::limits l,
            detail::consumer::commit_marks marks, async::listener_pointer<async::nothing> told) {
    const auto group = of->group_to_commit_for();
    const bool wait = of->options().commit_interval.count() == 0;
    internal::run_on_loop<async::nothing, detail::cluster::nothing>(
        of->runtime(), std::move(l), std::move(told),
        [group, marks = std::move(marks), wait](internal::trail&) {
            return group->commit(marks, false, wait);
        });
}

/// For a call that has nothing to wait for.
template <class Result>
void end_at_once(async::listener_pointer<Result> told, std::error_code why) {
    auto* place = told.get();
    place->post([told = std::shared_ptr<async::listener<Result>>(std::move(told)), why] {
        told->ended(why, Result());
    });
}

/// Tells of a message once it is committed.
class after_commit final : public async::listener<async::nothing> {
public:
    after_commit(std::shared_ptr<listens_for_message> told, message m)
        : told_(std::move(told))
        , message_(std::move(m)) {}
    void post(std::function<void()> step) override { told_->post(std::move(step)); }
    void ended(std::error_code error, async::nothing) override {
        told_->ended(error, std::move(message_));
    }

private:
    std::shared_ptr<listens_for_message> told_;
    std::optional<message> message_;
};

/// The policy on_read: commits what was read before its reader is told.
class commits_first final : public listens_for_message {
public:
    commits_first(std::shared_ptr<reader::implementation> of, async::limits l,
                  async::listener_pointer<std::optional<message>> told)
        : of_(std::move(of))
        , limits_(std::move(l))
        , told_(std::move(told)) {}
    void post(std::function<void()> step) override { told_->post(std::move(step)); }
    void ended(std::error_code error, std::optional<message> taken) override {
        if (error || !taken) return told_->ended(error, std::move(taken));
        auto marks = reader::implementation::marks_of({&*taken, 1});
        try {
            commit(of_, std::move(limits_), std::move(marks),
                   std::make_unique<after_commit>(told_, std::move(*taken)));
        } catch (const kafka::error& e) { // closed meanwhile
            told_->ended(e.code(), std::nullopt);
        }
    }

private:
    std::shared_ptr<reader::implementation> of_;
    async::limits limits_;
    std::shared_ptr<listens_for_message> told_;
};

} // namespace

void async::fetch_message(const reader& from, limits l,
                          listener_pointer<std::optional<message>> told) {
    fetch(from, asks::by_itself, std::move(l), std::move(told));
}

void async::read_message(const reader& from, limits l,
                         listener_pointer<std::optional<message>> told) {
    const auto& body = from.body();
    if (body->is_in_group() && body->options().commit_policy == commit_policy::on_read)
        told = std::make_unique<commits_first>(body, l, std::move(told));
    fetch(from, body->by_policy(body->options()), std::move(l), std::move(told));
}

void async::fetch_batch(const reader& from, limits l, listener_pointer<batch> told) {
    fetch(from, asks::by_itself, std::move(l), std::move(told));
}

void async::read_batch(const reader& from, limits l, listener_pointer<batch> told) {
    const auto how = from.body()->by_policy(from.body()->options());
    fetch(from, how, std::move(l), std::move(told));
}

void async::commit_messages(const reader& r, limits l, std::span<const message> messages,
                            listener_pointer<nothing> told) {
    try {
        r.body()->group_to_commit_for();
    } catch (const kafka::error& e) {
        return end_at_once(std::move(told), e.code());
    }
    commit(r.body(), std::move(l), reader::implementation::marks_of(messages), std::move(told));
}

void async::close(const reader& r, limits l, listener_pointer<nothing> told) {
    const auto group = r.body()->group();
    if (!group) {
        r.body()->close(nullptr);
        return end_at_once(std::move(told), {});
    }
    r.body()->begin_closing();
    using nothing_more = detail::cluster::outcome<detail::cluster::nothing>;
    internal::run_on_loop<nothing, detail::cluster::nothing>(
        r.body()->runtime(), std::move(l), std::move(told),
        [group](internal::trail&) -> detail::net::awaitable<nothing_more> {
            co_await group->leave(internal::longest_farewell);
            group->close();
            co_return detail::cluster::nothing{};
        });
}

async::callbacks::callbacks(const reader& of) : thread_(of.body()->runtime()->callbacks()) {}

void async::callbacks::post(std::function<void()> f) const {
    std::static_pointer_cast<detail::client::callback_thread>(thread_)->post(std::move(f));
}

} // namespace kafka
