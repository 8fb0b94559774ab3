#include "cli/group_lag.hpp"

#include <gtest/gtest.h>

using namespace kafka;
using namespace kafka::detail::cli;

namespace {

committed_offset committed(std::int32_t partition, std::int64_t offset) {
    return {.partition = {"t", partition}, .offset = offset};
}

} // namespace

TEST(the_lag, counts_what_waits_and_not_what_was_deleted_unread) {
    lag_row row{
        .group = "g", .partition = {"t", 0}, .committed = 10, .log = {.start = 5, .end = 30}};
    EXPECT_EQ(row.lag(), 20);
    row.log.start = 25; // retention was faster than the group
    EXPECT_EQ(row.lag(), 5);
    row.log = {.start = 0, .end = 4}; // the topic is a new one
    EXPECT_EQ(row.lag(), 0);
}

TEST(the_lag, is_not_known_without_a_committed_offset_or_a_log) {
    EXPECT_FALSE((lag_row{.log = {.start = 0, .end = 9}}.lag()));
    EXPECT_FALSE((lag_row{.committed = 3}.lag()));
}

TEST(the_rows_of_a_group, are_those_of_its_members_and_then_what_nobody_reads) {
    group_info group{.id = "g"};
    group.members.push_back({.id = "small", .partitions = {{"t", 2}}});
    group.members.push_back({.id = "big", .client_host = "/h", .partitions = {{"t", 0}, {"t", 1}}});
    const std::vector offsets{committed(0, 4), committed(2, 6), committed(7, 1)};
    const bounds_by_partition bounds{{{"t", 0}, {0, 5, -1}}, {{"t", 2}, {0, 6, -1}}};
    const auto rows = lag_rows(group, offsets, bounds);
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].consumer_id, "big");
    EXPECT_EQ(rows[0].host, "/h");
    EXPECT_EQ(rows[0].lag(), 1);
    EXPECT_FALSE(rows[1].committed) << "t-1 has not been committed yet";
    EXPECT_EQ(rows[2].consumer_id, "small");
    EXPECT_EQ(rows[3].partition, (topic_partition{"t", 7}));
    EXPECT_EQ(rows[3].consumer_id, "");
    EXPECT_EQ(total_lag(rows), 1);
    EXPECT_EQ(partitions_of(group, offsets).size(), 4u);
}
