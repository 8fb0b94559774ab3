// What a broker has to be told again, and what not.
#include "consumer/fetch_session.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using namespace kafka::detail;
using namespace kafka::detail::consumer;
using kafka::broker_errc;

namespace {

constexpr std::int32_t id = 77;

kafka::uuid id_of(char c) { return {{static_cast<std::byte>(c)}}; }

/// A round for topics of one letter, each with partitions at offsets: {{'a', {{0, 5}}}}.
struct offsets_of {
    char topic = 'a';
    std::vector<std::pair<std::int32_t, std::int64_t>> partitions = {};
};

fetch_round round_of(const std::vector<offsets_of>& topics) {
    fetch_round out{.node = 1, .max_bytes = 1000};
    for (const auto& [topic, partitions] : topics) {
        auto& plan = out.plans.emplace_back();
        plan.topic = topic;
        plan.topic_id = id_of(topic);
        for (const auto& [partition, offset] : partitions)
            plan.asked.push_back({.partition = partition, .offset = offset, .leader_epoch = 2});
    }
    return out;
}

/// A session, and what its last request said: "77/1 +a0@5 -b1".
struct one_session {
    fetch_session session;
    std::int16_t version = 12;
    fetch_limits limits = {};

    std::string ask(const fetch_round& round) {
        const auto q = session.ask(round, limits, version);
        auto out = std::to_string(q.session_id) + "/" + std::to_string(q.session_epoch);
        for (const auto& t : q.topics)
            for (const auto& p : t.partitions)
                out += " +" + std::string(t.topic) + std::to_string(p.partition) + "@" +
                       std::to_string(p.fetch_offset);
        for (const auto& t : q.forgotten_topics_data) {
            auto partitions = t.partitions;
            std::ranges::sort(partitions);
            for (const auto p : partitions) {
                out += " -";
                out += version >= first_fetch_by_id ? std::string(1, char(t.topic_id.bytes[0]))
                                                    : std::string(t.topic);
                out += std::to_string(p);
            }
        }
        return out;
    }
    std::string ask(const std::vector<offsets_of>& topics) { return ask(round_of(topics)); }
    bool answer(std::int32_t session_id = id, broker_errc error = broker_errc::none) {
        protocol::fetch_response out;
        out.session_id = session_id;
        out.error_code = static_cast<std::int16_t>(error);
        return session.take_in(out);
    }
    /// Past the first request, which said everything.
    void begin(const std::vector<offsets_of>& topics) {
        ask(topics);
        EXPECT_FALSE(answer());
    }
};

} // namespace

TEST(a_fetch_session, says_everything_once_and_then_what_has_changed) {
    one_session s;
    EXPECT_EQ(s.ask({{'a', {{0, 5}, {1, 6}}}, {'b', {{0, 7}}}}), "0/0 +a0@5 +a1@6 +b0@7");
    s.answer();
    EXPECT_EQ(s.ask({{'a', {{0, 5}, {1, 6}}}, {'b', {{0, 7}}}}), "77/1");
    s.answer();
    EXPECT_EQ(s.ask({{'a', {{0, 5}, {1, 8}}}, {'b', {{0, 7}}}}), "77/2 +a1@8") << "it had records";
    s.answer();
    EXPECT_EQ(s.ask({{'b', {{0, 7}}}, {'a', {{1, 8}, {0, 5}}}}), "77/3") << "the order is nothing";
}

TEST(a_fetch_session, adds_and_forgets_partitions_and_topics) {
    one_session s;
    s.begin({{'a', {{0, 5}, {1, 6}, {2, 7}}}, {'b', {{0, 8}}}});
    EXPECT_EQ(s.ask({{'a', {{1, 6}}}, {'c', {{3, 1}}}}), "77/1 +c3@1 -a0 -a2 -b0");
    s.answer();
    EXPECT_EQ(s.ask({{'a', {{1, 6}}}, {'c', {{3, 1}}}}), "77/2") << "forgotten once";
    s.answer();
    EXPECT_EQ(s.ask({{'a', {{1, 6}, {0, 5}}}, {'b', {{0, 8}}}}), "77/3 +a0@5 +b0@8 -c3");
}

TEST(a_fetch_session, tells_of_another_leader_epoch_and_of_other_limits) {
    one_session s;
    s.begin({{'a', {{0, 5}, {1, 5}, {2, 5}}}});
    auto round = round_of({{'a', {{0, 5}, {1, 5}, {2, 5}}}});
    round.plans[0].asked[0].leader_epoch = 3;
    round.plans[0].asked[2].wanted_bytes = std::size_t{1} << 24;
    EXPECT_EQ(s.ask(round), "77/1 +a0@5 +a2@5");
    s.answer();
    EXPECT_EQ(s.ask(round), "77/2");
}

TEST(a_fetch_session, takes_another_topic_of_the_same_name_for_another_one) {
    one_session s{.version = first_fetch_by_id};
    s.begin({{'a', {{0, 5}, {1, 5}}}});
    auto round = round_of({{'a', {{0, 0}}}});
    round.plans[0].topic_id = id_of('A');
    EXPECT_EQ(s.ask(round), "77/1 +a0@0 -a0 -a1") << "what is forgotten has the old id";
    s.answer();
    EXPECT_EQ(s.ask(round), "77/2");

    one_session by_name;
    by_name.begin({{'a', {{0, 5}, {1, 5}}}});
    EXPECT_EQ(by_name.ask(round), "77/1 +a0@0 -a1");
}

TEST(a_fetch_session, ends_the_last_one_and_says_everything_when_an_answer_was_lost) {
    one_session s;
    s.begin({{'a', {{0, 5}, {1, 5}}}});
    s.ask({{'a', {{0, 6}}}});
    s.session.lost();
    EXPECT_EQ(s.ask({{'a', {{0, 6}}}}), "77/0 +a0@6");
    s.answer(id + 1);
    EXPECT_EQ(s.ask({{'a', {{0, 6}}}}), "78/1");
}

TEST(a_fetch_session, begins_anew_when_the_broker_does_not_know_it) {
    one_session s;
    s.begin({{'a', {{0, 5}}}});
    s.ask({{'a', {{0, 5}}}});
    EXPECT_TRUE(s.answer(0, broker_errc::fetch_session_id_not_found)) << "ask again";
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "0/0 +a0@5");
    EXPECT_FALSE(s.answer(0, broker_errc::fetch_session_id_not_found)) << "which is nonsense now";
    s.begin({{'a', {{0, 5}}}});
    s.ask({{'a', {{0, 5}}}});
    EXPECT_TRUE(s.answer(id, broker_errc::invalid_fetch_session_epoch));
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/0 +a0@5");
    s.answer();
    s.ask({{'a', {{0, 5}}}});
    EXPECT_FALSE(s.answer(id, broker_errc::unknown_server_error)) << "no matter of sessions";
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/0 +a0@5");
}

TEST(a_fetch_session, is_not_there_when_the_broker_gives_none) {
    one_session s;
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "0/0 +a0@5");
        s.answer(0);
    }
    s.begin({{'a', {{0, 5}}}});
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/1");
    s.answer(0);
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "0/0 +a0@5") << "the broker has closed it";
    s.begin({{'a', {{0, 5}}}});
    s.ask({{'a', {{0, 5}}}});
    s.answer(id + 5);
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "82/0 +a0@5") << "that is another one's";
}

TEST(a_fetch_session, begins_anew_when_topics_get_ids_or_lose_them) {
    one_session s;
    s.begin({{'a', {{0, 5}}}});
    s.version = first_fetch_by_id;
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/0 +a0@5");
    s.answer();
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/1");
    s.answer();
    s.version = 12;
    EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "77/0 +a0@5");
}

TEST(a_fetch_session, is_not_for_brokers_that_know_of_none) {
    one_session s{.version = 6};
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(s.ask({{'a', {{0, 5}}}}), "0/-1 +a0@5");
        s.answer(0);
    }
}
