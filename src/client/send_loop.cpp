#include "client/send_loop.hpp"

#include "producer/produce_message.hpp"
#include "protocol/init_producer_id.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace kafka::detail::client {

namespace {

/// What an answer to Produce may take: error messages are the only large thing in it.
constexpr std::size_t largest_answer = std::size_t{8} << 20;

} // namespace

send_loop::send_loop(std::shared_ptr<io_loop> io, std::shared_ptr<callback_thread> callbacks,
                     link_options link, send_options options)
    : callbacks_(std::move(callbacks))
    , accumulator_(options.producer, time_, std::move(options.balancer), [this] { wake(); })
    , completion_(std::move(options.completion))
    , link_(std::make_shared<cluster_link>(std::move(io), callbacks_, std::move(link)))
    , sender_(accumulator_, link_->random())
    , timer_(link_->io()) {
    sender_.set_metadata_age(link_->options().metadata_age);
}

void send_loop::wake() {
    link_->io().post_from_anywhere([self = shared_from_this()] { self->pump(); });
}

void send_loop::pump() { carry_out(sender_.look(time_.now())); }

void send_loop::carry_out(producer::plan&& p) {
    tell(std::move(p.ended));
    for (auto& r : p.requests) start_request(std::move(r));
    for (auto* b : p.pack) pack(*b);
    for (auto* t : p.replay) replay(*t);
    for (auto* t : p.ask) spawn([this, t] { return ask(t); });
    for (const auto node : p.reach) spawn([this, node] { return reach(node); });
    if (p.wants_identity && !std::exchange(is_identifying_, true))
        spawn([this] { return identify(); });
    set_timer(p.again_at);
}

/// Runs a coroutine of this object, which lives until it ends; then looks at what it changed.
template <class Operation>
void send_loop::spawn(Operation operation) {
    asio::co_spawn(link_->io(), std::move(operation),
                   [self = shared_from_this()](std::exception_ptr) { self->pump(); });
}

void send_loop::start_request(producer::outgoing&& r) {
    const bool answered = accumulator_.options().required_acks != acks::none;
    spawn([this, answered, r = std::move(r)]() mutable {
        return answered ? exchange(std::move(r)) : send_unanswered(std::move(r));
    });
}

request_terms send_loop::terms_for(const producer::outgoing& r, session& s) const {
    const auto key = protocol::api_key::produce;
    const auto most = producer::highest_version(r);
    request_terms out{.largest_answer = largest_answer};
    out.version = s.versions().choose(key, {protocol::produce_request::valid.min, most});
    return out;
}

awaitable<void> send_loop::exchange(producer::outgoing r) {
    const auto s = sessions_[r.node];
    // The broker gives up before we do, so that it can say so.
    const auto patience = link_->options().request_timeout / 2;
    auto message = producer::produce_message_of(
        r, accumulator_.options(), std::chrono::duration_cast<std::chrono::milliseconds>(patience));
    auto terms = terms_for(r, *s);
    terms.keeps = std::move(message.keeps);
    const auto sent_at = time_.now();
    count_sent(r, sent_at);
    auto got = co_await s->request(message.request, std::move(terms));
    if (!got) co_return lost(r, got.error());
    const auto now = time_.now();
    const auto answers = producer::answers_for(r, got->message);
    const std::chrono::milliseconds throttle(got->message.throttle_time_ms);
    meters_.write_time.observe(now - sent_at);
    meters_.wait_time.observe(throttle);
    count_answers(answers);
    sender_.answered(r.node, r.id, answers, now);
    if (throttle.count() > 0) sender_.throttled(r.node, now + throttle);
}

awaitable<void> send_loop::send_unanswered(producer::outgoing r) {
    const auto s = sessions_[r.node];
    auto message = producer::produce_message_of(r, accumulator_.options(), {});
    auto terms = terms_for(r, *s);
    terms.keeps = std::move(message.keeps);
    count_sent(r, time_.now());
    const auto sent = co_await s->send_unanswered(message.request, std::move(terms));
    if (!sent) co_return lost(r, sent.error());
    const std::vector<producer::batch_answer> written(r.batches.size());
    sender_.answered(r.node, r.id, written, time_.now());
}

void send_loop::lost(const producer::outgoing& r, const failure& why) {
    meters_.errors.add();
    const bool sent = why.code != errc::unsupported_version && why.code != errc::invalid_argument;
    sender_.lost(r.node, r.id, why.code, why.text(), sent, time_.now());
}

awaitable<void> send_loop::reach(std::int32_t node) {
    trail ignored; // the failure itself says it all
    auto got = co_await link_->reach({node}, purpose::general, ignored);
    if (got) {
        sessions_[node] = std::move(*got);
        sender_.reached(node);
    } else {
        sender_.not_reached(node, got.error().text(), time_.now());
    }
}

awaitable<void> send_loop::ask(producer::topic* t) {
    const auto since = time_.now() - t->asked;
    if (since < link_->options().backoff_min) { // it was asked just now, and did not help
        auto steps = link_->new_backoff();
        co_await link_->pause(steps);
    }
    if (t->newest() != nullptr) link_->doubt(t->name);
    trail ignored;
    const auto got = co_await link_->topic(t->name, ignored);
    if (got)
        sender_.topic_known(*t, **got, time_.now());
    else
        sender_.topic_failed(*t, got.error().code, got.error().text());
}

awaitable<void> send_loop::identify() {
    auto steps = link_->new_backoff();
    for (;;) {
        auto got = co_await request_identity();
        if (got) sender_.identity_known(*got);
        const bool hopeless = !got && !got.error().is(condition::retriable);
        if (hopeless) sender_.identity_failed(got.error().code, got.error().text());
        if (got || hopeless) break;
        co_await link_->pause(steps);
    }
    is_identifying_ = false;
}

awaitable<outcome<producer::producer_identity>> send_loop::request_identity() {
    const protocol::init_producer_id_request question{.transactional_id = std::nullopt,
                                                      .transaction_timeout_ms = -1};
    auto got = co_await link_->request({}, question, sender_.so_far());
    if (!got) co_return std::move(got.error());
    if (got->message.error_code != 0) {
        const auto code = static_cast<broker_errc>(got->message.error_code);
        auto why = cluster::fail(code, "asking for a producer id");
        sender_.so_far().note(why.text());
        co_return why;
    }
    co_return producer::producer_identity{got->message.producer_id, got->message.producer_epoch};
}

void send_loop::pack(producer::batch& b) {
    auto records = std::make_shared<record::batch_writer>(std::move(b.records));
    packer_.post([self = shared_from_this(), records, batch = &b] {
        const auto& options = self->accumulator_.options();
        auto sealed = std::make_shared<record::sealed_batch>(
            std::move(*records).seal({}, options.codec, options.level));
        self->link_->io().post_from_anywhere([self, sealed, batch] {
            self->sender_.packed(*batch, std::move(*sealed), self->time_.now());
            self->pump();
        });
    });
}

void send_loop::replay(producer::topic& t) {
    callbacks_->post([self = shared_from_this(), &t] {
        self->accumulator_.replay(t, [&](const producer::waiting_record& r, std::error_code why) {
            auto e = ending_of(r, t, {why, persistence::not_persisted, -1, {}});
            self->count(e);
            e.told.settle_calls(e.what);
            self->tell_one(e);
            self->finish(e);
        });
    });
}

void send_loop::stop() {
    accumulator_.close();
    sender_.abandon(errc::closed);
    pump();
    link_->close();
    timer_.cancel();
}

void send_loop::set_timer(std::optional<producer::time_point> at) {
    if (!at || (timer_at_ && *timer_at_ <= *at)) return; // it looks again when it fires
    timer_at_ = at;
    timer_.expires_at(*at);
    timer_.async_wait([weak = weak_from_this()](net::error_code stopped) {
        const auto self = weak.lock();
        if (!self || stopped) return;
        self->timer_at_.reset();
        self->pump();
    });
}

} // namespace kafka::detail::client
