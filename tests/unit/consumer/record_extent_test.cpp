#include "consumer/record_extent.hpp"
#include "support/fetched_records.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
namespace wire = kafka::detail::wire;
using verdict = record_extent::verdict;

namespace {

record_bytes without_tail(record_bytes from, std::size_t n) {
    from.resize(from.size() - n);
    return from;
}

/// A batch whose header claims something else.
record_bytes with_base_offset(record_bytes batch, std::int64_t offset) {
    wire::store(batch.data(), offset);
    return batch;
}

} // namespace

TEST(an_extent, covers_whole_batches_and_names_the_offset_behind_them) {
    const auto bytes = joined({batch_at(10, {"a", "b"}), batch_at(12, {"c"})});
    const auto e = extent_of(bytes, 10);
    EXPECT_EQ(e.what, verdict::whole);
    EXPECT_EQ(e.records.size(), bytes.size());
    EXPECT_EQ(e.next, 13);
    EXPECT_EQ(e.leader_epoch, 3);
    EXPECT_TRUE(e.deliverable);
}

TEST(an_extent, of_nothing_stays_where_it_was) {
    const auto e = extent_of({}, 10);
    EXPECT_EQ(e.what, verdict::empty);
    EXPECT_EQ(e.next, 10);
}

TEST(an_extent, leaves_a_cut_batch_at_the_end_out) {
    const auto first = batch_at(0, {"a"});
    const auto bytes = joined({first, without_tail(batch_at(1, {"b"}), 1)});
    const auto e = extent_of(bytes, 0);
    EXPECT_EQ(e.what, verdict::whole);
    EXPECT_EQ(e.records.size(), first.size());
    EXPECT_EQ(e.next, 1);
}

TEST(an_extent, says_how_much_a_first_batch_needs_that_did_not_fit) {
    const auto batch = batch_at(0, {"a"});
    for (std::size_t cut = 1; cut < batch.size(); ++cut) {
        const auto short_of = without_tail(batch, cut);
        const auto e = extent_of(short_of, 0);
        ASSERT_EQ(e.what, verdict::cut_short) << cut;
        EXPECT_GT(e.needed, short_of.size() < 61 ? 0u : short_of.size());
        EXPECT_LE(e.needed, batch.size());
    }
}

TEST(an_extent, moves_past_control_and_empty_batches_without_a_record_to_deliver) {
    const auto e = extent_of(control_batch_at(7), 7);
    EXPECT_EQ(e.what, verdict::whole);
    EXPECT_EQ(e.next, 8);
    EXPECT_FALSE(e.deliverable);
}

TEST(an_extent, may_begin_before_the_asked_offset_but_must_reach_it) {
    const auto bytes = batch_at(10, {"a", "b", "c"});
    EXPECT_EQ(extent_of(bytes, 12).what, verdict::whole);
    EXPECT_EQ(extent_of(bytes, 13).what, verdict::damaged) << "nothing of it was asked for";
}

TEST(an_extent, never_goes_backwards_or_beyond_the_largest_offset) {
    const auto backwards = joined({batch_at(10, {"a"}), batch_at(2, {"b"})});
    EXPECT_EQ(extent_of(backwards, 10).next, 11);
    const auto last = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(extent_of(with_base_offset(batch_at(0, {"a"}), last), 10).what, verdict::damaged);
    EXPECT_EQ(extent_of(with_base_offset(batch_at(0, {"a"}), -5), 0).what, verdict::damaged);
}

TEST(an_extent, of_rubbish_is_damaged) {
    const record_bytes rubbish(200, std::byte{0xff});
    EXPECT_EQ(extent_of(rubbish, 0).what, verdict::damaged);
}

TEST(an_extent, ends_before_rubbish_so_that_the_next_answer_begins_with_it) {
    const auto good = batch_at(0, {"a"});
    const auto e = extent_of(joined({good, record_bytes(200, std::byte{0xff})}), 0);
    EXPECT_EQ(e.what, verdict::whole);
    EXPECT_EQ(e.records.size(), good.size());
}
