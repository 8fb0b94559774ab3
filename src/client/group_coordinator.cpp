// The part of a group loop that finds the group's coordinator.
#include "client/group_loop.hpp"

#include "client/translate.hpp"
#include "protocol/find_coordinator.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

namespace {

protocol::find_coordinator_request question_about(const std::string& group, std::int16_t version) {
    constexpr std::int16_t first_for_many = 4; // Source: KIP-699
    protocol::find_coordinator_request out;
    if (version >= first_for_many)
        out.coordinator_keys.push_back(group);
    else
        out.coordinator_key = group;
    return out;
}

struct coordinator_answer {
    std::error_code error = {};
    std::int32_t node = -1;
};

coordinator_answer checked(std::int16_t error, std::int32_t node) {
    if (error == 0 && node < 0) return {errc::bad_response, -1};
    return {code_of(error), node};
}

coordinator_answer read_answer(const protocol::find_coordinator_response& from,
                               const std::string& group) {
    for (const auto& c : from.coordinators)
        if (c.key == group) return checked(c.error_code, c.node_id);
    if (!from.coordinators.empty()) return {errc::bad_response, -1};
    return checked(from.error_code, from.node_id);
}

} // namespace

/// One attempt.
awaitable<outcome<nothing>> group_loop::look_up_coordinator(std::chrono::milliseconds at_most) {
    trail ignored;
    auto s = co_await link_->reach(route{}, purpose::general, ignored);
    if (!s) co_return std::move(s.error());
    const auto& group = member_.options().group_id;
    const auto version = (*s)->versions().choose<protocol::find_coordinator_request>();
    const auto question = question_about(group, version.value_or(0));
    request_terms terms;
    terms.timeout = at_most;
    auto got = co_await (*s)->request(question, std::move(terms));
    if (!got) co_return std::move(got.error());
    const auto found = read_answer(got->message, group);
    if (found.error)
        co_return cluster::fail(found.error, "the coordinator of group \"" + group + "\"");
    member_.found(found.node);
    if (link_->metadata().broker(found.node) == nullptr)
        static_cast<void>(co_await link_->refresh({}, ignored));
    co_return nothing{};
}

/// One attempt, when it is not known; false when it is not known after that either.
awaitable<bool> group_loop::look_up_within(clock::time_point until) {
    if (member_.coordinator() >= 0) co_return true;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - clock::now());
    if (left.count() <= 0) co_return false;
    auto found = co_await look_up_coordinator(left);
    if (!found) reader_->trouble(found.error());
    co_return member_.coordinator() >= 0;
}

awaitable<bool> group_loop::find_coordinator() {
    auto found = co_await look_up_coordinator(options_.request_timeout);
    if (found) co_return true;
    reader_->trouble(found.error());
    co_return co_await judge_silence(found.error());
}

/// A request had no answer. Most reasons pass, but a broker that lacks the API will lack it later
/// too, and one that refuses for good should not be asked until the deadline.
awaitable<bool> group_loop::judge_silence(const failure& why) {
    const bool refused = why.code.category() != client_category();
    const bool hopeless = why.code == errc::unsupported_version || refused;
    if (ended() || !hopeless || why.is(condition::retriable)) co_return false;
    co_return co_await judge_hopeless(why);
}

} // namespace kafka::detail::client
