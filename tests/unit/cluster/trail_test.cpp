#include "cluster/trail.hpp"

#include <gtest/gtest.h>

using kafka::detail::cluster::trail;
using texts = std::vector<std::string>;

TEST(a_trail, tells_the_newest_cause_first_and_how_often_it_came) {
    trail t;
    t.note("refused");
    t.note("reset");
    t.note("refused");
    EXPECT_EQ(t.causes(), (texts{"refused (2 times)", "reset"}));
}

TEST(a_trail, keeps_the_last_few_causes) {
    trail t;
    for (int i = 0; i < 100; ++i) t.note(std::to_string(i));
    EXPECT_EQ(t.causes(), (texts{"99", "98", "97", "96"}));
}

TEST(a_trail, forgets_when_things_go_well_again) {
    trail t;
    t.note("refused");
    t.clear();
    EXPECT_TRUE(t.causes().empty());
}
