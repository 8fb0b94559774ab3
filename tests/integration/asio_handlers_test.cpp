// kafka/asio.hpp: where callbacks and futures run, lifetimes, and many calls at once.
#include "support/asio_world.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <map>

using namespace std::chrono_literals;
using namespace kafka::testing;
using asio::awaitable;
using boost::system::error_code;

namespace {

const auto limit = running_broker::limit;

} // namespace

TEST(a_callback, without_an_executor_runs_on_a_thread_that_may_not_block) {
    running_broker broker;
    broker.make_topic("t");
    broker.append_numbers("t", 0, 1);
    auto reader = read_from(broker);
    std::promise<std::error_code> blocked;
    std::atomic<bool> returned{false};
    reader.async_fetch_message([&](error_code error, std::optional<kafka::message> m) {
        EXPECT_FALSE(error);
        EXPECT_EQ(m->value, "0");
        try {
            reader.fetch_message(limit());
            blocked.set_value({});
        } catch (const kafka::error& e) {
            blocked.set_value(e.code());
        }
    });
    auto answer = blocked.get_future();
    ASSERT_EQ(answer.wait_for(20s), std::future_status::ready);
    EXPECT_EQ(answer.get(), kafka::errc::would_deadlock);
}

TEST(a_callback, runs_on_its_executor_and_never_inside_the_call) {
    running_broker broker;
    broker.make_topic("t");
    broker.append_numbers("t", 0, 1);
    auto reader = read_from(broker);
    EXPECT_EQ(reader.fetch_message(limit())->offset, 0);
    reader.set_offset(0);
    asio::io_context io;
    int told = 0;
    reader.async_fetch_message(
        asio::bind_executor(io, [&](error_code, std::optional<kafka::message>) { ++told; }));
    kafka::writer writer{{.brokers = {nobody}}};
    writer.async_write_messages({.value = "no topic"},
                                asio::bind_executor(io, [&](error_code error, auto) {
                                    EXPECT_TRUE(error == kafka::errc::invalid_argument);
                                    ++told;
                                }));
    EXPECT_EQ(told, 0);
    io.run_for(20s);
    EXPECT_EQ(told, 2);
}

TEST(a_future, holds_what_a_call_ended_with) {
    running_broker broker;
    broker.make_topic("t");
    auto writer = write_to(broker);
    writer.async_write_messages(limit(), {.value = "v"}, asio::use_future).get();
    auto reader = read_from(broker);
    EXPECT_EQ(reader.async_fetch_message(limit(), asio::use_future).get()->value, "v");
    auto never = reader.async_fetch_message(kafka::context::after(10ms), asio::use_future);
    EXPECT_THROW(never.get(), boost::system::system_error);
    writer.async_flush(asio::use_future).get();
}

TEST(the_end_of_an_object, ends_what_is_under_way) {
    running_broker broker;
    broker.make_topic("t");
    asio::io_context io;
    int told = 0;
    {
        auto reader = read_from(broker);
        reader.async_fetch_message(
            asio::bind_executor(io, [&](error_code error, std::optional<kafka::message> m) {
                EXPECT_FALSE(error);
                EXPECT_FALSE(m) << "the reader is closed";
                ++told;
            }));
        kafka::writer writer{{.brokers = {nobody}, .topic = "t"}};
        writer.async_write_messages({.value = "v"},
                                    asio::bind_executor(io, [&](error_code error, auto) {
                                        EXPECT_TRUE(error == kafka::errc::closed);
                                        ++told;
                                    }));
        kafka::client client{{.brokers = {nobody}}};
        client.async_topics(asio::bind_executor(io, [&](error_code error, auto) {
            EXPECT_TRUE(error == kafka::errc::closed) << error.message();
            ++told;
        }));
    }
    io.run_for(20s);
    EXPECT_EQ(told, 3);
}

TEST(a_write, of_more_than_the_memory_holds_goes_on_as_memory_comes_back) {
    running_broker broker;
    broker.make_topic("t", 3);
    auto writer = write_to(broker, {.batch_bytes = 20'000, .queue_bytes = 50'000});
    asio::thread_pool pool(2);
    std::vector<std::future<std::vector<kafka::write_error>>> calls;
    for (int c = 0; c < 4; ++c) {
        std::vector<std::string> values;
        for (int i = 0; i < 500; ++i) values.push_back(std::to_string(i) + std::string(500, 'x'));
        const std::vector<kafka::header> headers{{"call", "header"}};
        std::vector<kafka::record> records;
        for (const auto& v : values) records.push_back({.value = v, .headers = headers});
        calls.push_back(writer.async_write_messages(limit(), records,
                                                    asio::bind_executor(pool, asio::use_future)));
    }
    for (auto& c : calls) EXPECT_TRUE(c.get().empty());
    pool.join();
    auto reader = read_from(broker);
    std::map<std::string, int> seen;
    for (int i = 0; i < 2000; ++i) {
        const auto m = reader.fetch_message(limit());
        ++seen[m->value.str().substr(0, m->value.str().find('x'))];
        EXPECT_EQ(m->headers.find("call"), kafka::bytes_view("header"));
    }
    for (int i = 0; i < 500; ++i) EXPECT_EQ(seen[std::to_string(i)], 4);
}

TEST(many_calls, on_several_threads_share_the_messages_of_a_reader) {
    running_broker broker;
    broker.make_topic("t", 3);
    auto reader = read_from(broker);
    asio::thread_pool pool(3);
    std::atomic<int> seen{0};
    for (int c = 0; c < 8; ++c)
        asio::co_spawn(
            pool,
            [&]() -> awaitable<void> {
                while (co_await reader.async_fetch_message())
                    if (++seen == 600) reader.close();
            },
            asio::detached);
    for (int p = 0; p < 3; ++p) broker.append_numbers("t", p, 20, 10);
    pool.join();
    EXPECT_EQ(seen, 600);
}
