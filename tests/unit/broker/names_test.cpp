#include "broker/nodes.hpp"
#include "broker/topic_names.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::broker;

TEST(a_topic_name, may_hold_letters_digits_dots_dashes_and_underscores) {
    for (auto good : {"a", "A-b_c.9", "...", "__x"}) EXPECT_EQ(why_not_a_topic_name(good), "");
    EXPECT_EQ(why_not_a_topic_name(std::string(249, 'x')), "");
}

TEST(a_topic_name, may_not_be_a_folder_of_its_own_or_hold_anything_else) {
    for (auto bad : {"", ".", "..", "a/b", "a b", "\xc3\xa4", "a\n", "a:b"})
        EXPECT_NE(why_not_a_topic_name(bad), "") << bad;
    EXPECT_NE(why_not_a_topic_name(std::string(250, 'x')), "");
    EXPECT_NE(why_not_a_topic_name(std::string_view("a\0b", 3)), "");
}

TEST(two_topic_names, collide_when_only_dots_and_underscores_tell_them_apart) {
    EXPECT_EQ(collision_form("a.b_c"), collision_form("a_b.c"));
    EXPECT_NE(collision_form("a-b"), collision_form("a_b"));
}

TEST(an_address, is_taken_apart_at_its_last_colon) {
    std::string host;
    std::int32_t port = 0;
    EXPECT_TRUE(split_address("example.org:9092", host, port));
    EXPECT_EQ(host, "example.org");
    EXPECT_EQ(port, 9092);
    EXPECT_TRUE(split_address("[::1]:9093", host, port));
    EXPECT_EQ(host, "::1");
    for (auto bad : {"", ":1", "host", "host:", "host:x", "host:70000", "host:-1"})
        EXPECT_FALSE(split_address(bad, host, port)) << bad;
}

TEST(the_nodes, tell_what_they_advertise_and_know_which_port_is_whose) {
    nodes list({{.id = 1, .host = "localhost", .port = 9092},
                {.id = 2, .host = "0.0.0.0", .port = 9093, .advertised = "kafka.example:1"}});
    EXPECT_EQ(list.all()[1].host, "kafka.example");
    EXPECT_EQ(list.all()[1].port, 1);
    EXPECT_EQ(list.asked_on(9093), 2);
    EXPECT_EQ(list.asked_on(7), 1);
    EXPECT_TRUE(list.has(2));
    EXPECT_FALSE(list.has(3));
}

TEST(the_nodes, lead_partitions_in_turn) {
    const nodes list({{.id = 1}, {.id = 2}, {.id = 5}});
    EXPECT_EQ(list.replicas_of(0, 2, 0), (std::vector<std::int32_t>{1, 2}));
    EXPECT_EQ(list.replicas_of(1, 3, 0), (std::vector<std::int32_t>{2, 5, 1}));
    EXPECT_EQ(list.replicas_of(1, 1, 1), (std::vector<std::int32_t>{5}));
}
