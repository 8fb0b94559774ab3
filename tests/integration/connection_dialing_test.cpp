// kafka::dialer: what it finds, and what it says when it finds nothing.
#include "support/connection_world.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <netinet/in.h>

#include <atomic>
#include <mutex>

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::errc;
using strings = std::vector<std::string>;

namespace {

class a_dialer : public connection_world {
protected:
    std::string port() const { return broker.address().substr(broker.address().rfind(':') + 1); }

    /// Connects to the broker whatever the address is.
    int connect_anyhow() const {
        const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port())));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(s, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return s;
        close(s);
        throw std::runtime_error("the test cannot connect");
    }
    std::error_code failure(const kafka::dialer& d, const std::string& address) {
        return code_of([&] { d.dial(limit(), address); });
    }
};

bool says(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

TEST_F(a_dialer, finds_the_leader_of_a_partition) {
    broker.make_topic("t", 3);
    const auto leader = kafka::lookup_leader(limit(), broker.address(), "t", 2);
    EXPECT_EQ(std::to_string(leader.port), port());
    const auto one = kafka::lookup_partition(limit(), broker.address(), "t", 2);
    EXPECT_EQ(one.id, 2);
    EXPECT_EQ(one.topic, "t");
    EXPECT_EQ(kafka::lookup_partitions(limit(), broker.address(), "t").size(), 3u);
    auto c = kafka::dial_partition(limit(), broker.address(), one);
    EXPECT_EQ(c.write_compressed_messages_at(limit(), {}, {{.value = "a"}}).partition, 2);
    EXPECT_EQ(c.broker().id, leader.id);
    auto by_name = kafka::dial_partition(limit(), broker.address(), {.topic = "t", .id = 2});
    EXPECT_EQ(by_name.read_message(limit()).value, "a");
}

TEST_F(a_dialer, waits_for_a_topic_that_is_about_to_be_made) {
    std::jthread maker;
    kafka::dialer d;
    std::once_flag once;
    d.dial_with = [&](const kafka::context&, const std::string&) {
        std::call_once(once, [&] { maker = std::jthread([&] { broker.make_topic("late"); }); });
        return connect_anyhow();
    };
    EXPECT_EQ(d.dial_leader(limit(), broker.address(), "late", 0).write(limit(), "a"), 1u);
}

TEST_F(a_dialer, names_the_partition_that_is_missing_at_its_deadline) {
    broker.make_topic("t", 2);
    const auto words = words_of(
        [&] { kafka::dial_leader(kafka::context::after(300ms), broker.address(), "t", 7); });
    EXPECT_TRUE(says(words, "topic \"t\" partition 7")) << words;
    const kafka::dialer impatient{.timeout = 300ms};
    const auto of_topic =
        words_of([&] { impatient.lookup_partitions({}, broker.address(), "none"); });
    EXPECT_TRUE(says(of_topic, "topic \"none\"")) << of_topic;
    const auto error = code_of([&] { impatient.dial_leader({}, broker.address(), "t", 2); });
    EXPECT_TRUE(error == kafka::condition::not_found || error == kafka::condition::timeout);
}

TEST_F(a_dialer, keeps_a_deadline_of_its_own) {
    const kafka::dialer late{.deadline = kafka::context::clock::now() - 1s};
    EXPECT_EQ(failure(late, broker.address()), errc::timed_out);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(code_of([&] { kafka::dial(stop.get_token(), broker.address()); }), errc::cancelled);
}

TEST_F(a_dialer, refuses_arguments_that_make_no_sense) {
    const auto refused = [&](std::string address, std::string topic, std::int32_t partition) {
        return code_of([&] { kafka::dial_leader(limit(), address, topic, partition); }) ==
               errc::invalid_argument;
    };
    EXPECT_TRUE(refused("", "t", 0));
    EXPECT_TRUE(refused("host:port", "t", 0));
    EXPECT_TRUE(refused(broker.address(), "", 0));
    EXPECT_TRUE(refused(broker.address(), "a b", 0));
    EXPECT_TRUE(refused(broker.address(), std::string(250, 'a'), 0));
    EXPECT_TRUE(refused(broker.address(), "t", -1));
    EXPECT_EQ(code_of([&] { kafka::dial_partition(limit(), broker.address(), {.id = 0}); }),
              errc::invalid_argument);
    const std::string longest(249, 'a');
    broker.make_topic(longest);
    EXPECT_EQ(leader_of(longest).write(limit(), "a"), 1u);
}

TEST_F(a_dialer, reports_every_mistake_in_itself) {
    const auto words = words_of([&] {
        kafka::dialer{.timeout = -1ms,
                      .fallback_delay = -1ms,
                      .local_address = "here",
                      .request_timeout = 0ms}
            .dial(limit(), broker.address());
    });
    for (const auto* part : {"timeout", "fallback_delay", "\"here\"", "request_timeout"})
        EXPECT_TRUE(says(words, part)) << words;
}

TEST_F(a_dialer, names_the_address_where_nobody_listens) {
    broker.stop();
    const auto words = words_of([&] { kafka::dial(limit(), broker.address()); });
    EXPECT_EQ(failure({}, broker.address()), errc::connection_refused);
    EXPECT_TRUE(says(words, port())) << words;
    EXPECT_EQ(failure({.dual_stack = false}, broker.address()), errc::connection_refused);
}

TEST_F(a_dialer, connects_one_address_after_another_when_told_so) {
    const kafka::dialer d{.dual_stack = false};
    EXPECT_FALSE(d.dial(limit(), broker.address()).api_versions(limit()).empty());
}

TEST_F(a_dialer, resolves_names) {
    for (int i = 0; i < 20; ++i)
        EXPECT_FALSE(kafka::dial(limit(), "localhost:" + port()).local_address().empty());
    EXPECT_EQ(failure({}, "no-such-host.invalid"), errc::cannot_resolve);
}

TEST_F(a_dialer, comes_from_the_address_it_was_told) {
    const kafka::dialer d{.keep_alive = 30s, .local_address = "127.0.0.2"};
    const auto c = d.dial(limit(), "127.0.0.1:" + port());
    EXPECT_TRUE(c.local_address().starts_with("127.0.0.2:")) << c.local_address();
}

TEST_F(a_dialer, asks_its_resolver_and_tries_all_that_this_says) {
    std::mutex mutex;
    strings asked;
    kafka::dialer d;
    d.resolver = [&](const kafka::context&, const std::string& host) -> strings {
        std::lock_guard lock(mutex);
        asked.push_back(host);
        return {"127.0.0.1:1", "not/an/address", "127.0.0.1"};
    };
    EXPECT_FALSE(d.dial(limit(), "elsewhere:" + port()).api_versions(limit()).empty());
    EXPECT_EQ(asked, strings{"elsewhere"});
}

TEST_F(a_dialer, takes_the_port_that_its_resolver_says) {
    kafka::dialer d;
    d.resolver = [&](const kafka::context&, const std::string&) {
        return strings{"127.0.0.1:" + port()};
    };
    EXPECT_FALSE(d.dial(limit(), "elsewhere:1").api_versions(limit()).empty());
}

TEST_F(a_dialer, says_what_its_resolver_said) {
    kafka::dialer d;
    d.resolver = [](const kafka::context&, const std::string&) -> strings {
        throw std::runtime_error("the registry is down");
    };
    auto words = words_of([&] { d.dial(limit(), "elsewhere"); });
    EXPECT_TRUE(says(words, "elsewhere:9092: the registry is down")) << words;
    d.resolver = [](const kafka::context&, const std::string&) { return strings{}; };
    EXPECT_EQ(failure(d, "elsewhere"), errc::cannot_resolve);
    d.resolver = [](const kafka::context&, const std::string&) { return strings{"a/b"}; };
    words = words_of([&] { d.dial(limit(), "elsewhere"); });
    EXPECT_TRUE(says(words, "\"a/b\"")) << words;
}

TEST_F(a_dialer, tells_a_slow_resolver_that_nobody_waits_any_more) {
    kafka::dialer d{.timeout = 50ms};
    std::atomic<bool> told = false;
    d.resolver = [&](const kafka::context& ctx, const std::string&) {
        while (!ctx.stop().stop_requested()) std::this_thread::yield();
        told = true;
        told.notify_all();
        return strings{"127.0.0.1"};
    };
    EXPECT_EQ(failure(d, "elsewhere"), errc::timed_out);
    told.wait(false);
}

TEST_F(a_dialer, connects_by_a_function) {
    std::string asked;
    kafka::dialer d;
    d.dial_with = [&](const kafka::context&, const std::string& address) {
        asked = address;
        return connect_anyhow();
    };
    EXPECT_FALSE(d.dial(limit(), "behind.the.proxy").api_versions(limit()).empty());
    EXPECT_EQ(asked, "behind.the.proxy:9092");
}

TEST_F(a_dialer, says_what_its_function_said) {
    kafka::dialer d;
    d.dial_with = [](const kafka::context&, const std::string&) -> int {
        throw std::system_error(std::make_error_code(std::errc::permission_denied), "proxy");
    };
    EXPECT_EQ(failure(d, "a:1"), std::errc::permission_denied);
    d.dial_with = [](const kafka::context&, const std::string&) { return -1; };
    EXPECT_EQ(failure(d, "a:1"), errc::invalid_argument);
}
