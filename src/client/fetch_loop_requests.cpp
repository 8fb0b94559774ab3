// The part of a fetch loop that talks to one broker.
#include "client/fetch_loop.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

namespace {

using consumer::intake;

constexpr std::chrono::milliseconds longest_throttle = std::chrono::seconds(30);
constexpr std::size_t room_for_headers = std::size_t{1} << 20;

} // namespace

/// Answers what stands between positions and their fetches.
awaitable<bool> fetch_loop::settle(std::int32_t node) {
    bool good = co_await look_up(node);
    if (good) good = co_await check_epochs(node);
    co_return good;
}

awaitable<bool> fetch_loop::look_up(std::int32_t node) {
    auto wanted = intake_->drive([node](intake& in) { return in.lookups(node); });
    if (wanted.empty()) co_return true;
    trail ignored;
    const auto question = consumer::request_of(wanted, *topic_);
    auto got = co_await link_->request(route{node}, question, ignored);
    if (!got) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    consumer::read_answer(got->message, *topic_, wanted);
    co_return follow(intake_->drive([&](intake& in) { return in.take_in(wanted); }));
}

awaitable<bool> fetch_loop::check_epochs(std::int32_t node) {
    auto wanted = intake_->drive([node](intake& in) { return in.checks(node); });
    if (wanted.empty()) co_return true;
    trail ignored;
    const auto question = consumer::request_of(wanted, *topic_);
    auto got = co_await link_->request(route{node}, question, ignored);
    if (!got && got.error().code != errc::unsupported_version) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    if (got)
        consumer::read_answer(got->message, *topic_, wanted);
    else // a broker without epochs: nothing can be known
        for (auto& w : wanted) w.answered = true;
    co_return follow(intake_->drive([&](intake& in) { return in.take_in(wanted); }));
}

awaitable<outcome<answer<protocol::fetch_request>>>
fetch_loop::exchange(const consumer::fetch_plan& plan) {
    trail ignored;
    auto session = co_await link_->reach(route{plan.node}, purpose::fetch, ignored);
    if (!session) co_return std::move(session.error());
    const auto question = consumer::request_of(plan, options_.limits);
    request_terms terms;
    terms.version = (*session)->versions().choose<protocol::fetch_request>();
    if (plan.topic_id == uuid() && terms.version)
        terms.version = std::min<std::int16_t>(*terms.version, consumer::first_fetch_by_id - 1);
    terms.timeout = options_.request_timeout + options_.limits.max_wait;
    // The first batch is sent even when it is larger than what was asked for.
    terms.largest_answer =
        std::max(static_cast<std::size_t>(options_.limits.max_bytes), options_.budget->limit()) +
        room_for_headers;
    co_return co_await (*session)->request(question, std::move(terms));
}

awaitable<bool> fetch_loop::fetch(const consumer::fetch_plan& plan) {
    const auto asked_at = clock::now();
    under_way_[plan.node] = &plan;
    auto got = co_await exchange(plan);
    under_way_.erase(plan.node);
    if (hung_up_.erase(plan.node) > 0 && !got) co_return true;
    if (!got) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    if (co_await take_in(plan, std::move(*got))) co_return true;
    // Nothing new: normal after a long poll, and a reason to go slow when it came at once.
    co_return clock::now() - asked_at >= options_.limits.max_wait / 2;
}

awaitable<bool> fetch_loop::take_in(const consumer::fetch_plan& plan,
                                    answer<protocol::fetch_request> got) {
    auto read = consumer::read_answer(got.message, got.version, plan);
    const auto throttle = read.throttle;
    if (read.error) {
        trouble(cluster::fail(read.error, "fetch of topic \"" + *topic_ + "\""));
        doubt();
        co_return false;
    }
    all_is_well();
    auto memory = std::make_shared<consumer::received>(
        consumer::received{std::move(got.frame.memory), topic_,
                           consumer::byte_hold(options_.budget, got.frame.bytes.size())});
    const auto verdict = intake_->drive(
        [&](intake& in) { return in.take_in(plan, std::move(read), std::move(memory)); });
    if (!verdict.metadata_is_wrong) doubts_.succeeded();
    const bool useful = follow(verdict);
    const auto until = clock::now() + std::min(throttle, longest_throttle); // Source: KIP-219
    while (!link_->is_closed() && clock::now() < until) co_await awake_.wait_until(until);
    co_return useful;
}

} // namespace kafka::detail::client
