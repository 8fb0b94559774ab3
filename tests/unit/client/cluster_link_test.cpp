#include "client/blocking.hpp"
#include "client/cluster_link.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/list_offsets.hpp"
#include "support/scripted_broker.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <future>

namespace {

using namespace kafka::detail::client;
using namespace std::chrono_literals;
using kafka::testing::scripted_broker;
using kafka::testing::scripted_reply;
using kafka::testing::scripted_request;
namespace cluster = kafka::detail::cluster;
namespace protocol = kafka::detail::protocol;
using list_offsets = protocol::list_offsets_request;
using versions_api = protocol::api_versions_request;

/// A link on a runtime of its own, with blocking calls for the tests.
class driven_link {
public:
    explicit driven_link(std::vector<std::string> brokers, link_options options = {}) {
        for (const auto& b : brokers) options.bootstrap.push_back(*cluster::address_from_string(b));
        options.backoff_min = options.backoff_max = 1ms;
        link_ = std::make_shared<cluster_link>(body().io(), body().callbacks(), std::move(options));
    }
    ~driven_link() {
        body().post([l = std::move(link_)] { l->close(); });
    }

    const kafka::runtime::implementation& body() const { return *runtime_.body(); }
    cluster_link& operator*() { return *link_; }

    outcome<topic_pointer> topic(const std::string& name, const kafka::context& ctx = limit()) {
        return block_on<topic_pointer>(body(), ctx, "topic",
                                       [l = link_, name](trail& t) { return l->topic(name, t); });
    }
    outcome<answer<list_offsets>> offsets(route to, const kafka::context& ctx = limit()) {
        using result = answer<list_offsets>;
        return block_on<result>(body(), ctx, "list offsets",
                                [l = link_, to](trail& t) -> awaitable<outcome<result>> {
                                    const list_offsets question;
                                    co_return co_await l->request(to, question, t);
                                });
    }
    static kafka::context limit() { return kafka::context::after(10s); }

private:
    kafka::runtime runtime_ = kafka::runtime::own();
    std::shared_ptr<cluster_link> link_;
};

void answer_offsets(scripted_broker& broker) {
    broker.serves(list_offsets::key, list_offsets::valid);
    broker.on(list_offsets::key, [](const scripted_request& r) -> scripted_reply {
        return {r.answer<list_offsets>({.throttle_time_ms = 7})};
    });
}

} // namespace

TEST(a_link, finds_topics_through_any_bootstrap_address) {
    scripted_broker broker;
    broker.lead({{"words", 3}});
    driven_link link({"127.0.0.1:1", broker.address()});
    const auto words = link.topic("words");
    ASSERT_TRUE(words) << words.error().text();
    EXPECT_EQ((*words)->partitions.size(), 3u);
    EXPECT_EQ((*words)->find(2)->leader, 1);
}

TEST(a_link, says_which_topic_does_not_exist) {
    scripted_broker broker;
    broker.lead({});
    driven_link link({broker.address()});
    const auto words = link.topic("words");
    ASSERT_FALSE(words);
    EXPECT_EQ(words.error().code, kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_NE(words.error().text().find("words"), std::string::npos);
    EXPECT_GT(broker.count(protocol::api_key::metadata), 1) << "it may only be new";
}

TEST(a_link, tells_at_the_deadline_what_went_wrong_until_then) {
    driven_link link({"127.0.0.1:1"});
    const auto words = link.topic("words", kafka::context::after(100ms));
    ASSERT_FALSE(words);
    EXPECT_EQ(words.error().code, kafka::errc::timed_out);
    ASSERT_FALSE(words.error().causes.empty());
    EXPECT_NE(words.error().causes[0].find("127.0.0.1:1: Connection refused"), std::string::npos)
        << words.error().causes[0];
}

TEST(a_link, gives_up_at_once_when_nothing_that_answers_is_kafka) {
    scripted_broker web;
    web.on(versions_api::key, [](const scripted_request&) -> scripted_reply {
        const std::string text = "HTTP/1.1 400 Bad Request\r\n\r\n";
        const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
        return {kafka::testing::byte_string(bytes, bytes + text.size()), true};
    });
    driven_link link({web.address()});
    const auto words = link.topic("words");
    ASSERT_FALSE(words);
    EXPECT_EQ(words.error().code, kafka::errc::not_kafka);
    EXPECT_NE(words.error().text().find("HTTP"), std::string::npos) << words.error().text();
}

TEST(a_link, sends_requests_to_the_node_that_they_are_for) {
    scripted_broker broker;
    broker.lead({{"words", 1}}, 5);
    answer_offsets(broker);
    driven_link link({broker.address()});
    const auto got = link.offsets(route{route::any_broker});
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->throttle_time_ms, 7);
    EXPECT_TRUE(link.offsets(route{5}));
    EXPECT_TRUE(link.offsets(route{route::controller}));
    EXPECT_EQ(broker.connections(), 2) << "one for the bootstrap, one for the node";
    const auto absent = link.offsets(route{6});
    ASSERT_FALSE(absent);
    EXPECT_NE(absent.error().text().find("node 6"), std::string::npos);
}

TEST(a_link, asks_in_the_version_that_the_broker_names) {
    scripted_broker broker;
    broker.lead({{"words", 1}});
    broker.on(versions_api::key, [](const scripted_request& r) -> scripted_reply {
        protocol::api_versions_response answer;
        if (r.version > 2) {
            answer.error_code = 35;
            answer.api_keys.push_back({18, 0, 2});
            auto as_oldest = r;
            as_oldest.version = 0;
            return {as_oldest.answer<versions_api>(answer)};
        }
        answer.api_keys = {{3, 0, 8}, {18, 0, 2}};
        return {r.answer<versions_api>(answer)};
    });
    driven_link link({broker.address()});
    const auto words = link.topic("words");
    EXPECT_TRUE(words) << words.error().text();
    EXPECT_EQ(broker.count(protocol::api_key::api_versions), 2);
}

TEST(a_link, says_when_a_broker_serves_no_version_that_it_speaks) {
    scripted_broker broker;
    broker.lead({{"words", 1}});
    broker.serves(list_offsets::key, {90, 91});
    driven_link link({broker.address()});
    const auto got = link.offsets(route{});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, kafka::errc::unsupported_version);
    EXPECT_NE(got.error().text().find("ListOffsets is served in versions 90 to 91"),
              std::string::npos)
        << got.error().text();
}

TEST(a_link, dials_again_after_the_broker_hung_up) {
    scripted_broker broker;
    broker.lead({{"words", 1}});
    answer_offsets(broker);
    driven_link link({broker.address()});
    ASSERT_TRUE(link.offsets(route{1}) || link.offsets(route{}));
    broker.hang_up_all();
    bool again = false; // the first attempt may find the dying connection
    for (int i = 0; i < 3 && !again; ++i) again = static_cast<bool>(link.offsets(route{}));
    EXPECT_TRUE(again);
}

TEST(a_blocking_call, that_is_stopped_leaves_the_connection_to_others) {
    scripted_broker broker;
    broker.lead({{"words", 1}});
    std::atomic<int> asked = 0;
    std::atomic<bool> answer_now = false;
    broker.serves(list_offsets::key, list_offsets::valid);
    broker.on(list_offsets::key, [&](const scripted_request& r) -> scripted_reply {
        ++asked;
        while (!answer_now) std::this_thread::yield();
        return {r.answer<list_offsets>({})};
    });
    driven_link link({broker.address()});
    ASSERT_TRUE(link.topic("words"));
    std::stop_source stop;
    std::thread stopper([&] {
        broker.wait_for(list_offsets::key, 1);
        stop.request_stop();
    });
    const auto stopped = link.offsets(route{1}, stop.get_token());
    stopper.join();
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, kafka::errc::cancelled);
    answer_now = true;
    const auto next = link.offsets(route{1});
    EXPECT_TRUE(next) << next.error().text();
    EXPECT_EQ(broker.connections(), 2) << "the bootstrap's and one for both calls";
}

TEST(a_blocking_call, on_a_thread_of_the_library_fails_at_once) {
    scripted_broker broker;
    driven_link link({broker.address()});
    std::promise<std::error_code> seen;
    link.body().callbacks()->post([&] { seen.set_value(link.topic("words").error().code); });
    EXPECT_EQ(seen.get_future().get(), kafka::errc::would_deadlock);
}
