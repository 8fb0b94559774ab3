// What the broker does with connections: order, back-pressure, strangers, ends.
#include "protocol/api_versions.hpp"
#include "protocol/fetch.hpp"
#include "protocol/metadata.hpp"
#include "support/log_lines.hpp"
#include "support/scratch_directory.hpp"
#include "support/wire_client.hpp"
#include "wire/byte_order.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

using namespace kafka::detail;
using namespace kafka::testing;
using kafka::broker::server;

namespace {

class connections_of_a_broker : public ::testing::Test {
protected:
    void start(std::map<std::string, std::string> properties = {}) {
        broker =
            std::make_unique<server>(kafka::broker::options{.data_directory = directory.path(),
                                                            .nodes = {{.port = 0}},
                                                            .properties = std::move(properties),
                                                            .log = log.writer()});
    }
    wire_client connect() { return wire_client(broker->address()); }

    scratch_directory directory;
    log_lines log;
    std::unique_ptr<server> broker;
};

const protocol::api_versions_request versions{};

std::int32_t correlation_of(const std::vector<std::byte>& frame) {
    return wire::load<std::int32_t>(frame.data());
}

protocol::fetch_request fetch_of(const std::string& topic, std::int32_t max_wait_ms) {
    protocol::fetch_request request;
    request.max_wait_ms = max_wait_ms;
    request.min_bytes = 1;
    request.topics.push_back({topic, {}, {{.partition_max_bytes = 1 << 20}}});
    return request;
}

std::vector<std::byte> many_requests(std::int32_t count) {
    std::vector<std::byte> all;
    for (std::int32_t i = 0; i < count; ++i) {
        const auto one = request_bytes(versions, 0, i);
        all.insert(all.end(), one.begin(), one.end());
    }
    return all;
}

} // namespace

TEST_F(connections_of_a_broker, answer_in_the_order_of_the_requests) {
    start();
    auto client = connect();
    ASSERT_EQ(produce(client, "busy", "x").error, 0);
    protocol::metadata_request make;
    make.topics->push_back({.topic_id = {}, .name = "empty"});
    client.call(make, 9);
    client.ask(fetch_of("empty", 300), 11, 1); // waits for what never comes
    client.ask(fetch_of("busy", 300), 11, 2);  // could be answered at once
    client.ask(versions, 0, 3);
    for (std::int32_t expected : {1, 2, 3}) {
        const auto frame = client.receive();
        ASSERT_TRUE(frame);
        EXPECT_EQ(correlation_of(*frame), expected);
    }
}

TEST_F(connections_of_a_broker, end_a_long_poll_when_data_comes_on_another_one) {
    start();
    auto consumer = connect();
    auto producer = connect();
    protocol::metadata_request make;
    make.topics->push_back({.topic_id = {}, .name = "t"});
    consumer.call(make, 9);
    consumer.ask(fetch_of("t", 60'000), 11);
    ASSERT_EQ(produce(producer, "t", "x").error, 0);
    EXPECT_TRUE(consumer.receive());
}

TEST_F(connections_of_a_broker, take_a_thousand_requests_whose_answers_are_read_late) {
    start();
    auto client = connect();
    ASSERT_TRUE(client.send(wire::bytes(many_requests(1000))));
    for (std::int32_t i = 0; i < 1000; ++i) {
        const auto frame = client.receive();
        ASSERT_TRUE(frame);
        ASSERT_EQ(correlation_of(*frame), i);
    }
}

TEST_F(connections_of_a_broker, stop_reading_from_a_client_that_takes_no_answers) {
    start();
    auto client = connect();
    const auto requests = many_requests(1000);
    std::size_t sent = 0;
    for (std::size_t n = 1; n != 0; sent += n) { // until nothing has gone for a second
        n = client.send_some(requests);
        for (int i = 0; n == 0 && i < 100; ++i) {
            ::usleep(10'000); // a socket that is full has no event for "still full"
            n = client.send_some(requests);
        }
        ASSERT_LT(sent, std::size_t{64} << 20) << "the broker reads without end";
    }
    auto other = connect();
    EXPECT_EQ(produce(other, "t", "x").error, 0);
}

TEST_F(connections_of_a_broker, answer_a_peer_that_has_closed_its_sending_side) {
    start();
    auto client = connect();
    client.send(wire::bytes(many_requests(3)));
    client.finish_sending();
    for (std::int32_t i = 0; i < 3; ++i) {
        const auto frame = client.receive();
        ASSERT_TRUE(frame);
        EXPECT_EQ(correlation_of(*frame), i);
    }
    EXPECT_TRUE(client.sees_end());
}

TEST_F(connections_of_a_broker, wait_only_a_moment_for_a_long_poll_of_a_peer_that_sends_no_more) {
    start();
    auto client = connect();
    protocol::metadata_request make;
    make.topics->push_back({.topic_id = {}, .name = "t"});
    client.call(make, 9);
    client.ask(fetch_of("t", 120'000), 11);
    client.finish_sending();
    EXPECT_TRUE(client.sees_end());
}

TEST_F(connections_of_a_broker, append_what_a_peer_sent_without_waiting_for_an_answer) {
    start();
    {
        auto client = connect();
        produce(client, "t", "first", 0);
        client.finish_sending();
        EXPECT_TRUE(client.sees_end());
    }
    auto client = connect();
    EXPECT_EQ(fetch(client, "t"), std::vector<std::string>{"first"});
}

TEST_F(connections_of_a_broker, let_earlier_answers_leave_before_bad_bytes_end_them) {
    start();
    auto client = connect();
    auto bytes = many_requests(2);
    bytes.resize(bytes.size() + 100'000, std::byte{0xff}); // a negative size, and much behind it
    client.send(wire::bytes(bytes));
    EXPECT_TRUE(client.receive());
    EXPECT_TRUE(client.receive());
    EXPECT_TRUE(client.sees_end());
    EXPECT_TRUE(log.wait_for("socket.request.max.bytes"));
}

TEST_F(connections_of_a_broker, name_a_browser_and_a_tls_client_in_one_line_each) {
    start();
    auto browser = connect();
    browser.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_TRUE(browser.sees_end());
    EXPECT_TRUE(log.wait_for("an HTTP request came to the Kafka port"));
    auto tls = connect();
    tls.send(std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
    EXPECT_TRUE(tls.sees_end());
    EXPECT_TRUE(log.wait_for("a TLS client connected to a port without TLS"));
    EXPECT_EQ(log.how_many("connection closed"), 2u);
}

TEST_F(connections_of_a_broker, end_when_a_request_is_larger_than_allowed) {
    start({{"socket.request.max.bytes", "2048"}});
    auto small = connect();
    EXPECT_EQ(produce(small, "t", std::string(500, 'x')).error, 0);
    auto large = connect();
    large.send(std::string_view("\0\0\x08\x01", 4));
    EXPECT_TRUE(large.sees_end());
    EXPECT_TRUE(log.wait_for("a request claims 2049 bytes"));
}

TEST_F(connections_of_a_broker, end_after_a_time_without_a_word) {
    start({{"connections.max.idle.ms", "50"}});
    auto client = connect();
    client.call(versions, 0);
    EXPECT_TRUE(client.sees_end());
}

TEST_F(connections_of_a_broker, are_not_idle_while_a_long_poll_waits) {
    start({{"connections.max.idle.ms", "50"}});
    auto client = connect();
    protocol::metadata_request make;
    make.topics->push_back({.topic_id = {}, .name = "t"});
    client.call(make, 9);
    client.ask(fetch_of("t", 500), 11);
    EXPECT_TRUE(client.receive());
}

TEST_F(connections_of_a_broker, are_limited_in_number_and_taken_again_when_one_has_ended) {
    start({{"max.connections", "2"}});
    auto first = connect();
    first.call(versions, 0);
    {
        auto second = connect();
        second.call(versions, 0);
        auto third = connect();
        EXPECT_TRUE(third.sees_end());
        EXPECT_TRUE(log.wait_for("max.connections"));
        second.finish_sending();
        EXPECT_TRUE(second.sees_end());
    }
    auto again = connect();
    again.call(versions, 0);
}

TEST_F(connections_of_a_broker, send_a_large_fetch_to_a_slow_reader_whole) {
    start();
    auto client = connect();
    const std::string value(100'000, 'v');
    for (int i = 0; i < 20; ++i) ASSERT_EQ(produce(client, "t", value).error, 0);
    const int small = 32'768; // the client's window: the broker must stop and go on many times
    ::setsockopt(client.socket(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    const auto values = fetch(client, "t", 0, 50'000'000);
    ASSERT_EQ(values.size(), 20u);
    for (const auto& v : values) EXPECT_EQ(v, value);
}
