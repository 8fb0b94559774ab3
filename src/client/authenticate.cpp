#include "client/authenticate.hpp"

#include "net/aside.hpp"
#include "protocol/sasl_authenticate.hpp"
#include "protocol/sasl_handshake.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/asio/this_coro.hpp>

namespace kafka::detail::client {

namespace {

using kafka::sasl::mechanism_pointer;
using kafka::sasl::opening;
using kafka::sasl::peer;
using kafka::sasl::step;

// A token may have to be fetched, a password to be hashed a million times.
constexpr auto longest_step = std::chrono::seconds(30);
constexpr std::int16_t authenticates_in_frames = 1;

/// Runs the mechanism's code aside; what it throws is the failure.
template <class T, class F>
awaitable<outcome<T>> run_mechanism(const session& on, F f) {
    const auto executor = co_await net::asio::this_coro::executor;
    auto& io = executor.context();
    // Not within the co_await: g++ 12 destroys there twice what a function object owns.
    auto call = [f = std::move(f)](const context& ctx) { return outcome<T>(f(ctx)); };
    auto got = co_await net::run_aside<T>(io, net::clock::now() + longest_step, std::move(call));
    if (!got) co_return failure{errc::timed_out, on.name() + ": the SASL mechanism", {}};
    if (!*got) (*got).error().what = on.name() + ": " + (*got).error().what;
    co_return std::move(*got);
}

std::string listed(const std::vector<std::string_view>& mechanisms) {
    std::string out;
    for (const auto m : mechanisms) out += (out.empty() ? "" : ", ") + std::string(m);
    return out.empty() ? "none" : out;
}

/// Agrees on the mechanism.
awaitable<outcome<nothing>> propose(session& on, std::string_view name) {
    const protocol::sasl_handshake_request question{.mechanism = name};
    auto got = co_await on.request(question, {.version = authenticates_in_frames});
    if (!got) co_return std::move(got.error());
    const auto error = static_cast<broker_errc>((*got)->error_code);
    if (error == broker_errc::none) co_return nothing{};
    const auto about = on.name() + ": SASL " + std::string(name) + ": ";
    if (error == broker_errc::illegal_sasl_state)
        co_return cluster::fail(error, about + "the listener does not authenticate");
    co_return cluster::fail(error, about + "the broker offers " + listed((*got)->mechanisms));
}

/// One step there and back; the broker's bytes.
awaitable<outcome<std::string>> exchange(session& on, std::string_view name,
                                         const secret& response) {
    const auto bytes = response.reveal();
    const protocol::sasl_authenticate_request question{
        .auth_bytes = std::as_bytes(std::span(bytes.data(), bytes.size()))};
    auto got = co_await on.request(question);
    if (!got) co_return std::move(got.error());
    const auto error = static_cast<broker_errc>((*got)->error_code);
    if (error != broker_errc::none)
        co_return cluster::fail(error, on.name() + ": SASL " + std::string(name) + ": " +
                                           std::string((*got)->error_message.value_or("")));
    const auto answered = (*got)->auth_bytes;
    co_return std::string(reinterpret_cast<const char*>(answered.data()), answered.size());
}

} // namespace

awaitable<outcome<nothing>> authenticate(session& on, mechanism_pointer by, peer broker) {
    const std::string name(by->name());
    if (auto agreed = co_await propose(on, name); !agreed) co_return agreed;
    auto begin = [by, broker](const context& c) {
        return std::make_shared<opening>(by->start(c, broker));
    };
    auto begun = co_await run_mechanism<std::shared_ptr<opening>>(on, std::move(begin));
    if (!begun) co_return std::move(begun.error());
    auto response = (*begun)->response;
    for (;;) {
        auto challenge = co_await exchange(on, name, response);
        if (!challenge) co_return std::move(challenge.error());
        auto go_on = [of = *begun, text = *challenge](const context&) {
            return std::make_shared<step>(of->session->next(text));
        };
        auto next = co_await run_mechanism<std::shared_ptr<step>>(on, std::move(go_on));
        if (!next) co_return std::move(next.error());
        if ((*next)->done) co_return nothing{};
        response = (*next)->response;
    }
}

} // namespace kafka::detail::client
