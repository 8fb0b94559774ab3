#include "group_serving.hpp"

using namespace std::chrono_literals;
using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::group_serving;

namespace {

using asked_topics = std::vector<protocol::offset_fetch_request_group_topic>;

struct committed_offsets : group_serving {
    void SetUp() override {
        group_serving::SetUp();
        create("orders", 2);
        create("other");
    }
};

} // namespace

TEST_F(committed_offsets, come_back_as_they_were_in_every_version) {
    for (std::int16_t version = 2; version <= 9; ++version)
        EXPECT_EQ(call(commit_request(version), version)->topics.at(0).partitions.at(0).error_code,
                  0);
    for (std::int16_t version = 1; version <= 7; ++version) {
        protocol::offset_fetch_request request;
        request.group_id = "g";
        request.topics->push_back({"orders", {0, 1}});
        auto answer = call(request, version);
        const auto& there = answer->topics.at(0).partitions.at(0);
        EXPECT_EQ(there.committed_offset, 9);
        EXPECT_EQ(there.metadata, "note");
        EXPECT_EQ(there.committed_leader_epoch, version >= 5 ? 3 : -1);
        const auto& absent = answer->topics.at(0).partitions.at(1);
        EXPECT_EQ(absent.committed_offset, -1);
        EXPECT_EQ(absent.metadata, "");
        EXPECT_EQ(absent.error_code, 0);
    }
}

TEST_F(committed_offsets, of_many_groups_come_with_one_request) {
    commit(1, "a");
    commit(2, "b");
    protocol::offset_fetch_request request;
    request.groups.push_back({"a", {}, -1, std::nullopt});
    request.groups.push_back({"b", {}, -1, asked_topics{{"orders", {0}}, {"other", {0}}}});
    request.groups.push_back({"unknown", {}, -1, std::nullopt});
    request.groups.push_back({"\xff", {}, -1, std::nullopt});
    for (std::int16_t version = 8; version <= 9; ++version) {
        auto answer = call(request, version);
        ASSERT_EQ(answer->groups.size(), 4u);
        EXPECT_EQ(answer->groups[0].topics.at(0).partitions.at(0).committed_offset, 1);
        EXPECT_EQ(answer->groups[1].topics.at(0).partitions.at(0).committed_offset, 2);
        EXPECT_EQ(answer->groups[1].topics.at(1).partitions.at(0).committed_offset, -1);
        EXPECT_EQ(answer->groups[2].error_code, 0);
        EXPECT_TRUE(answer->groups[2].topics.empty());
        EXPECT_EQ(answer->groups[3].error_code, number(broker_errc::invalid_group_id));
    }
}

TEST_F(committed_offsets, tell_errors_by_partition_to_the_oldest_clients) {
    protocol::offset_fetch_request request;
    request.group_id = "\xff";
    request.topics->push_back({"orders", {0}});
    EXPECT_EQ(call(request, 2)->error_code, number(broker_errc::invalid_group_id));
    EXPECT_EQ(call(request, 1)->topics.at(0).partitions.at(0).error_code,
              number(broker_errc::invalid_group_id));
}

TEST_F(committed_offsets, are_of_partitions_that_there_are) {
    auto request = commit_request(1);
    request.topics = {{"orders", {{0, 1, -1, ""}, {2, 1, -1, ""}, {-1, 1, -1, ""}}},
                      {"unknown", {{0, 1, -1, ""}}}};
    auto answer = call(request, 9);
    EXPECT_EQ(answer->topics.at(0).partitions.at(0).error_code, 0);
    const auto unknown = number(broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(answer->topics.at(0).partitions.at(1).error_code, unknown);
    EXPECT_EQ(answer->topics.at(0).partitions.at(2).error_code, unknown);
    EXPECT_EQ(answer->topics.at(1).partitions.at(0).error_code, unknown);
    EXPECT_EQ(committed(), 1);
}

TEST_F(committed_offsets, have_little_metadata) {
    const std::string most(4096, 'm');
    const std::string more(4097, 'm');
    auto request = commit_request(1);
    request.topics = {{"orders", {{0, 1, -1, most}, {1, 1, -1, more}}}};
    auto answer = call(request, 9);
    EXPECT_EQ(answer->topics.at(0).partitions.at(0).error_code, 0);
    EXPECT_EQ(answer->topics.at(0).partitions.at(1).error_code,
              number(broker_errc::offset_metadata_too_large));
}

TEST_F(committed_offsets, that_do_not_fit_a_batch_are_refused) {
    create("wide", 400);
    const std::string most(4096, 'm');
    auto request = commit_request(1);
    request.topics = {{"wide", {}}};
    for (std::int32_t i = 0; i < 400; ++i) request.topics[0].partitions.push_back({i, 1, -1, most});
    EXPECT_EQ(call(request, 9)->topics.at(0).partitions.at(399).error_code,
              number(broker_errc::invalid_commit_offset_size));
    EXPECT_EQ(committed("g", "wide"), -1);
}

TEST_F(committed_offsets, are_not_told_again_and_again_without_end) {
    const std::string most(4096, 'm');
    auto commit = commit_request(1);
    commit.topics = {{"orders", {{0, 1, -1, most}}}};
    call(commit, 9);
    protocol::offset_fetch_request request;
    request.group_id = "g";
    request.topics->push_back({"orders", std::vector<std::int32_t>(40'000, 0)});
    EXPECT_TRUE(call(request, 7).is_closed());
}

TEST_F(committed_offsets, are_not_too_many_at_once) {
    auto request = commit_request(1);
    request.topics = {{"orders", {}}};
    request.topics[0].partitions.assign(100'001, {0, 1, -1, ""});
    EXPECT_EQ(call(request, 9)->topics.at(0).partitions.at(0).error_code,
              number(broker_errc::invalid_commit_offset_size));
}

TEST_F(committed_offsets, are_refused_as_a_whole_when_the_group_refuses) {
    const auto id = join_alone();
    EXPECT_EQ(commit(1), number(broker_errc::unknown_member_id));
    EXPECT_EQ(commit(1, "g", "stranger"), number(broker_errc::unknown_member_id));
    generation = 7;
    EXPECT_EQ(commit(1, "g", id), number(broker_errc::illegal_generation));
    EXPECT_EQ(commit(1, "unknown", id), number(broker_errc::group_id_not_found));
    EXPECT_EQ(call(commit_request(1, "unknown", id), 8)->topics.at(0).partitions.at(0).error_code,
              number(broker_errc::illegal_generation));
}

TEST_F(committed_offsets, may_belong_to_the_group_without_a_name) {
    EXPECT_EQ(commit(4, ""), 0);
    EXPECT_EQ(committed(""), 4);
}

TEST_F(committed_offsets, wait_for_the_disk_where_every_batch_does) {
    options.properties["log.flush.interval.messages"] = "1";
    restart();
    commit(1);
    runs_tasks = false;
    auto waiting = call(commit_request(2), 9);
    EXPECT_TRUE(waiting.is_waiting());
    EXPECT_EQ(committed(), 1);
    protocol::offset_fetch_request request;
    request.groups.push_back({"g", {}, -1, asked_topics{{"orders", {0}}}});
    request.require_stable = true;
    EXPECT_EQ(call(request, 9)->groups.at(0).topics.at(0).partitions.at(0).error_code,
              number(broker_errc::unstable_offset_commit));
    run_tasks();
    EXPECT_EQ(waiting->topics.at(0).partitions.at(0).error_code, 0);
    EXPECT_EQ(call(request, 9)->groups.at(0).topics.at(0).partitions.at(0).committed_offset, 2);
}

TEST_F(committed_offsets, can_be_forgotten_when_the_group_does_not_read_the_topic) {
    const auto id = join_alone();
    auto request = commit_request(1, "g", id);
    request.topics.push_back({"other", {{0, 5, -1, ""}}});
    call(request, 9);
    protocol::offset_delete_request forget{"g", {{"orders", {{0}}}, {"other", {{0}, {1}}}}};
    auto answer = call(forget, 0);
    EXPECT_EQ(answer->error_code, 0);
    EXPECT_EQ(answer->topics.at(0).partitions.at(0).error_code,
              number(broker_errc::group_subscribed_to_topic));
    EXPECT_EQ(answer->topics.at(1).partitions.at(0).error_code, 0);
    EXPECT_EQ(answer->topics.at(1).partitions.at(1).error_code,
              number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(committed("g", "orders"), 1);
    EXPECT_EQ(committed("g", "other"), -1);
    kill();
    EXPECT_EQ(committed("g", "other"), -1);
    forget.group_id = "unknown";
    EXPECT_EQ(call(forget, 0)->error_code, number(broker_errc::group_id_not_found));
}

TEST_F(committed_offsets, go_with_their_topic) {
    commit(1);
    protocol::delete_topics_request request;
    request.topics.push_back({"orders", {}});
    call(request, 6);
    create("orders");
    EXPECT_EQ(committed(), -1);
    kill();
    EXPECT_EQ(committed(), -1);
}

TEST_F(committed_offsets, go_when_nobody_has_needed_them_for_a_week) {
    commit(1);
    advance(7 * 24h - 11min);
    EXPECT_EQ(committed(), 1);
    advance(22min);
    EXPECT_EQ(committed(), -1);
    EXPECT_TRUE(list().empty());
}

TEST_F(committed_offsets, go_earlier_when_an_old_client_says_so) {
    auto request = commit_request(1);
    request.retention_time_ms = 60'000;
    call(request, 4);
    restart();
    EXPECT_EQ(committed(), 1);
    advance(11min);
    EXPECT_EQ(committed(), -1);
}
