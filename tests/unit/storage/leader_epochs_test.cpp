#include "storage/leader_epochs.hpp"

#include <gtest/gtest.h>

using kafka::detail::storage::epoch_end;
using kafka::detail::storage::epoch_start;
using kafka::detail::storage::leader_epochs;

namespace {

// Epoch 1 from 0, epoch 3 from 10, epoch 4 from 25.
leader_epochs three() {
    leader_epochs epochs;
    epochs.assign(1, 0);
    epochs.assign(3, 10);
    epochs.assign(4, 25);
    return epochs;
}

} // namespace

TEST(leader_epochs, end_where_the_next_one_begins) {
    EXPECT_EQ(three().end_of(1, 30), (epoch_end{1, 10}));
    EXPECT_EQ(three().end_of(3, 30), (epoch_end{3, 25}));
    EXPECT_EQ(three().end_of(4, 30), (epoch_end{4, 30}));
}

TEST(leader_epochs, answer_for_one_that_was_skipped_with_the_one_before_it) {
    EXPECT_EQ(three().end_of(2, 30), (epoch_end{1, 10}));
}

TEST(leader_epochs, answer_for_one_before_all_with_where_the_first_begins) {
    EXPECT_EQ(three().end_of(0, 30), (epoch_end{0, 0}));
}

TEST(leader_epochs, know_nothing_of_the_future_or_of_no_epoch) {
    EXPECT_EQ(three().end_of(5, 30), epoch_end{});
    EXPECT_EQ(three().end_of(-1, 30), epoch_end{});
    EXPECT_EQ(leader_epochs().end_of(0, 30), epoch_end{});
}

TEST(leader_epochs, are_noted_once) {
    auto epochs = three();
    EXPECT_FALSE(epochs.assign(4, 28));
    EXPECT_FALSE(epochs.assign(-1, 30));
    EXPECT_EQ(epochs.starts().size(), 3u);
}

TEST(leader_epochs, that_contradict_a_later_one_replace_it) {
    auto epochs = three();
    EXPECT_TRUE(epochs.assign(5, 10));
    EXPECT_EQ(epochs.starts(), (std::vector<epoch_start>{{1, 0}, {5, 10}}));
    EXPECT_TRUE(epochs.assign(2, 40));
    EXPECT_EQ(epochs.starts(), (std::vector<epoch_start>{{1, 0}, {2, 40}}));
}

TEST(leader_epochs, are_cut_at_both_ends) {
    auto epochs = three();
    EXPECT_TRUE(epochs.truncate_from_end(25));
    EXPECT_FALSE(epochs.truncate_from_end(25));
    EXPECT_TRUE(epochs.truncate_from_start(15));
    EXPECT_EQ(epochs.starts(), (std::vector<epoch_start>{{3, 15}}));
    EXPECT_FALSE(epochs.truncate_from_start(15));
}

TEST(leader_epochs, are_kept_as_apache_kafka_does) {
    const auto text = three().to_text();
    EXPECT_EQ(text, "0\n3\n1 0\n3 10\n4 25\n");
    EXPECT_EQ(leader_epochs::parse(text)->starts(), three().starts());
    EXPECT_EQ(leader_epochs::parse("0\n0\n")->latest(), -1);
}

TEST(leader_epochs, are_not_read_from_a_file_that_is_cut_off_or_something_else) {
    const auto text = three().to_text();
    for (std::size_t n = 0; n < text.size(); ++n)
        EXPECT_FALSE(leader_epochs::parse(text.substr(0, n))) << n;
    for (const auto* other : {"1\n0\n", "0\n1\n1 x\n", "0\n1\n1\n", "0\n2\n3 0\n1 5\n",
                              "0\n2\n1 5\n3 5\n", "0\n1\n-1 0\n", "0\n1\n1 2 3\n"})
        EXPECT_FALSE(leader_epochs::parse(other)) << other;
}
