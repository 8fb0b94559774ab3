#include "cli/reset_plan.hpp"

#include "cli/failure.hpp"

#include <gtest/gtest.h>

using namespace kafka;
using namespace kafka::detail::cli;
using namespace std::chrono_literals;

namespace {

const bounds_by_partition log_of_two{{{"t", 0}, {10, 50, 33}}, {{"t", 1}, {0, 5, -1}}};
const std::vector<topic_partition> both{{"t", 0}, {"t", 1}};
const std::vector<committed_offset> committed_at_20{{.partition = {"t", 0}, .offset = 20}};

std::vector<std::int64_t> offsets(const reset_target& target,
                                  const std::vector<topic_partition>& partitions = both) {
    std::vector<std::int64_t> out;
    for (const auto& row : plan_reset(target, partitions, committed_at_20, log_of_two, {}))
        out.push_back(row.then);
    return out;
}

reset_target to(const char* text) { return {.to = parse_offset(text, {}).value()}; }

/// The words of the failure that `what` throws.
template <class What>
std::string failure_of(What what) {
    try {
        what();
    } catch (const failure& f) {
        return f.what();
    }
    return "nothing failed";
}

} // namespace

TEST(a_reset_plan, takes_every_place_that_an_offset_text_can_name) {
    EXPECT_EQ(offsets(to("start")), (std::vector<std::int64_t>{10, 0}));
    EXPECT_EQ(offsets(to("end")), (std::vector<std::int64_t>{50, 5}));
    EXPECT_EQ(offsets(to("-2")), (std::vector<std::int64_t>{48, 3}));
    EXPECT_EQ(offsets(to("@1700000000000")), (std::vector<std::int64_t>{33, 5}))
        << "nothing that late: the end";
}

TEST(a_reset_plan, stays_inside_of_the_log_and_says_so) {
    std::string said;
    const auto plan =
        plan_reset(to("7"), both, {}, log_of_two,
                   [&](const topic_partition& p, std::int64_t want, std::int64_t got) {
                       said += std::to_string(p.partition) + ":" + std::to_string(want) + ">" +
                               std::to_string(got) + " ";
                   });
    EXPECT_EQ(plan[0].then, 10);
    EXPECT_EQ(plan[1].then, 5);
    EXPECT_EQ(said, "0:7>10 1:7>5 ");
}

TEST(a_reset_plan, moves_by_a_number_from_what_is_committed) {
    const reset_target back{.what = reset_target::kind::by, .by = -6};
    EXPECT_EQ(offsets(back, {{"t", 0}}), std::vector<std::int64_t>{14});
    EXPECT_NE(failure_of([&] { offsets(back); }).find("no current committed offset"),
              std::string::npos);
}

TEST(a_reset_plan, keeps_what_is_committed_and_takes_the_end_where_nothing_is) {
    EXPECT_EQ(offsets({.what = reset_target::kind::current}), (std::vector<std::int64_t>{20, 5}));
}

TEST(a_reset_plan, refuses_a_partition_that_does_not_exist) {
    EXPECT_EQ(failure_of([] { offsets(to("start"), {{"t", 9}}); }), "partition t-9 does not exist");
}

TEST(a_reset_plan, is_saved_as_kafkas_csv_and_read_back) {
    const plans_by_group plans{{"g", {{{"t", 0}, {}, 7}, {{"u", 3}, {}, 0}}}};
    EXPECT_EQ(csv_text(plans, false), "t,0,7\nu,3,0\n");
    EXPECT_EQ(csv_text(plans, true), "g,t,0,7\ng,u,3,0\n");
    EXPECT_EQ(parse_csv("t,0,7\nu,3,0\n", "f", "g"), plans);
    EXPECT_EQ(parse_csv("g,t,0,7\r\n\n\"g\",\"u\",3,0", "f", "other"), plans);
}

TEST(a_saved_plan, that_is_malformed_is_refused_with_its_line) {
    for (const char* wrong :
         {"t,0", "t,zero,1", "t,0,-4", "t,-1,4", "t,0,1,2,3", "t,0,99999999999999999999"})
        EXPECT_EQ(failure_of([&] { parse_csv("t,0,7\n" + std::string(wrong), "f.csv", "g"); }),
                  "f.csv line 2: \"" + std::string(wrong) + "\" is no offset to reset to");
}

TEST(a_scope, is_a_topic_or_some_of_its_partitions) {
    const auto three = [](const std::string&) { return std::vector<std::int32_t>{0, 1, 2}; };
    EXPECT_EQ(parse_scope("t", three).size(), 3u);
    EXPECT_EQ(parse_scope("t:0,2", three), (std::vector<topic_partition>{{"t", 0}, {"t", 2}}));
    EXPECT_EQ(parse_scope("t:1-3", three),
              (std::vector<topic_partition>{{"t", 1}, {"t", 2}, {"t", 3}}));
    for (const char* wrong : {"t:", ":1", "t:x", "t:3-1", "t:1-", "t:-1", "t:0-2147483647"})
        EXPECT_NE(failure_of([&] { parse_scope(wrong, three); }), "nothing failed") << wrong;
}

TEST(an_iso_duration, has_days_hours_minutes_and_seconds_in_this_order) {
    EXPECT_EQ(parse_iso_duration("P1DT2H"), 26h);
    EXPECT_EQ(parse_iso_duration("PT1M0.5S"), 60'500ms);
    for (const char* wrong : {"", "P", "1D", "P1H", "PT", "PT1M1H", "P1DT", "PTS", "P1", "PT1e99S"})
        EXPECT_FALSE(parse_iso_duration(wrong)) << wrong;
}
