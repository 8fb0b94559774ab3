// What clients are told, by the listener that they came to.
#include "broker/nodes.hpp"

#include <gtest/gtest.h>

namespace {

using kafka::broker::node;
using kafka::broker::security_protocol;
using kafka::detail::broker::nodes;

nodes two_nodes() {
    return nodes({{.id = 1,
                   .listeners = {{.name = "PLAINTEXT", .host = "a", .port = 1},
                                 {.name = "OUT",
                                  .protocol = security_protocol::ssl,
                                  .host = "a",
                                  .port = 2,
                                  .advertised = "public:9"}}},
                  {.id = 2, .host = "b", .port = 3}});
}

} // namespace

TEST(nodes, tell_a_client_the_addresses_of_listeners_of_the_same_name) {
    const auto all = two_nodes();
    ASSERT_EQ(all.seen_on("PLAINTEXT").size(), 2u);
    EXPECT_EQ(all.seen_on("PLAINTEXT")[0].port, 1);
    EXPECT_EQ(all.seen_on("PLAINTEXT")[1].host, "b");
    ASSERT_EQ(all.seen_on("OUT").size(), 1u) << "node 2 has no such listener";
    EXPECT_EQ(all.seen_on("OUT")[0].host, "public");
    EXPECT_EQ(all.seen_on("OUT")[0].port, 9);
}

TEST(nodes, know_which_of_them_was_asked_by_the_port_of_any_listener) {
    const auto all = two_nodes();
    EXPECT_EQ(all.asked_on(2), 1);
    EXPECT_EQ(all.asked_on(3), 2);
}

TEST(nodes, describe_their_listeners_as_kafka_writes_them) {
    const auto all = two_nodes();
    EXPECT_EQ(all.listeners_text(1), "PLAINTEXT://a:1,OUT://public:9");
    EXPECT_EQ(all.protocols_text(1), "PLAINTEXT:PLAINTEXT,OUT:SSL");
    EXPECT_EQ(all.listeners_text(2), "PLAINTEXT://b:3");
}
