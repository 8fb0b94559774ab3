#include "server/complaints.hpp"
#include "server/expiry_order.hpp"
#include "server/foreign_bytes.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail;
using namespace std::chrono_literals;

namespace {

const std::chrono::steady_clock::time_point start{1000s};

std::string_view named(std::string_view text) {
    return server::foreign_bytes({reinterpret_cast<const std::byte*>(text.data()), text.size()});
}

struct written_lines {
    std::vector<std::string> all;
    server::complaints complaints{[this](const std::string& line) { all.push_back(line); }};
};

} // namespace

TEST(bytes_on_the_port, are_named_when_they_are_of_another_protocol) {
    EXPECT_NE(named("GET / HTTP/1.1\r\n").find("HTTP"), std::string_view::npos);
    EXPECT_NE(named("POST").find("HTTP"), std::string_view::npos);
    EXPECT_NE(named("\x16\x03\x01\x02").find("TLS"), std::string_view::npos);
    EXPECT_NE(named("SSH-2.0").find("SSH"), std::string_view::npos);
}

TEST(bytes_on_the_port, are_not_named_when_nobody_knows_them) {
    EXPECT_EQ(named(""), "");
    EXPECT_EQ(named("GE"), "");
    EXPECT_EQ(named(std::string_view("\0\0\0\x20", 4)), "");
    EXPECT_EQ(named("\xff\xff\xff\xff"), "");
}

TEST(complaints_about_peers, are_written_at_a_bounded_rate_and_counted_beyond_it) {
    written_lines lines;
    for (int i = 0; i < 1000; ++i) lines.complaints.about("bad", start);
    EXPECT_EQ(lines.all.size(), 20u);
    lines.complaints.about("next", start + 11s);
    ASSERT_EQ(lines.all.size(), 22u);
    EXPECT_EQ(lines.all[20], "next");
    EXPECT_NE(lines.all[21].find("980"), std::string::npos);
}

TEST(an_expiry_order, names_who_was_silent_for_longest) {
    int a = 0, b = 0;
    server::expiry_order<int> order(10s);
    order.renew(&a, start);
    order.renew(&b, start + 1s);
    EXPECT_EQ(order.next(), start + 10s);
    EXPECT_EQ(order.expired(start + 9s), nullptr);
    EXPECT_EQ(order.expired(start + 10s), &a);
    order.renew(&a, start + 5s);
    EXPECT_EQ(order.expired(start + 11s), &b);
    order.remove(&b);
    EXPECT_EQ(order.next(), start + 15s);
    order.remove(&a);
    order.remove(&a);
    EXPECT_EQ(order.next(), std::nullopt);
}

TEST(an_expiry_order, lets_everyone_stay_when_the_time_is_negative) {
    int a = 0;
    server::expiry_order<int> order(-1ms);
    order.renew(&a, start);
    EXPECT_EQ(order.next(), std::nullopt);
    EXPECT_EQ(order.expired(start + 1000h), nullptr);
}
