// Sessions of consumers: what need not be said again, and what is not told again.
#include "broker/fetch_sessions.hpp"
#include "handlers/serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;
using namespace std::chrono_literals;

namespace {

struct fetch_session : serving {
    void SetUp() override {
        serving::SetUp();
        create("orders", 3);
        create("bills", 1);
    }

    static protocol::fetch_request of(std::int32_t id, std::int32_t epoch) {
        protocol::fetch_request out;
        out.session_id = id;
        out.session_epoch = epoch;
        out.max_bytes = 1 << 20;
        return out;
    }
    static void add(protocol::fetch_request& to, std::string_view topic, std::int32_t partition,
                    std::int64_t offset = 0) {
        auto& t = to.topics.emplace_back();
        t.topic = topic;
        auto& p = t.partitions.emplace_back();
        p.partition = partition;
        p.fetch_offset = offset;
        p.partition_max_bytes = 1 << 20;
    }
    /// "orders-0 orders-1": what an answer speaks of.
    template <class Answer>
    static std::string told(Answer&& answer) {
        std::string out;
        for (const auto& t : answer->responses)
            for (const auto& p : t.partitions)
                out += (out.empty() ? "" : " ") + std::string(t.topic) + "-" +
                       std::to_string(p.partition_index);
        return out;
    }
    std::int32_t begin() {
        auto all = of(0, 0);
        for (int p = 0; p < 3; ++p) add(all, "orders", p);
        auto answer = call(all, 12);
        EXPECT_EQ(told(answer), "orders-0 orders-1 orders-2");
        EXPECT_NE(answer->session_id, 0);
        return answer->session_id;
    }
    broker_errc error_of(const protocol::fetch_request& request, std::int16_t version = 12) {
        auto answer = call(request, version);
        EXPECT_TRUE(answer->error_code == 0 || answer->responses.empty());
        return static_cast<broker_errc>(answer->error_code);
    }
};

} // namespace

TEST_F(fetch_session, tells_only_what_is_new) {
    const auto id = begin();
    EXPECT_EQ(told(call(of(id, 1), 12)), "");
    produce("orders", {"a"}, 1);
    auto answer = call(of(id, 2), 12);
    EXPECT_EQ(answer->session_id, id);
    EXPECT_EQ(told(answer), "orders-1");
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)), std::vector<std::string>{"a"});
    auto moved = of(id, 3);
    add(moved, "orders", 1, 1);
    EXPECT_EQ(told(call(moved, 12)), "") << "read, and nothing has come since";
}

TEST_F(fetch_session, takes_in_and_forgets_partitions) {
    const auto id = begin();
    produce("orders", {"a"}, 1);
    produce("bills", {"b"});
    auto changed = of(id, 1);
    add(changed, "bills", 0);
    changed.forgotten_topics_data.push_back({"orders", {}, {1}});
    EXPECT_EQ(told(call(changed, 12)), "bills-0");
    auto last = of(id, 2);
    last.forgotten_topics_data.push_back({"orders", {}, {0, 2}});
    last.forgotten_topics_data.push_back({"bills", {}, {0}});
    auto answer = call(last, 12);
    EXPECT_EQ(answer->error_code, 0);
    EXPECT_EQ(answer->session_id, 0) << "a session of nothing is over";
    EXPECT_EQ(error_of(of(id, 3)), broker_errc::fetch_session_id_not_found);
}

TEST_F(fetch_session, gives_each_partition_its_turn) {
    const auto id = begin();
    for (int p = 0; p < 3; ++p) produce("orders", {"a", "b"}, p);
    std::string order;
    for (std::int32_t epoch = 1; epoch <= 4; ++epoch) {
        auto little = of(id, epoch);
        little.max_bytes = 1; // one batch, of the first partition that has one
        order += told(call(little, 12)) + " ";
    }
    EXPECT_EQ(order, "orders-0 orders-1 orders-2 " // all have moved, the first gave its records
                     "orders-1 orders-2 orders-0 ");
}

TEST_F(fetch_session, tells_an_error_again_and_its_end) {
    auto all = of(0, 0);
    add(all, "orders", 0);
    add(all, "orders", 5);
    const auto id = call(all, 12)->session_id;
    EXPECT_EQ(told(call(of(id, 1), 12)), "orders-5");
    EXPECT_EQ(told(call(of(id, 2), 12)), "orders-5");
    auto far = of(id, 3);
    add(far, "orders", 0, 77);
    EXPECT_EQ(told(call(far, 12)), "orders-0 orders-5");
    auto back = of(id, 4);
    add(back, "orders", 0, 0);
    EXPECT_EQ(told(call(back, 12)), "orders-0 orders-5");
    EXPECT_EQ(told(call(of(id, 5), 12)), "orders-5");
}

TEST_F(fetch_session, is_known_by_its_id_and_its_epoch) {
    const auto id = begin();
    EXPECT_EQ(error_of(of(id + 1, 1)), broker_errc::fetch_session_id_not_found);
    EXPECT_EQ(error_of(of(id, 2)), broker_errc::invalid_fetch_session_epoch);
    EXPECT_EQ(error_of(of(id, 1)), broker_errc::none);
    EXPECT_EQ(error_of(of(id, 1)), broker_errc::invalid_fetch_session_epoch);
    EXPECT_EQ(error_of(of(id, 2), 13), broker_errc::fetch_session_topic_id_error);
    EXPECT_EQ(error_of(of(id, 2)), broker_errc::none);
}

TEST_F(fetch_session, ends_when_the_consumer_begins_anew_or_says_so) {
    const auto first = begin();
    auto again = of(first, 0);
    add(again, "orders", 0);
    const auto second = call(again, 12)->session_id;
    EXPECT_NE(second, 0);
    EXPECT_EQ(error_of(of(first, 1)), broker_errc::fetch_session_id_not_found);
    auto last = of(second, -1);
    add(last, "orders", 0);
    auto answer = call(last, 12);
    EXPECT_EQ(answer->session_id, 0);
    EXPECT_EQ(told(answer), "orders-0");
    EXPECT_EQ(error_of(of(second, 1)), broker_errc::fetch_session_id_not_found);
}

TEST_F(fetch_session, waits_for_records_of_everything_that_is_in_it) {
    const auto id = begin();
    auto request = of(id, 1);
    request.max_wait_ms = 500;
    request.min_bytes = 1;
    auto answer = call(request, 12);
    EXPECT_TRUE(answer.is_waiting());
    produce("orders", {"a"}, 2);
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(told(answer), "orders-2");
}

TEST_F(fetch_session, that_went_on_meanwhile_gives_no_second_answer) {
    const auto id = begin();
    auto request = of(id, 1);
    request.max_wait_ms = 500;
    request.min_bytes = 1;
    auto late = call(request, 12);
    ASSERT_TRUE(late.is_waiting());
    auto next = of(id, 2);
    next.max_wait_ms = 500;
    next.min_bytes = 1;
    auto better = call(next, 12);
    ASSERT_FALSE(late.is_waiting()) << "or many could wait for one session's partitions";
    EXPECT_EQ(late->error_code, number(broker_errc::invalid_fetch_session_epoch));
    EXPECT_TRUE(late->responses.empty());
    ASSERT_TRUE(better.is_waiting());
    produce("orders", {"a"}, 2);
    ASSERT_FALSE(better.is_waiting());
    EXPECT_EQ(told(better), "orders-2");
}

TEST_F(fetch_session, gives_way_when_there_are_too_many) {
    options.properties["max.incremental.fetch.session.cache.slots"] = "2";
    restart();
    const auto first = begin();
    begin();
    auto small = of(0, 0);
    add(small, "orders", 0);
    EXPECT_EQ(call(small, 12)->session_id, 0) << "there is no room for one more";
    advance(2min);
    EXPECT_EQ(error_of(of(first, 1)), broker_errc::none);
    advance(1s);
    EXPECT_NE(call(small, 12)->session_id, 0) << "one was not used for long";
    EXPECT_EQ(error_of(of(first, 2)), broker_errc::none);
    EXPECT_EQ(call(small, 12)->session_id, 0) << "a smaller one gets nobody's place";
}

TEST(fetch_sessions, take_bounded_memory) {
    broker::fetch_sessions sessions(1000, 100 * broker::fetch_session::partition_cost);
    protocol::fetch_request request;
    request.session_epoch = 0;
    auto& topic = request.topics.emplace_back();
    topic.topic = "t";
    for (std::int32_t p = 0; p < 60; ++p) topic.partitions.emplace_back().partition = p;
    const auto open = [&] {
        broker::fetch_plan plan;
        plan.topics = broker::wanted_of(request, 12);
        return sessions.open(plan, false, {});
    };
    const auto one = open();
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(open(), nullptr);
    for (auto& p : topic.partitions) p.partition += 60;
    request.session_id = one->id();
    request.session_epoch = 1;
    EXPECT_EQ(sessions.judge(request, 12, {}).error, broker_errc::fetch_session_id_not_found);
    EXPECT_EQ(sessions.size(), 0u);
    EXPECT_EQ(sessions.bytes(), 0u);
}

TEST(fetch_sessions, give_up_what_nobody_uses_when_memory_is_short) {
    broker::fetch_sessions sessions(1000, 100 * broker::fetch_session::partition_cost);
    const auto open = [&](std::int32_t partitions, broker::clock::monotonic now) {
        broker::fetch_plan plan;
        auto& topic = plan.topics.emplace_back();
        topic.id = kafka::uuid::random();
        for (std::int32_t p = 0; p < partitions; ++p) topic.partitions.push_back({.index = p});
        return sessions.open(plan, true, now);
    };
    const broker::clock::monotonic start{};
    ASSERT_NE(open(60, start), nullptr);
    ASSERT_NE(open(30, start + 1s), nullptr);
    EXPECT_EQ(open(60, start + 2min), nullptr);
    EXPECT_EQ(open(101, start + 3min), nullptr) << "for which there never is room";
    EXPECT_EQ(sessions.size(), 2u);
    EXPECT_NE(open(60, start + 2min + 1ms), nullptr);
    EXPECT_EQ(sessions.size(), 2u);
    EXPECT_EQ(sessions.bytes(), 90 * broker::fetch_session::partition_cost);
}

TEST_F(fetch_session, is_refused_to_the_ten_thousandth_who_asks) {
    options.properties["max.incremental.fetch.session.cache.slots"] = "100";
    restart();
    std::vector<std::int32_t> ids;
    for (int i = 0; i < 10'000; ++i) {
        auto all = of(0, 0);
        add(all, "orders", 0);
        auto answer = call(all, 12);
        ASSERT_EQ(answer->error_code, 0);
        ASSERT_EQ(told(answer), "orders-0");
        if (answer->session_id != 0) ids.push_back(answer->session_id);
    }
    EXPECT_EQ(ids.size(), 100u);
    EXPECT_EQ(error_of(of(ids.front(), 1)), broker_errc::none);
}

TEST(fetch_sessions, count_epochs_past_the_last_one) {
    EXPECT_EQ(broker::fetch_session::epoch_after(1), 2);
    EXPECT_EQ(broker::fetch_session::epoch_after(0x7fffffff), 1);
}
