#include "consumer/intake.hpp"
#include "support/fetched_records.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
namespace cluster = kafka::detail::cluster;
using kafka::broker_errc;

namespace {

cluster::topic_metadata topic_with(int partitions, std::int32_t epoch = 0, int id = 1) {
    cluster::topic_metadata out{.name = "t", .id = {{static_cast<std::byte>(id)}}};
    for (std::int32_t p = 0; p < partitions; ++p)
        out.partitions.push_back({.id = p, .leader = 1, .leader_epoch = epoch});
    return out;
}

/// An intake of topic "t", led by node 1, which starts at offset 0.
class driven_intake {
public:
    explicit driven_intake(int partitions = 1, intake_options options = {.start = 0})
        : in(with_defaults(std::move(options))) {
        in.assign(topic_with(partitions));
    }

    /// What one partition answers to the next request; everything else answers nothing.
    intake_verdict answer(std::int32_t partition, record_bytes records,
                          std::error_code error = {}) {
        const auto plan = in.plan(1);
        if (!plan) ADD_FAILURE() << "nothing is asked for";
        return answer_to(*plan, partition, std::move(records), error);
    }
    intake_verdict answer_to(const fetch_plan& plan, std::int32_t partition, record_bytes records,
                             std::error_code error = {}) {
        auto owned = std::make_shared<const record_bytes>(std::move(records));
        fetch_answer a;
        for (const auto& asked : plan.asked)
            if (asked.partition == partition)
                a.partitions.push_back({.asked = asked,
                                        .error = error,
                                        .high_watermark = 500,
                                        .extent = extent_of(*owned, asked.offset)});
        auto memory =
            std::make_shared<received>(received{owned, nullptr, byte_hold(budget, owned->size())});
        return in.take_in(plan, std::move(a), std::move(memory));
    }

    std::optional<fetched> take() {
        auto got = in.take();
        if (auto* piece = std::get_if<fetched>(&got)) return std::move(*piece);
        return std::nullopt;
    }
    std::error_code take_failure() {
        const auto got = in.take();
        const auto* f = std::get_if<cluster::failure>(&got);
        return f ? f->code : std::error_code();
    }
    const position& at(std::int32_t partition) const { return in.all().at(partition); }

    std::shared_ptr<byte_budget> budget = std::make_shared<byte_budget>(10'000);
    intake in;

private:
    intake_options with_defaults(intake_options o) const {
        o.topic = "t";
        o.budget = budget;
        o.limits.partition_max_bytes = 1'000;
        return o;
    }
};

} // namespace

TEST(an_intake, hands_on_what_came_and_asks_for_what_follows) {
    driven_intake d;
    EXPECT_TRUE(d.answer(0, batch_at(0, {"a", "b"})).progress);
    EXPECT_EQ(d.in.plan(1)->asked.at(0).offset, 2);
    EXPECT_EQ(d.at(0).returned, 0);
    const auto piece = d.take();
    ASSERT_TRUE(piece);
    EXPECT_EQ(piece->next, 2);
    EXPECT_EQ(piece->high_watermark, 500);
    EXPECT_EQ(d.at(0).returned, 2);
    EXPECT_FALSE(d.in.has_something());
}

TEST(an_intake, looks_offsets_up_before_it_asks_for_records) {
    driven_intake d(1, {.start = kafka::last_offset});
    EXPECT_FALSE(d.in.plan(1));
    auto asked = d.in.lookups(1);
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_TRUE(d.in.lookups(2).empty()) << "that broker leads nothing";
    asked[0].answered = true;
    asked[0].offset = 40;
    EXPECT_TRUE(d.in.take_in(asked).progress);
    EXPECT_EQ(d.in.plan(1)->asked.at(0).offset, 40);
    EXPECT_EQ(d.at(0).returned, 40);
}

TEST(an_intake, goes_to_the_end_when_no_record_is_as_late_as_the_time) {
    const kafka::timestamp time{std::chrono::milliseconds(5)};
    driven_intake d(1, {.start = kafka::at(time)});
    auto asked = d.in.lookups(1);
    asked.at(0).answered = true; // and no offset
    d.in.take_in(asked);
    EXPECT_EQ(d.in.lookups(1).at(0).start, kafka::start_offset(kafka::last_offset));
}

TEST(an_intake, drops_answers_to_what_was_asked_before_a_jump) {
    driven_intake d;
    const auto plan = *d.in.plan(1);
    EXPECT_FALSE(d.in.is_outdated(plan));
    d.in.seek(0, 100);
    EXPECT_TRUE(d.in.is_outdated(plan));
    d.answer_to(plan, 0, batch_at(0, {"a"}));
    EXPECT_FALSE(d.in.has_something());
    EXPECT_EQ(d.in.plan(1)->asked.at(0).offset, 100);
}

TEST(an_intake, drops_what_waits_when_it_jumps) {
    driven_intake d(2);
    d.answer(0, batch_at(0, {"a"}));
    d.answer(1, batch_at(0, {"b"}));
    d.in.seek(0, 100);
    EXPECT_EQ(d.take()->partition, 1);
    EXPECT_FALSE(d.take());
}

TEST(an_intake, moves_on_over_control_batches_without_waking_anybody) {
    driven_intake d;
    d.answer(0, control_batch_at(0));
    EXPECT_FALSE(d.in.has_something());
    EXPECT_EQ(d.at(0).returned, 1);
    d.answer(0, batch_at(1, {"a"}));
    d.answer(0, control_batch_at(2));
    EXPECT_EQ(d.at(0).returned, 1) << "a message waits in front of that";
    d.take();
    EXPECT_EQ(d.at(0).returned, 3);
}

TEST(an_intake, asks_nothing_more_of_a_broker_while_enough_of_it_waits) {
    driven_intake d;
    d.answer(0, batch_at(0, {std::string(700, 'x')}));
    d.answer(0, batch_at(1, {std::string(700, 'x')}));
    EXPECT_FALSE(d.in.plan(1));
    d.take();
    EXPECT_TRUE(d.in.plan(1));
}

TEST(an_intake, shares_half_of_its_budget_among_brokers_and_stops_at_the_limit) {
    driven_intake d;
    EXPECT_EQ(d.in.plan(1)->max_bytes, 5'000);
    const byte_hold held(d.budget, 6'000);
    EXPECT_EQ(d.in.plan(1)->max_bytes, 4'000) << "the application has taken everything";
    const byte_hold all(d.budget, 4'000);
    EXPECT_FALSE(d.in.plan(1));
    EXPECT_TRUE(d.in.is_starved());
}

TEST(an_intake, tells_of_an_offset_that_is_not_in_the_log_as_often_as_it_is_so) {
    driven_intake d;
    for (int i = 0; i < 2; ++i) {
        d.answer(0, {}, broker_errc::offset_out_of_range);
        EXPECT_FALSE(d.in.plan(1)) << "not before somebody was told";
        EXPECT_EQ(d.take_failure(), kafka::errc::offset_out_of_range);
    }
    d.in.seek(0, kafka::first_offset);
    EXPECT_EQ(d.in.lookups(1).size(), 1u);
}

TEST(an_intake, goes_where_the_policy_says_from_an_offset_that_is_not_in_the_log) {
    driven_intake d(1, {.start = 7, .reset = kafka::first_offset});
    d.answer(0, {}, broker_errc::offset_out_of_range);
    EXPECT_FALSE(d.in.has_something());
    EXPECT_EQ(d.in.lookups(1).at(0).start, kafka::start_offset(kafka::first_offset));
}

TEST(an_intake, wants_metadata_again_when_the_broker_is_the_wrong_one) {
    for (const auto error : {broker_errc::unknown_topic_or_partition,
                             broker_errc::leader_not_available, broker_errc::not_leader_or_follower,
                             broker_errc::fenced_leader_epoch, broker_errc::unknown_leader_epoch,
                             broker_errc::unknown_topic_id, broker_errc::inconsistent_topic_id}) {
        driven_intake d;
        const auto verdict = d.answer(0, {}, error);
        EXPECT_TRUE(verdict.metadata_is_wrong) << name_of(error);
        EXPECT_NE(verdict.words.find("partition 0"), std::string::npos);
        EXPECT_FALSE(d.in.plan(1)) << name_of(error);
        EXPECT_FALSE(d.in.has_something()) << name_of(error);
        d.in.assign(topic_with(1));
        EXPECT_TRUE(d.in.plan(1)) << name_of(error);
    }
}

TEST(an_intake, tells_of_errors_that_do_not_pass) {
    driven_intake d;
    d.answer(0, {}, broker_errc::topic_authorization_failed);
    EXPECT_EQ(d.take_failure(), broker_errc::topic_authorization_failed);
}

TEST(an_intake, tells_of_one_partition_and_goes_on_with_the_others) {
    driven_intake d(2);
    d.answer(0, {}, broker_errc::offset_out_of_range);
    EXPECT_EQ(d.in.plan(1)->asked.size(), 1u);
    d.answer(1, batch_at(0, {"b"}));
    EXPECT_EQ(d.take_failure(), kafka::errc::offset_out_of_range);
    EXPECT_EQ(d.take()->partition, 1);
}

TEST(an_intake, checks_a_new_leader_before_it_reads_from_it) {
    driven_intake d;
    d.answer(0, batch_at(0, {"a", "b"})); // written under epoch 3
    d.take();
    d.in.assign(topic_with(1, 5));
    EXPECT_FALSE(d.in.plan(1));
    auto asked = d.in.checks(1);
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].epoch, 3);
    EXPECT_EQ(asked[0].leader_epoch, 5);
    asked[0].answered = true;
    asked[0].end = 2;
    d.in.take_in(asked);
    EXPECT_EQ(d.in.plan(1)->asked.at(0).leader_epoch, 5);
}

TEST(an_intake, tells_when_a_new_leader_has_lost_what_was_read) {
    driven_intake d;
    d.answer(0, batch_at(0, {"a", "b"}));
    d.take();
    d.in.assign(topic_with(1, 5));
    auto asked = d.in.checks(1);
    asked.at(0).answered = true;
    asked.at(0).end = 1;
    d.in.take_in(asked);
    EXPECT_EQ(d.take_failure(), kafka::errc::offset_out_of_range);
}

TEST(an_intake, goes_back_to_where_the_logs_part_when_the_policy_allows) {
    driven_intake d(1, {.start = 0, .reset = kafka::last_offset});
    d.answer(0, batch_at(0, {"a", "b"}));
    d.take();
    d.in.assign(topic_with(1, 5));
    auto asked = d.in.checks(1);
    asked.at(0).answered = true;
    asked.at(0).end = 1;
    d.in.take_in(asked);
    EXPECT_EQ(d.in.plan(1)->asked.at(0).offset, 1);
}

TEST(an_intake, asks_for_more_when_a_batch_is_larger_than_what_it_asked_for) {
    driven_intake d;
    const auto batch = batch_at(0, {std::string(3'000, 'x')});
    auto cut = batch;
    cut.resize(1'000);
    EXPECT_TRUE(d.answer(0, cut).progress);
    EXPECT_EQ(d.in.plan(1)->asked.at(0).wanted_bytes, batch.size());
    d.answer(0, batch);
    EXPECT_TRUE(d.take());
    EXPECT_EQ(d.in.plan(1)->asked.at(0).wanted_bytes, 0u);
}

TEST(an_intake, does_not_ask_forever_for_a_batch_that_never_comes_whole) {
    driven_intake d;
    auto cut = batch_at(0, {std::string(3'000, 'x')});
    cut.resize(1'000);
    d.answer(0, cut);
    d.answer(0, cut);
    EXPECT_EQ(d.take_failure(), kafka::errc::message_too_large);
}

TEST(an_intake, tells_of_rubbish_instead_of_records) {
    driven_intake d;
    d.answer(0, record_bytes(200, std::byte{0xff}));
    EXPECT_EQ(d.take_failure(), kafka::errc::corrupt_batch);
}

TEST(an_intake, goes_back_to_where_a_piece_turned_out_to_be_damaged) {
    driven_intake d;
    d.answer(0, batch_at(0, {"a", "b"}));
    d.answer(0, batch_at(2, {"c"}));
    const auto piece = *d.take();
    d.in.broken(piece, 1, {kafka::errc::corrupt_batch, "damaged", {}});
    EXPECT_EQ(d.at(0).returned, 1);
    EXPECT_EQ(d.take_failure(), kafka::errc::corrupt_batch);
    EXPECT_FALSE(d.take()) << "what follows the damage is not skipped to";
    EXPECT_EQ(d.in.plan(1)->asked.at(0).offset, 1);
}

TEST(an_intake, forgets_damage_that_was_jumped_away_from) {
    driven_intake d;
    d.answer(0, batch_at(0, {"a"}));
    const auto piece = *d.take();
    d.in.seek(0, 9);
    d.in.broken(piece, 0, {kafka::errc::corrupt_batch, "damaged", {}});
    EXPECT_FALSE(d.in.has_something());
    EXPECT_EQ(d.at(0).returned, 9);
}

TEST(an_intake, tells_once_that_the_topic_is_another_one_and_reads_that) {
    driven_intake d;
    const auto plan = *d.in.plan(1);
    d.answer(0, batch_at(0, {"a"}));
    d.in.assign(topic_with(1, 0, 2));
    EXPECT_EQ(d.take_failure(), kafka::errc::topic_deleted);
    EXPECT_FALSE(d.take()) << "nothing of the old topic is left";
    EXPECT_EQ(d.in.lookups(1).at(0).start, kafka::start_offset(kafka::first_offset));
    d.answer_to(plan, 0, batch_at(0, {"old"}));
    EXPECT_FALSE(d.in.has_something());
}

TEST(an_intake, tells_of_one_trouble_at_a_time) {
    driven_intake d;
    d.in.fail({kafka::errc::connection_lost, "first", {}});
    d.in.fail({kafka::errc::no_brokers, "second", {}});
    EXPECT_TRUE(d.in.has_untold_failure());
    EXPECT_EQ(d.take_failure(), kafka::errc::connection_lost);
    EXPECT_FALSE(d.in.has_something());
}

TEST(an_intake, serves_every_partition_in_turn) {
    driven_intake d(3);
    d.answer(0, batch_at(0, {"a"}));
    const auto plan = *d.in.plan(1);
    EXPECT_EQ(plan.asked.at(0).partition, 1);
    EXPECT_EQ(plan.asked.at(2).partition, 0);
}
