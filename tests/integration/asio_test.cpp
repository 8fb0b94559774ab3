// kafka/asio.hpp: coroutines in the caller's context, and what ends them early.
#include "support/asio_world.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>

#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;
using asio::awaitable;
using boost::system::error_code;

namespace {

const auto limit = running_broker::limit;

} // namespace

TEST(a_coroutine, writes_and_reads_in_the_caller_s_context) {
    running_broker broker;
    broker.make_topic("t", 2);
    run([&]() -> awaitable<void> {
        const auto here = std::this_thread::get_id();
        auto writer = write_to(broker);
        co_await writer.async_write_messages({.key = "k", .value = "one"});
        co_await writer.async_write_messages(limit(), {.key = "k", .value = "two"});
        const std::vector<kafka::record> more{{.key = "k", .value = "three"}, {.key = "k"}};
        co_await writer.async_write_messages(limit(), more, asio::use_awaitable);
        auto reader = read_from(broker);
        std::vector<std::string> values;
        while (values.size() < 4) {
            const auto message = co_await reader.async_read_message(limit());
            EXPECT_EQ(std::this_thread::get_id(), here);
            values.push_back(message->value.is_null() ? "null" : message->value.str());
        }
        EXPECT_EQ(values, (std::vector<std::string>{"one", "two", "three", "null"}));
        const auto left = co_await writer.async_close();
        EXPECT_EQ(left.records, 0u);
    });
}

TEST(a_coroutine, takes_whole_batches_and_waits_for_more) {
    running_broker broker;
    broker.make_topic("t");
    broker.append_numbers("t", 0, 100, 3);
    run([&]() -> awaitable<void> {
        auto reader = read_from(broker);
        std::int64_t next = 0;
        while (next < 300) {
            auto batch = co_await reader.async_fetch_batch(limit());
            for (const auto& m : batch) EXPECT_EQ(m.offset, next++);
        }
        asio::steady_timer later(co_await asio::this_coro::executor, 20ms);
        later.async_wait([&](error_code) { broker.append_numbers("t", 0, 1); });
        auto batch = co_await reader.async_fetch_batch(limit());
        EXPECT_EQ(batch.begin()->offset, 300);
    });
}

TEST(a_coroutine, asks_a_cluster_for_what_it_knows) {
    running_broker broker;
    run([&]() -> awaitable<void> {
        auto client = broker.make_client();
        std::vector<kafka::topic_config> wanted(2);
        wanted[0].topic = "a";
        wanted[0].partitions = 3;
        wanted[1].topic = "bad name";
        const auto made = co_await client.async_create_topics(limit(), wanted);
        EXPECT_FALSE(made.at(0).error);
        EXPECT_EQ(made.at(1).error, kafka::broker_errc::invalid_topic);
        const std::vector<std::string> names{"a"};
        const auto there = co_await client.async_topics();
        EXPECT_EQ(there, names);
        const auto known = co_await client.async_metadata(limit(), names, asio::use_awaitable);
        EXPECT_EQ(known.topics.at(0).partitions.size(), 3u);
        std::vector<kafka::offset_query> queries(1);
        queries[0].partition.topic = "a";
        queries[0].partition.partition = 1;
        const auto offsets = co_await client.async_list_offsets(limit(), queries);
        EXPECT_EQ(offsets.at(0).offset, 0);
        co_await client.async_delete_topics(limit(), names);
        const auto left = co_await client.async_topics(limit());
        EXPECT_TRUE(left.empty());
    });
}

TEST(a_coroutine, gets_an_exception_whose_code_is_kafka_s) {
    running_broker broker;
    run([&]() -> awaitable<void> {
        auto reader = read_from(broker, {.topic = "absent", .max_attempts = 1});
        try {
            co_await reader.async_fetch_message(limit());
            ADD_FAILURE() << "there is no such topic";
        } catch (const boost::system::system_error& e) {
            EXPECT_TRUE(e.code() == kafka::broker_errc::unknown_topic_or_partition) << e.what();
            EXPECT_TRUE(e.code() == kafka::condition::not_found);
        }
    });
}

TEST(a_coroutine, learns_which_records_were_not_written) {
    running_broker broker;
    broker.make_topic("t");
    run([&]() -> awaitable<void> {
        auto writer = write_to(broker);
        const std::vector<kafka::record> records{
            {.value = "a"}, {.value = "b", .partition = 7}, {.value = "c"}};
        const auto [error, errors] =
            co_await writer.async_write_messages(limit(), records, result_of);
        EXPECT_TRUE(error == kafka::broker_errc::unknown_topic_or_partition) << error.message();
        EXPECT_EQ(errors.size(), 1u);
        if (!errors.empty()) {
            EXPECT_EQ(errors[0].index, 1u);
        }
        const auto [wrong, none] =
            co_await writer.async_write_messages({.value = "x", .topic = "u"}, result_of);
        EXPECT_TRUE(wrong == kafka::errc::invalid_argument);
    });
}

TEST(a_coroutine, reads_and_commits_in_a_group) {
    running_broker broker;
    broker.make_topic("t");
    broker.append_numbers("t", 0, 3);
    const auto member = [&](kafka::commit_policy policy) {
        return read_from(broker, {.group_id = "g", .commit_policy = policy});
    };
    run([&]() -> awaitable<void> {
        auto first = member(kafka::commit_policy::on_read);
        for (int i = 0; i < 2; ++i) co_await first.async_read_message(limit());
        co_await first.async_close(limit());
        auto second = member(kafka::commit_policy::manual);
        const auto third_message = co_await second.async_fetch_message(limit());
        EXPECT_EQ(third_message->offset, 2);
        co_await second.async_commit_messages(limit(), *third_message);
        co_await second.async_close();
        broker.append_numbers("t", 0, 1);
        auto third = member(kafka::commit_policy::next_read);
        const auto fourth_message = co_await third.async_read_message(limit());
        EXPECT_EQ(fourth_message->offset, 3);
        auto alone = read_from(broker);
        const auto [refused] =
            co_await alone.async_commit_messages(limit(), *fourth_message, result_of);
        EXPECT_TRUE(refused == kafka::errc::invalid_argument);
    });
}

TEST(a_deadline, ends_a_fetch_and_loses_nothing) {
    running_broker broker;
    broker.make_topic("t");
    run([&]() -> awaitable<void> {
        auto reader = read_from(broker);
        const auto [error, none] =
            co_await reader.async_fetch_message(kafka::context::after(20ms), result_of);
        EXPECT_TRUE(error == kafka::errc::timed_out) << error.message();
        EXPECT_FALSE(none);
        broker.append_numbers("t", 0, 1);
        const auto message = co_await reader.async_fetch_message(limit());
        EXPECT_EQ(message->offset, 0);
    });
}

TEST(a_deadline, ends_a_write_whose_records_may_still_be_written) {
    run([&]() -> awaitable<void> {
        kafka::writer writer{{.brokers = {nobody}, .topic = "t"}};
        const auto [error, errors] = co_await writer.async_write_messages(
            kafka::context::after(20ms), {.value = "v"}, result_of);
        EXPECT_TRUE(error == kafka::errc::timed_out) << error.message();
        EXPECT_EQ(errors.size(), 1u);
        const auto [late] = co_await writer.async_flush(kafka::context::after(20ms), result_of);
        EXPECT_TRUE(late == kafka::errc::timed_out) << late.message();
        const auto left = co_await writer.async_close(kafka::context::after(20ms));
        EXPECT_EQ(left.records, 1u);
    });
}

TEST(a_deadline, ends_a_client_s_call) {
    run([&]() -> awaitable<void> {
        kafka::client client{{.brokers = {nobody}}};
        const auto [error, none] =
            co_await client.async_topics(kafka::context::after(20ms), result_of);
        EXPECT_TRUE(error == kafka::errc::timed_out) << error.message();
    });
}

TEST(a_stop_token, ends_an_asynchronous_call) {
    running_broker broker;
    broker.make_topic("t");
    run([&]() -> awaitable<void> {
        auto reader = read_from(broker);
        std::stop_source source;
        asio::steady_timer later(co_await asio::this_coro::executor, 20ms);
        later.async_wait([&](error_code) { source.request_stop(); });
        const auto [error, none] =
            co_await reader.async_fetch_message(kafka::context(source.get_token()), result_of);
        EXPECT_TRUE(error == kafka::errc::cancelled) << error.message();
        const auto [again, nothing] =
            co_await reader.async_fetch_message(kafka::context(source.get_token()), result_of);
        EXPECT_TRUE(again == kafka::errc::cancelled) << "stopped before the call";
    });
}

TEST(a_cancellation_slot, ends_whichever_call_it_is_bound_to) {
    running_broker broker;
    broker.make_topic("t");
    run([&]() -> awaitable<void> {
        using namespace asio::experimental::awaitable_operators;
        auto reader = read_from(broker);
        asio::steady_timer timer(co_await asio::this_coro::executor, 20ms);
        const auto first = co_await (reader.async_fetch_message(asio::use_awaitable) ||
                                     timer.async_wait(asio::use_awaitable));
        EXPECT_EQ(first.index(), 1u);
        kafka::client client{{.brokers = {nobody}}};
        timer.expires_after(20ms);
        const auto second = co_await (client.async_topics(asio::use_awaitable) ||
                                      timer.async_wait(asio::use_awaitable));
        EXPECT_EQ(second.index(), 1u);
        kafka::writer writer{{.brokers = {nobody}, .topic = "t"}};
        timer.expires_after(20ms);
        const auto third =
            co_await (writer.async_write_messages({.value = "v"}, asio::use_awaitable) ||
                      timer.async_wait(asio::use_awaitable));
        EXPECT_EQ(third.index(), 1u);
        broker.append_numbers("t", 0, 1);
        const auto message = co_await reader.async_fetch_message(limit());
        EXPECT_EQ(message->offset, 0) << "nothing is lost";
    });
}
