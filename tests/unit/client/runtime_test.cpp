#include "client/runtime.hpp"

#include <kafka/client.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <future>

namespace {

using namespace std::chrono_literals;

std::error_code code_of_call(kafka::client& client) {
    try {
        client.topics(kafka::context::after(1ms));
    } catch (const kafka::error& e) {
        return e.code();
    }
    return {};
}

} // namespace

TEST(a_runtime, is_shared_for_as_long_as_somebody_uses_it) {
    auto first = std::make_unique<kafka::runtime>(kafka::runtime::shared());
    const std::weak_ptr<kafka::runtime::implementation> body = first->body();
    EXPECT_EQ(kafka::runtime::shared().body(), body.lock());
    EXPECT_NE(kafka::runtime::own().body(), body.lock());
    first.reset();
    EXPECT_TRUE(body.expired()) << "and its threads have ended";
    EXPECT_TRUE(kafka::runtime::shared().body()) << "another takes its place";
}

TEST(a_runtime, runs_what_is_posted_in_order_on_one_thread) {
    const auto runtime = kafka::runtime::own();
    std::vector<int> seen;
    std::promise<void> done;
    for (int i = 0; i < 100; ++i) runtime.body()->post([&seen, i] { seen.push_back(i); });
    runtime.body()->post([&] { done.set_value(); });
    done.get_future().wait();
    ASSERT_EQ(seen.size(), 100u);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
}

TEST(a_runtime, runs_the_callbacks_that_are_queued_before_it_ends) {
    int ran = 0;
    {
        const auto runtime = kafka::runtime::own();
        for (int i = 0; i < 100; ++i) runtime.body()->callbacks()->post([&] { ++ran; });
    }
    EXPECT_EQ(ran, 100);
}

TEST(a_runtime, may_end_in_one_of_its_own_callbacks) {
    std::promise<void> ended;
    auto* runtime = new kafka::runtime(kafka::runtime::own());
    runtime->body()->callbacks()->post([&, runtime] {
        delete runtime;
        ended.set_value();
    });
    ended.get_future().wait();
}

TEST(a_runtime, refuses_blocking_calls_on_its_threads) {
    const auto runtime = kafka::runtime::own();
    EXPECT_FALSE(runtime.body()->refuse_to_block());
    std::promise<std::error_code> on_io;
    std::promise<std::error_code> on_callbacks;
    auto* body = runtime.body().get();
    body->post([&] { on_io.set_value(body->refuse_to_block()); });
    body->callbacks()->post([&] { on_callbacks.set_value(body->refuse_to_block()); });
    EXPECT_EQ(on_io.get_future().get(), kafka::errc::would_deadlock);
    EXPECT_EQ(on_callbacks.get_future().get(), kafka::errc::would_deadlock);
}

TEST(an_object, that_was_made_before_a_fork_refuses_to_work_in_the_child) {
    auto client =
        std::make_unique<kafka::client>(kafka::client_options{.brokers = {"127.0.0.1:1"}});
    EXPECT_EQ(code_of_call(*client), kafka::errc::timed_out);
    const auto child = fork();
    if (child == 0) {
        const auto code = code_of_call(*client);
        client.reset(); // must neither wait nor touch what the parent uses
        _exit(code == kafka::errc::forked ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status;
    EXPECT_EQ(code_of_call(*client), kafka::errc::timed_out) << "the parent goes on";
}

TEST(an_object, may_be_destroyed_while_it_tries_to_connect) {
    for (int i = 0; i < 20; ++i) {
        kafka::client client({.brokers = {"127.0.0.1:1", "localhost:1", "192.0.2.1:9092"}});
        std::stop_source stop;
        stop.request_stop();
        EXPECT_THROW(client.topics(stop.get_token()), kafka::error);
    }
}
