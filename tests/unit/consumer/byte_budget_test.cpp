#include "consumer/byte_budget.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::consumer;

TEST(a_byte_budget, counts_what_is_held_until_the_last_holder_lets_go) {
    const auto budget = std::make_shared<byte_budget>(100);
    auto first = std::make_shared<byte_hold>(budget, 60);
    const auto second = first;
    EXPECT_EQ(budget->room(), 40u);
    first.reset();
    EXPECT_EQ(budget->held(), 60u);
    byte_hold moved(std::move(*second));
    EXPECT_EQ(budget->held(), 60u);
    moved = {};
    EXPECT_EQ(budget->held(), 0u);
}

TEST(a_byte_budget, may_be_exceeded_and_has_no_room_then) {
    const auto budget = std::make_shared<byte_budget>(100);
    const byte_hold large(budget, 150);
    EXPECT_EQ(budget->room(), 0u);
}

TEST(a_byte_budget, calls_once_when_somebody_wants_room) {
    int calls = 0;
    const auto budget = std::make_shared<byte_budget>(100, [&] { ++calls; });
    { const byte_hold unnoticed(budget, 1); }
    EXPECT_EQ(calls, 0);
    {
        const byte_hold first(budget, 1);
        const byte_hold second(budget, 1);
        budget->want_room();
    }
    EXPECT_EQ(calls, 1);
}
