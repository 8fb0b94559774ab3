#include "cluster/address.hpp"

#include <gtest/gtest.h>

using kafka::detail::cluster::address;
using kafka::detail::cluster::address_from_string;

TEST(an_address, has_a_host_and_a_port) {
    EXPECT_EQ(address_from_string("example:9093"), (address{"example", 9093}));
    EXPECT_EQ(address_from_string("10.0.0.1:1"), (address{"10.0.0.1", 1}));
}

TEST(an_address, without_a_port_has_kafkas) {
    EXPECT_EQ(address_from_string("example"), (address{"example", 9092}));
    EXPECT_EQ(address_from_string("::1"), (address{"::1", 9092}));
    EXPECT_EQ(address_from_string("[fe80::1]"), (address{"fe80::1", 9092}));
}

TEST(an_address, may_be_of_ipv6_in_brackets) {
    EXPECT_EQ(address_from_string("[::1]:65535"), (address{"::1", 65535}));
    EXPECT_EQ(to_string(address{"::1", 9092}), "[::1]:9092");
    EXPECT_EQ(to_string(address{"example", 9092}), "example:9092");
}

TEST(an_address, is_refused_when_it_is_none) {
    for (const auto* text : {"", ":", ":9092", "a:", "a:0", "a:65536", "a:-1", "a:9092x", "a b:1",
                             "http://a:1", "user@a:1", "[::1", "[::1]9092", "[]:1", "a,b:1"})
        EXPECT_FALSE(address_from_string(text)) << text;
}
