#include "consumer/commits.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::detail::consumer;
using kafka::broker_errc;
using kafka::topic_partition;

namespace {

const topic_partition p0{"t", 0};
const topic_partition p1{"t", 1};

/// Both partitions are ours; the group stands at 10 and nowhere.
commits two_partitions() {
    commits out;
    out.own(p0, 10);
    out.own(p1, -1);
    return out;
}

void answer_all(commits& c, const commit_marks& marks, std::error_code error = {}) {
    for (const auto& [what, mark] : marks) c.answered(what, error);
    c.sent_in_vain();
    c.ended();
}

} // namespace

TEST(commits, send_the_highest_of_each_partition_once) {
    auto c = two_partitions();
    c.mark(p0, {.offset = 11});
    c.mark(p0, {.offset = 15});
    c.mark(p0, {.offset = 12});
    c.mark(p1, {.offset = 3});
    const auto sent = c.take();
    EXPECT_EQ(sent.at(p0).offset, 15);
    EXPECT_EQ(sent.at(p1).offset, 3);
    EXPECT_TRUE(c.take().empty()) << "one request at a time";
    answer_all(c, sent);
    EXPECT_FALSE(c.has_open());
    EXPECT_EQ(c.committed(p0), 15);
}

TEST(commits, do_not_repeat_what_the_coordinator_has) {
    auto c = two_partitions();
    const auto number = c.mark(p0, {.offset = 10});
    EXPECT_TRUE(c.take().empty());
    EXPECT_EQ(c.fate(p0, *number), std::error_code());
}

TEST(commits, go_back_only_when_asked_to) {
    auto c = two_partitions();
    c.mark(p0, {.offset = 4});
    EXPECT_FALSE(c.has_open());
    const auto number = c.mark(p0, {.offset = 4}, true);
    EXPECT_EQ(c.fate(p0, *number), std::nullopt) << "although the coordinator has a higher one";
    answer_all(c, c.take());
    EXPECT_EQ(c.committed(p0), 4);
    EXPECT_EQ(c.fate(p0, *number), std::error_code());
}

TEST(commits, that_come_while_a_request_is_under_way_go_with_the_next) {
    auto c = two_partitions();
    const auto first = c.mark(p0, {.offset = 11});
    const auto sent = c.take();
    const auto second = c.mark(p0, {.offset = 12});
    answer_all(c, sent);
    EXPECT_EQ(c.fate(p0, *first), std::error_code());
    EXPECT_EQ(c.fate(p0, *second), std::nullopt);
    EXPECT_EQ(c.take().at(p0).offset, 12);
}

TEST(commits, stay_open_over_errors_that_pass) {
    auto c = two_partitions();
    const auto number = c.mark(p0, {.offset = 11});
    answer_all(c, c.take(), make_error_code(broker_errc::coordinator_load_in_progress));
    EXPECT_EQ(c.fate(p0, *number), std::nullopt);
    EXPECT_EQ(c.take().at(p0).offset, 11);
}

TEST(commits, stay_open_when_no_answer_came) {
    auto c = two_partitions();
    c.mark(p0, {.offset = 11});
    c.take();
    c.sent_in_vain();
    c.ended();
    EXPECT_EQ(c.take().at(p0).offset, 11);
}

TEST(commits, that_are_refused_for_good_are_told_and_do_not_stand_in_the_way_of_others) {
    auto c = two_partitions();
    const auto number = c.mark(p0, {.offset = 11, .metadata = "far too long"});
    answer_all(c, c.take(), make_error_code(broker_errc::offset_metadata_too_large));
    EXPECT_EQ(c.fate(p0, *number), make_error_code(broker_errc::offset_metadata_too_large));
    EXPECT_FALSE(c.has_open());
    EXPECT_EQ(c.committed(p0), 10);
    const auto next = c.mark(p0, {.offset = 12});
    answer_all(c, c.take());
    EXPECT_EQ(c.fate(p0, *next), std::error_code());
}

TEST(commits, of_partitions_that_are_not_ours_are_refused) {
    auto c = two_partitions();
    EXPECT_FALSE(c.mark({"t", 9}, {.offset = 1}));
    const auto number = c.mark(p0, {.offset = 11});
    c.disown(p0);
    EXPECT_TRUE(c.take().empty());
    EXPECT_EQ(c.fate(p0, *number), make_error_code(kafka::errc::partition_lost));
    c.own(p0, 10);
    EXPECT_EQ(c.fate(p0, *number), make_error_code(kafka::errc::partition_lost))
        << "it was of the time before";
    EXPECT_FALSE(c.has_open());
}

TEST(commits, whose_words_change_are_sent_again) {
    auto c = two_partitions();
    c.mark(p0, {.offset = 10, .metadata = "note"});
    EXPECT_EQ(c.take().at(p0).metadata, "note");
}

TEST(a_commit_request, is_made_by_topic_in_the_name_of_the_member) {
    const commit_marks marks{{{"a", 0}, {.offset = 1, .leader_epoch = 3}},
                             {{"a", 2}, {.offset = 2, .metadata = "m"}},
                             {{"b", 0}, {.offset = 5}}};
    const group::membership self{
        .group_id = "g", .member_id = "me", .instance_id = "one", .generation = 6};
    const auto q = request_of(marks, self, 1000);
    EXPECT_EQ(q.group_id, "g");
    EXPECT_EQ(q.member_id, "me");
    EXPECT_EQ(q.group_instance_id, "one");
    EXPECT_EQ(q.generation_id_or_member_epoch, 6);
    EXPECT_EQ(q.retention_time_ms, 1000);
    ASSERT_EQ(q.topics.size(), 2u);
    ASSERT_EQ(q.topics[0].partitions.size(), 2u);
    EXPECT_EQ(q.topics[0].partitions[0].committed_leader_epoch, 3);
    EXPECT_EQ(q.topics[0].partitions[1].partition_index, 2);
    EXPECT_EQ(q.topics[0].partitions[1].committed_metadata, "m");
    EXPECT_EQ(q.topics[1].partitions[0].committed_offset, 5);
}
