#include "consumer/intakes.hpp"
#include "support/fetched_records.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
namespace cluster = kafka::detail::cluster;
using kafka::topic_partition;

namespace {

cluster::topic_metadata topic_with(const std::string& name, int partitions) {
    cluster::topic_metadata out{.name = name, .id = {{static_cast<std::byte>(name[0])}}};
    for (std::int32_t p = 0; p < partitions; ++p)
        out.partitions.push_back({.id = p, .leader = 1, .leader_epoch = 0});
    return out;
}

/// Two partitions of topic "a" and one of "b", all led by node 1, at offset 0.
class owned_intakes {
public:
    owned_intakes() : in({.limits = {.partition_max_bytes = 1'000}, .budget = budget}) {
        own({"a", 0});
        own({"a", 1});
        own({"b", 0});
    }
    void own(const topic_partition& what) {
        in.own(what, 0);
        in.find(what.topic)->assign(topic_with(what.topic, 2));
    }
    /// Every partition that the round asks for answers with one message.
    intake_verdict answer(const fetch_round& round) {
        const auto owned = std::make_shared<const record_bytes>(batch_at(0, {"x"}));
        std::vector<fetch_answer> answers;
        for (const auto& plan : round.plans) {
            auto& a = answers.emplace_back();
            for (const auto& asked : plan.asked)
                a.partitions.push_back({.asked = asked,
                                        .high_watermark = 1,
                                        .extent = extent_of(*owned, asked.offset)});
        }
        return in.take_in(round, std::move(answers),
                          {owned, nullptr, byte_hold(budget, owned->size())});
    }
    std::optional<topic_partition> take() {
        auto got = in.take();
        auto* piece = std::get_if<fetched>(&got);
        if (piece == nullptr) return std::nullopt;
        last = std::move(*piece);
        return topic_partition{*last.memory->topic, last.partition};
    }

    std::shared_ptr<byte_budget> budget = std::make_shared<byte_budget>(10'000);
    intakes in;
    fetched last;
};

} // namespace

TEST(intakes, ask_one_broker_for_all_topics_in_one_request) {
    owned_intakes d;
    const auto round = d.in.plan(1);
    ASSERT_TRUE(round);
    const auto question = request_of(*round, {});
    ASSERT_EQ(question.topics.size(), 2u);
    EXPECT_EQ(question.topics[0].partitions.size() + question.topics[1].partitions.size(), 3u);
    EXPECT_EQ(question.max_bytes, round->max_bytes);
    EXPECT_FALSE(d.in.plan(2)) << "that broker leads nothing";
}

TEST(intakes, hand_out_the_topics_in_turn_and_give_the_memory_back_at_the_end) {
    owned_intakes d;
    EXPECT_TRUE(d.answer(*d.in.plan(1)).progress);
    std::set<topic_partition> seen;
    const auto first = *d.take();
    const auto second = *d.take();
    EXPECT_NE(first.topic, second.topic) << "one topic does not keep the others waiting";
    seen = {first, second, *d.take()};
    EXPECT_EQ(seen.size(), 3u);
    EXPECT_FALSE(d.take());
    EXPECT_GT(d.budget->held(), 0u);
    d.last = {};
    EXPECT_EQ(d.budget->held(), 0u);
}

TEST(intakes, drop_what_is_taken_away_wherever_it_waits) {
    owned_intakes d;
    const auto round = *d.in.plan(1);
    d.answer(round);
    d.in.disown({"a", 0});
    d.in.disown({"b", 0});
    EXPECT_EQ(d.take(), (topic_partition{"a", 1}));
    EXPECT_FALSE(d.take());
    EXPECT_TRUE(d.in.is_current(d.last));
    EXPECT_TRUE(d.in.is_outdated(round));
    EXPECT_EQ(d.in.topics(), std::vector<std::string>{"a"});
    d.answer(round);
    EXPECT_FALSE(d.take()) << "the answer was to what was asked before";
}

TEST(intakes, do_not_take_an_answer_of_before_for_a_partition_that_came_back) {
    owned_intakes d;
    const auto round = *d.in.plan(1);
    d.in.disown({"b", 0});
    d.own({"b", 0});
    d.answer(round);
    std::set<topic_partition> seen;
    while (const auto what = d.take()) seen.insert(*what);
    EXPECT_FALSE(seen.contains({"b", 0}));
    EXPECT_EQ(seen.size(), 2u);
}

TEST(intakes, read_nothing_of_partitions_that_they_do_not_own) {
    owned_intakes d;
    d.in.find("b")->assign(topic_with("b", 8));
    EXPECT_EQ(d.in.find("b")->all().size(), 1u);
}

TEST(intakes, tell_what_went_wrong_before_anything_else) {
    owned_intakes d;
    d.answer(*d.in.plan(1));
    d.in.fail({kafka::errc::connection_lost, "the group", {}});
    d.in.fail({kafka::errc::no_brokers, "too much at once", {}});
    EXPECT_TRUE(d.in.has_untold_failure());
    const auto got = d.in.take();
    ASSERT_TRUE(std::holds_alternative<cluster::failure>(got));
    EXPECT_EQ(std::get<cluster::failure>(got).code, kafka::errc::connection_lost);
    EXPECT_FALSE(d.in.has_untold_failure());
    EXPECT_TRUE(d.take());
}

TEST(intakes, fetch_nothing_of_what_is_paused_and_go_on_where_it_was) {
    owned_intakes d;
    d.answer(*d.in.plan(1));
    d.in.find("b")->pause(0, 0);
    while (const auto what = d.take()) EXPECT_EQ(what->topic, "a");
    const auto round = d.in.plan(1);
    ASSERT_TRUE(round);
    EXPECT_EQ(round->plans.size(), 1u);
    d.in.find("b")->resume(0);
    const auto after = d.in.plan(1);
    ASSERT_EQ(after->plans.size(), 2u);
    for (const auto& plan : after->plans)
        if (plan.topic == "b") {
            EXPECT_EQ(plan.asked.at(0).offset, 0);
        }
}
