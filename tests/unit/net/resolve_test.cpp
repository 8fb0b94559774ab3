#include "net/foreign_protocol.hpp"
#include "net/resolve.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::net;

tcp::endpoint endpoint(const char* address) { return {asio::ip::make_address(address), 9092}; }

std::vector<std::string> texts(const std::vector<tcp::endpoint>& endpoints) {
    std::vector<std::string> out;
    for (const auto& e : endpoints) out.push_back(e.address().to_string());
    return out;
}

std::string_view protocol_of(std::string_view text) {
    return foreign_protocol(std::as_bytes(std::span(text)));
}

} // namespace

TEST(addresses, are_tried_in_turns_of_their_families) {
    const auto mixed = mix_families({endpoint("::1"), endpoint("::2"), endpoint("::3"),
                                     endpoint("10.0.0.1"), endpoint("10.0.0.2")});
    EXPECT_EQ(texts(mixed),
              (std::vector<std::string>{"::1", "10.0.0.1", "::2", "10.0.0.2", "::3"}));
}

TEST(addresses, begin_with_the_family_that_the_system_puts_first) {
    const auto mixed = mix_families({endpoint("10.0.0.1"), endpoint("::1"), endpoint("10.0.0.2")});
    EXPECT_EQ(texts(mixed), (std::vector<std::string>{"10.0.0.1", "::1", "10.0.0.2"}));
    EXPECT_TRUE(mix_families({}).empty());
}

TEST(a_foreign_protocol, is_named) {
    EXPECT_NE(protocol_of("HTTP/1.1 400").find("HTTP"), std::string_view::npos);
    EXPECT_NE(protocol_of(std::string_view("\x15\x03\x01\x00\x02", 5)).find("TLS"),
              std::string_view::npos);
    EXPECT_NE(protocol_of("SSH-2.0-").find("SSH"), std::string_view::npos);
}

TEST(a_foreign_protocol, is_not_made_out_of_a_broker_s_bytes) {
    EXPECT_TRUE(protocol_of(std::string_view("\0\0\0\x20\0\0\0\x01", 8)).empty());
    EXPECT_TRUE(protocol_of("").empty());
    EXPECT_TRUE(protocol_of("HTT").empty());
}
