#include "broker/group/subscription.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace kafka::detail;
using namespace kafka::detail::broker;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> from) {
    std::vector<std::byte> out;
    for (const auto b : from) out.push_back(static_cast<std::byte>(b));
    return out;
}

// Version 1, the topics "a" and "bc", and what follows in later versions.
const auto two_topics = bytes({0, 1, 0, 0, 0, 2, 0, 1, 'a', 0, 2, 'b', 'c', 0, 0, 0, 0, 9, 9});

} // namespace

TEST(a_subscription, tells_its_topics_whatever_follows_them) {
    topic_names found{"z"};
    EXPECT_TRUE(add_subscribed_topics(two_topics, found));
    EXPECT_EQ(found, (topic_names{"a", "bc", "z"}));
}

TEST(a_subscription, that_is_cut_is_none) {
    for (std::size_t n = 0; n < 13; ++n) {
        topic_names found;
        EXPECT_FALSE(add_subscribed_topics(wire::bytes(two_topics).first(n), found)) << n;
    }
}

TEST(a_subscription, that_claims_more_than_there_is_is_none) {
    topic_names found;
    EXPECT_FALSE(add_subscribed_topics(bytes({0, 0, 0x7f, 0xff, 0xff, 0xff}), found));
    EXPECT_FALSE(add_subscribed_topics(bytes({0, 0, 0, 0, 0, 1, 0xff, 0xff}), found));
    EXPECT_FALSE(add_subscribed_topics(bytes({0, 0, 0xff, 0xff, 0xff, 0xff}), found));
}
