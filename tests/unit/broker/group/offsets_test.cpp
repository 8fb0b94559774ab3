#include "support/group_world.hpp"

using namespace std::chrono_literals;
using kafka::broker_errc;
using kafka::detail::broker::group_settings;
using kafka::testing::group_world;
using kafka::testing::joined;

namespace {

const joined nobody{}; // commits from outside of the group

/// What a consumer says that reads one topic.
std::string subscription(const std::string& topic) {
    std::string out("\0\0\0\0\0\1\0", 7);
    out += static_cast<char>(topic.size());
    return out + topic + std::string(4, '\0');
}

std::shared_ptr<joined> reads(group_world& w, const std::string& topic) {
    const auto m = w.join_with_id({.protocols = {{"range", subscription(topic)}}});
    w.sync(*m, {{m->member_id, "all"}});
    return m;
}

} // namespace

TEST(an_offset, may_be_committed_without_a_group) {
    group_world w;
    EXPECT_EQ(*w.commit(nobody, 7), broker_errc::none);
    EXPECT_EQ(w.committed(), 7);
    EXPECT_EQ(w.state(), "Empty");
    w.restart();
    EXPECT_EQ(w.committed(), 7);
}

TEST(an_offset, is_seen_once_it_is_sure_to_survive) {
    group_world w;
    w.log.holds = true;
    const auto answer = w.commit(nobody, 7);
    EXPECT_EQ(*answer, std::nullopt);
    EXPECT_EQ(w.committed(), -1);
    EXPECT_EQ(w.groups->find("g")->offsets.find("t", 0)->pending, 1);
    w.log.release();
    EXPECT_EQ(*answer, broker_errc::none);
    EXPECT_EQ(w.committed(), 7);
}

TEST(an_offset, that_the_log_does_not_take_is_not_committed) {
    group_world w;
    w.log.fails_with = broker_errc::kafka_storage_error;
    EXPECT_EQ(*w.commit(nobody, 7), broker_errc::not_coordinator);
    EXPECT_EQ(w.committed(), -1);
    EXPECT_TRUE(w.groups->find("g")->offsets.empty());
}

TEST(an_offset, of_a_group_is_committed_by_its_members_only) {
    group_world w;
    const auto m = reads(w, "t");
    EXPECT_EQ(*w.commit(nobody, 7), broker_errc::unknown_member_id);
    joined stranger = *m;
    stranger.member_id = "stranger";
    EXPECT_EQ(*w.commit(stranger, 7), broker_errc::unknown_member_id);
    EXPECT_EQ(*w.commit(*m, 7), broker_errc::none);
}

TEST(an_offset, cannot_be_committed_between_joining_and_the_assignment) {
    group_world w;
    const auto m = w.join_with_id();
    EXPECT_EQ(*w.commit(*m, 7), broker_errc::rebalance_in_progress);
}

TEST(an_offset, may_still_be_committed_while_the_group_gathers) {
    group_world w;
    const auto m = reads(w, "t");
    w.join_with_id({.protocols = {{"range", subscription("t")}}});
    EXPECT_EQ(w.state(), "PreparingRebalance");
    EXPECT_EQ(*w.commit(*m, 7), broker_errc::none);
}

TEST(an_offset, of_a_generation_that_no_group_has_is_refused_by_version) {
    group_world w;
    EXPECT_EQ(w.groups->may_commit("g", {"m", std::nullopt, 3, 8}),
              broker_errc::illegal_generation);
    EXPECT_EQ(w.groups->may_commit("g", {"m", std::nullopt, 3, 9}),
              broker_errc::group_id_not_found);
}

TEST(an_offset, is_forgotten_so_long_after_its_commit_when_there_is_no_group) {
    group_settings settings;
    settings.offsets_retention = 1h;
    group_world w(settings);
    w.commit(nobody, 7);
    w.pass(59min);
    w.groups->expire();
    EXPECT_EQ(w.committed(), 7);
    w.pass(1min);
    w.groups->expire();
    EXPECT_EQ(w.committed(), -1);
    EXPECT_EQ(w.groups->size(), 0u);
    w.restart();
    EXPECT_EQ(w.groups->size(), 0u) << "the log knows that, too";
}

TEST(an_offset, is_kept_while_its_group_reads_the_topic) {
    group_settings settings;
    settings.offsets_retention = 1h;
    group_world w(settings);
    auto m = reads(w, "t");
    w.commit(*m, 7, "t");
    w.commit(*m, 8, "other");
    for (int i = 0; i < 3600; ++i) {
        w.pass(1'000ms);
        w.heartbeat(*m);
    }
    w.groups->expire();
    EXPECT_EQ(w.committed("t"), 7);
    EXPECT_EQ(w.committed("other"), -1) << "nobody reads that any more";
}

TEST(an_offset, is_kept_so_long_after_the_group_became_empty) {
    group_settings settings;
    settings.offsets_retention = 1h;
    group_world w(settings);
    auto m = reads(w, "t");
    w.commit(*m, 7);
    for (int i = 0; i < 3600; ++i) {
        w.pass(1'000ms);
        w.heartbeat(*m);
    }
    w.leave(m->member_id);
    w.restart();
    w.groups->expire();
    EXPECT_EQ(w.committed(), 7);
    w.pass(1h);
    w.groups->expire();
    EXPECT_EQ(w.groups->size(), 0u);
}

TEST(an_offset, is_gone_with_its_topic) {
    group_world w;
    w.commit(nobody, 7, "t");
    w.commit(nobody, 8, "u");
    w.groups->forget_topic("t");
    w.restart();
    EXPECT_EQ(w.committed("t"), -1);
    EXPECT_EQ(w.committed("u"), 8);
}

TEST(a_group_that_is_deleted, is_gone_with_its_offsets) {
    group_world w;
    w.commit(nobody, 7);
    std::optional<broker_errc> answer;
    w.groups->remove_group("g", [&](broker_errc e) { answer = e; });
    EXPECT_EQ(answer, broker_errc::none);
    EXPECT_EQ(w.groups->size(), 0u);
    w.restart();
    EXPECT_EQ(w.groups->size(), 0u);
    EXPECT_EQ(w.committed(), -1);
}

TEST(a_group_that_is_deleted, must_be_there_and_have_no_members) {
    group_world w;
    std::optional<broker_errc> answer;
    const auto take = [&](broker_errc e) { answer = e; };
    w.groups->remove_group("g", take);
    EXPECT_EQ(answer, broker_errc::group_id_not_found);
    reads(w, "t");
    w.groups->remove_group("g", take);
    EXPECT_EQ(answer, broker_errc::non_empty_group);
}

TEST(the_memory_of_groups, is_counted_and_given_back) {
    group_world w;
    const auto before = w.groups->bytes();
    auto m = reads(w, "t");
    w.commit(*m, 7);
    EXPECT_GT(w.groups->bytes(), before);
    w.leave(m->member_id);
    w.groups->remove_group("g", [](broker_errc) {});
    EXPECT_EQ(w.groups->bytes(), before);
}
