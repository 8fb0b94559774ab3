// The part of a fetch loop that talks to one broker.
#include "client/fetch_loop.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

using consumer::intakes;

constexpr std::chrono::milliseconds longest_throttle = std::chrono::seconds(30);
constexpr std::size_t room_for_headers = std::size_t{1} << 20;

bool all_have_ids(const consumer::fetch_round& round) {
    return std::ranges::none_of(round.plans,
                                [](const auto& plan) { return plan.topic_id == uuid(); });
}

} // namespace

/// Answers what stands between positions and their fetches.
awaitable<bool> fetch_loop::settle(std::int32_t node) {
    bool good = true;
    const auto topics = intake_->drive([node](intakes& in) { return in.unsettled(node); });
    for (const auto& topic : topics) {
        good &= co_await look_up(node, topic);
        if (good) good = co_await check_epochs(node, topic);
    }
    co_return good;
}

awaitable<bool> fetch_loop::look_up(std::int32_t node, const std::string& topic) {
    auto wanted = intake_->drive([&](intakes& in) {
        auto* one = in.find(topic);
        return one == nullptr ? std::vector<consumer::offset_lookup>() : one->lookups(node);
    });
    if (wanted.empty()) co_return true;
    trail ignored;
    const auto question = consumer::request_of(wanted, topic);
    auto got = co_await link_->request(route{node}, question, ignored);
    if (!got) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    consumer::read_answer(got->message, topic, wanted);
    co_return follow(take_answers(topic, wanted));
}

awaitable<bool> fetch_loop::check_epochs(std::int32_t node, const std::string& topic) {
    auto wanted = intake_->drive([&](intakes& in) {
        auto* one = in.find(topic);
        return one == nullptr ? std::vector<consumer::epoch_check>() : one->checks(node);
    });
    if (wanted.empty()) co_return true;
    trail ignored;
    const auto question = consumer::request_of(wanted, topic);
    auto got = co_await link_->request(route{node}, question, ignored);
    if (!got && got.error().code != errc::unsupported_version) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    if (got)
        consumer::read_answer(got->message, topic, wanted);
    else // a broker without epochs: nothing can be known
        for (auto& w : wanted) w.answered = true;
    co_return follow(take_answers(topic, wanted));
}

/// What was told over another connection may not have arrived.
consumer::fetch_session& fetch_loop::session_with(std::int32_t node, const session_pointer& over) {
    auto& known = told_[node];
    if (known.over.lock() != over) {
        known.partitions.lost();
        known.over = over;
    }
    return known.partitions;
}

awaitable<outcome<answer<protocol::fetch_request>>>
fetch_loop::exchange(const consumer::fetch_round& round) {
    trail ignored;
    auto session = co_await link_->reach(route{round.node}, purpose::fetch, ignored);
    if (!session) co_return std::move(session.error());
    request_terms terms;
    terms.version = (*session)->versions().choose<protocol::fetch_request>();
    if (terms.version && !all_have_ids(round))
        terms.version = std::min<std::int16_t>(*terms.version, consumer::first_fetch_by_id - 1);
    auto& known = session_with(round.node, *session);
    const auto question = known.ask(round, options_.limits, terms.version.value_or(0));
    terms.timeout = options_.request_timeout + options_.limits.max_wait;
    // The first batch is sent even when it is larger than what was asked for.
    terms.largest_answer =
        std::max(static_cast<std::size_t>(options_.limits.max_bytes), options_.budget->limit()) +
        room_for_headers;
    auto got = co_await (*session)->request(question, std::move(terms));
    if (!got) known.lost();
    co_return got;
}

awaitable<bool> fetch_loop::fetch(const consumer::fetch_round& round) {
    const auto asked_at = clock::now();
    under_way_[round.node] = &round;
    auto got = co_await exchange(round);
    under_way_.erase(round.node);
    if (hung_up_.erase(round.node) > 0 && !got) co_return true;
    if (!got) {
        trouble(got.error());
        doubt();
        co_return false;
    }
    options_.meters->fetches.add();
    options_.meters->wait_time.observe(clock::now() - asked_at);
    if (co_await take_in(round, std::move(*got))) co_return true;
    // Nothing new: normal after a long poll, and a reason to go slow when it came at once.
    co_return clock::now() - asked_at >= options_.limits.max_wait / 2;
}

void fetch_loop::count(const std::vector<consumer::fetch_answer>& answers) {
    std::int64_t messages = 0;
    std::int64_t bytes = 0;
    for (const auto& a : answers)
        for (const auto& p : a.partitions) {
            messages += p.extent.messages;
            bytes += static_cast<std::int64_t>(p.extent.records.size());
        }
    options_.meters->messages.add(messages);
    options_.meters->bytes.add(bytes);
    options_.meters->fetch_size.observe(messages);
    options_.meters->fetch_bytes.observe(bytes);
}

awaitable<bool> fetch_loop::take_in(const consumer::fetch_round& round,
                                    answer<protocol::fetch_request> got) {
    if (told_[round.node].partitions.take_in(got.message)) co_return true; // everything anew
    const auto since = clock::now();
    std::vector<consumer::fetch_answer> read;
    for (const auto& plan : round.plans)
        read.push_back(consumer::read_answer(got.message, got.version, plan));
    const auto throttle = read.front().throttle;
    if (read.front().error) {
        trouble(
            cluster::fail(read.front().error, "fetch of topic \"" + round.plans[0].topic + "\""));
        doubt();
        co_return false;
    }
    all_is_well();
    count(read);
    consumer::received memory{std::move(got.frame.memory), nullptr,
                              consumer::byte_hold(options_.budget, got.frame.bytes.size())};
    const auto verdict = intake_->drive(
        [&](intakes& in) { return in.take_in(round, std::move(read), std::move(memory)); });
    options_.meters->read_time.observe(clock::now() - since);
    if (!verdict.metadata_is_wrong) doubts_.succeeded();
    const bool useful = follow(verdict);
    const auto until = clock::now() + std::min(throttle, longest_throttle); // Source: KIP-219
    while (!link_->is_closed() && clock::now() < until) co_await awake_.wait_until(until);
    co_return useful;
}

} // namespace kafka::detail::client
