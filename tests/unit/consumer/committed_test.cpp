#include "consumer/committed.hpp"

#include "consumer/record_walk.hpp"
#include "support/fetched_records.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::consumer;
using kafka::detail::record::control_type;
using kafka::testing::batch_at;
using kafka::testing::joined;
using kafka::testing::record_bytes;
using strings = std::vector<std::string>;

constexpr auto abort_ = control_type::abort;
constexpr auto commit_ = control_type::commit;

/// One record of a producer's transaction.
record_bytes within(std::int64_t producer, std::int64_t offset, std::string_view value) {
    const kafka::record one[] = {{.value = value}};
    return kafka::detail::record::make_batch(
        {.base_offset = offset,
         .producer = {.id = producer, .epoch = 0, .base_sequence = 0, .transactional = true}},
        one);
}

record_bytes marker(std::int64_t producer, std::int64_t offset, control_type type) {
    return kafka::detail::record::make_transaction_marker(
        {.base_offset = offset, .producer = {.id = producer, .epoch = 0, .transactional = true}},
        type, 0);
}

strings left_of(const record_bytes& records, std::vector<aborted_transaction> aborted) {
    const auto left = committed_of(records, std::move(aborted));
    const auto* first = left.data();
    record_walk walk(kafka::testing::piece_of({first, first + left.size()}, 0, 100), {});
    strings out;
    for (kafka::detail::record::record_view r; walk.next(r);) out.push_back(std::string(r.value));
    EXPECT_FALSE(walk.damage());
    return out;
}

} // namespace

TEST(committed_records, are_all_that_belong_to_no_aborted_transaction) {
    const auto log = joined({batch_at(0, {"plain"}), within(7, 1, "bad"), within(8, 2, "good"),
                             marker(7, 3, abort_), marker(8, 4, commit_), batch_at(5, {"end"})});
    EXPECT_EQ(left_of(log, {{7, 1}}), (strings{"plain", "good", "end"}));
    EXPECT_EQ(left_of(log, {}), (strings{"plain", "bad", "good", "end"}));
}

TEST(committed_records, begin_again_behind_the_marker_of_an_abort) {
    const auto log =
        joined({within(7, 0, "bad"), marker(7, 1, abort_), within(7, 2, "good"),
                marker(7, 3, commit_), within(7, 4, "bad again"), marker(7, 5, abort_)});
    EXPECT_EQ(left_of(log, {{7, 4}, {7, 0}}), strings{"good"});
}

TEST(committed_records, leave_out_a_transaction_that_began_in_front_of_what_was_fetched) {
    const auto log = joined({within(7, 5, "bad"), marker(7, 6, abort_), within(7, 7, "good")});
    EXPECT_EQ(left_of(log, {{7, 2}}), strings{"good"});
}

TEST(committed_records, include_those_that_the_same_producer_wrote_before) {
    const auto log = joined({within(7, 0, "good"), marker(7, 1, commit_), within(7, 2, "bad")});
    EXPECT_EQ(left_of(log, {{7, 2}}), strings{"good"});
}

TEST(committed_records, end_in_front_of_what_is_no_batch) {
    auto log = joined({batch_at(0, {"a"}), batch_at(1, {"b"})});
    log.pop_back();
    EXPECT_EQ(left_of(log, {{7, 0}}), strings{"a"});
}
