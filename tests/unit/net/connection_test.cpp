#include "net/connection.hpp"

#include "net/dial.hpp"
#include "protocol/list_offsets.hpp"
#include "support/scripted_broker.hpp"
#include "wire/byte_order.hpp"

#include <kafka/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using namespace kafka::detail::net;
using kafka::testing::byte_string;
using kafka::testing::scripted_broker;
using kafka::testing::scripted_reply;
using kafka::testing::scripted_request;
namespace cluster = kafka::detail::cluster;
namespace protocol = kafka::detail::protocol;
namespace wire = kafka::detail::wire;
using api = protocol::list_offsets_request;

constexpr std::int16_t version = 7;

wire::gathered question(std::int32_t id) {
    wire::gathered out;
    EXPECT_EQ(protocol::gather_request(api{}, version, id, "test", out), wire::errc::ok);
    return out;
}

/// A connection to a scripted broker, run on the test's own thread until nothing is left to do.
class wired {
public:
    explicit wired(scripted_broker::handler answer) {
        broker.on(api::key, std::move(answer));
        run([this]() -> awaitable<void> {
            const cluster::address where{"127.0.0.1", broker.port()};
            auto s = co_await dial(io, where, 5s);
            if (!s) throw std::runtime_error(s.error().text());
            c = std::make_shared<connection>(std::move(*s), connection_options{.name = "peer"});
            c->start();
        });
    }
    ~wired() {
        c->close({kafka::errc::closed});
        io.restart();
        io.run_for(1s);
    }

    /// Runs until the operation has ended.
    template <class Operation>
    void run(Operation operation) {
        bool ended = false;
        asio::co_spawn(io, std::move(operation), [&](std::exception_ptr e) {
            ended = true;
            if (e) std::rethrow_exception(e);
        });
        io.restart();
        while (!ended) io.run_one();
    }
    outcome<frame> ask(exchange_terms terms = {}) {
        outcome<frame> out;
        terms.correlation_id = c->next_correlation_id();
        run([&]() -> awaitable<void> {
            out = co_await c->exchange(question(terms.correlation_id), terms);
        });
        return out;
    }

    scripted_broker broker;
    asio::io_context io;
    std::shared_ptr<connection> c;
};

scripted_reply echo(const scripted_request& r) { return {r.answer<api>({.throttle_time_ms = 3})}; }

scripted_reply with_changed_id(const scripted_request& r) {
    auto bytes = r.answer<api>({});
    wire::store(bytes.data() + 4, r.correlation_id + 1);
    return {std::move(bytes)};
}

/// What a connection ends with when the broker behaves like that.
cluster::failure failure_of(scripted_broker::handler behaviour, exchange_terms terms = {}) {
    wired w(std::move(behaviour));
    const auto got = w.ask(terms);
    EXPECT_FALSE(got);
    EXPECT_FALSE(w.c->is_open());
    return got ? cluster::failure{} : got.error();
}

cluster::failure failure_of_dialing(cluster::address where) {
    asio::io_context io;
    cluster::failure why;
    asio::co_spawn(
        io,
        [&]() -> awaitable<void> {
            const auto got = co_await dial(io, where, 5s);
            if (!got) why = got.error();
        },
        [](std::exception_ptr e) { EXPECT_FALSE(e); });
    io.run();
    return why;
}

} // namespace

TEST(a_connection, matches_answers_with_requests) {
    wired w(echo);
    for (int i = 0; i < 5; ++i) {
        const auto got = w.ask();
        ASSERT_TRUE(got) << got.error().text();
        api::response answer;
        EXPECT_EQ(protocol::read_response<api>(got->bytes, version, answer), wire::errc::ok);
        EXPECT_EQ(answer.throttle_time_ms, 3);
    }
    EXPECT_EQ(w.broker.connections(), 1);
}

TEST(a_connection, sends_many_requests_without_waiting) {
    std::promise<void> go;
    auto gate = go.get_future().share();
    wired w([gate](const scripted_request& r) {
        gate.wait();
        return echo(r);
    });
    int answered = 0;
    for (int i = 0; i < 50; ++i) {
        const auto id = w.c->next_correlation_id();
        w.c->send(question(id), {.correlation_id = id}, [&](outcome<frame> got) {
            EXPECT_TRUE(got);
            ++answered;
        });
    }
    EXPECT_EQ(w.c->in_flight(), 50u);
    go.set_value();
    while (answered < 50) w.io.run_one();
    EXPECT_EQ(w.c->in_flight(), 0u);
}

TEST(a_connection, sends_more_than_the_system_takes_at_once) {
    wired w(echo);
    const std::string client_id(30'000, 'x');
    int answered = 0;
    for (int i = 0; i < 1000; ++i) {
        wire::gathered large;
        const auto id = w.c->next_correlation_id();
        ASSERT_EQ(protocol::gather_request(api{}, version, id, client_id, large), wire::errc::ok);
        w.c->send(std::move(large), {.correlation_id = id},
                  [&](outcome<frame> got) { answered += got ? 1 : 0; });
    }
    while (w.c->in_flight() > 0) w.io.run_one();
    EXPECT_EQ(answered, 1000);
}

TEST(a_connection, drops_the_answer_of_a_cancelled_waiter_and_goes_on) {
    std::promise<void> go;
    auto gate = go.get_future().share();
    wired w([gate](const scripted_request& r) {
        gate.wait();
        return echo(r);
    });
    asio::cancellation_signal cancel;
    bool ended = false;
    const auto id = w.c->next_correlation_id();
    asio::co_spawn(
        w.io,
        [&]() -> awaitable<void> {
            const auto got = co_await w.c->exchange(question(id), {.correlation_id = id});
            EXPECT_FALSE(got);
        },
        asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr) { ended = true; }));
    w.io.restart();
    while (w.c->in_flight() == 0) w.io.run_one();
    cancel.emit(asio::cancellation_type::terminal);
    while (!ended) w.io.run_one();
    EXPECT_EQ(w.c->in_flight(), 1u) << "its answer will still come";
    go.set_value();
    EXPECT_TRUE(w.ask());
    EXPECT_EQ(w.broker.connections(), 1);
}

TEST(a_connection, ends_when_the_broker_hangs_up) {
    const auto why =
        failure_of([](const scripted_request&) -> scripted_reply { return {.hang_up = true}; });
    EXPECT_EQ(why.code, kafka::errc::connection_lost);
    EXPECT_NE(why.text().find("peer: the peer closed the connection before it answered"),
              std::string::npos)
        << why.text();
}

TEST(a_connection, ends_when_the_broker_hangs_up_within_an_answer) {
    const auto why = failure_of([](const scripted_request& r) -> scripted_reply {
        auto bytes = r.answer<api>({});
        bytes.pop_back();
        return {std::move(bytes), true};
    });
    EXPECT_EQ(why.code, kafka::errc::connection_lost);
}

TEST(a_connection, ends_when_an_answer_belongs_to_no_request) {
    EXPECT_EQ(failure_of(with_changed_id).code, kafka::errc::bad_response);
}

TEST(a_connection, ends_when_an_answer_is_larger_than_what_was_asked_for) {
    const auto why = failure_of(
        [](const scripted_request&) -> scripted_reply {
            return {byte_string{std::byte{0}, std::byte{1}, std::byte{0}, std::byte{0}}};
        },
        {.largest_answer = 65'535});
    EXPECT_EQ(why.code, kafka::errc::bad_response);
    EXPECT_NE(why.text().find("larger"), std::string::npos);
}

TEST(a_connection, ends_when_an_answer_does_not_come_in_time) {
    const auto why =
        failure_of([](const scripted_request&) -> scripted_reply { return {}; }, {.timeout = 20ms});
    EXPECT_EQ(why.code, kafka::errc::connection_lost);
    EXPECT_NE(why.text().find("within its timeout"), std::string::npos);
}

TEST(a_connection, refuses_what_is_sent_after_its_end) {
    wired w(echo);
    w.c->close({kafka::errc::closed});
    const auto got = w.ask();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, kafka::errc::connection_lost);
}

TEST(a_connection, tells_everybody_who_waits_why_it_ended) {
    wired w([](const scripted_request&) -> scripted_reply { return {}; });
    int told = 0;
    for (int i = 0; i < 3; ++i) {
        const auto id = w.c->next_correlation_id();
        w.c->send(question(id), {.correlation_id = id}, [&](outcome<frame> got) {
            EXPECT_EQ(got.error().code, kafka::errc::closed);
            ++told;
        });
    }
    w.c->close({kafka::errc::closed});
    EXPECT_EQ(told, 0) << "never within the call";
    while (told < 3) w.io.run_one();
}

TEST(dialing, says_what_each_address_answered) {
    const auto why = failure_of_dialing({"127.0.0.1", 1});
    EXPECT_EQ(why.code, kafka::errc::connection_refused);
    EXPECT_NE(why.text().find("127.0.0.1:1: Connection refused"), std::string::npos) << why.text();
}

TEST(dialing, says_that_a_name_has_no_address) {
    EXPECT_EQ(failure_of_dialing({"no-such-host.invalid", 9092}).code, kafka::errc::cannot_resolve);
}
