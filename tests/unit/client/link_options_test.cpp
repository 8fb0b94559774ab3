#include "client/link_options.hpp"

#include <kafka/client.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using kafka::detail::client::mistakes;

std::string mistakes_in(const kafka::client_options& options) {
    mistakes m;
    kafka::detail::client::link_options_from(options, m);
    try {
        m.raise_if_any("options");
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::invalid_option);
        return e.what();
    }
    return "";
}

std::string mistakes_in_topic(std::string_view name) {
    mistakes m;
    kafka::detail::client::check_topic_name(name, m);
    try {
        m.raise_if_any("options");
    } catch (const kafka::error& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST(options, with_everything_in_order_are_taken) {
    EXPECT_EQ(mistakes_in({.brokers = {"a", "b:9093", "[::1]:9094"}}), "");
}

TEST(options, may_list_several_brokers_in_one_string) {
    mistakes m;
    const auto got = kafka::detail::client::bootstrap_from({"a:1, b:2,c"}, m);
    m.raise_if_any("options");
    ASSERT_EQ(got.size(), 3u);
    EXPECT_EQ(got[1].host, "b");
    EXPECT_EQ(got[2].port, 9092);
}

TEST(options, need_an_address) {
    EXPECT_NE(mistakes_in({}).find("at least one"), std::string::npos);
}

TEST(options, are_refused_with_all_their_mistakes_at_once) {
    const auto text = mistakes_in({.brokers = {"a:b"},
                                   .dial_timeout = -1s,
                                   .request_timeout = 0s,
                                   .metadata_age = 0s,
                                   .backoff_min = 2s,
                                   .backoff_max = 1s});
    for (const auto* name :
         {"a:b", "dial_timeout", "request_timeout", "metadata_age", "backoff_max"})
        EXPECT_NE(text.find(name), std::string::npos) << name << " is missing in: " << text;
}

TEST(a_topic_name, is_what_kafka_allows) {
    EXPECT_EQ(mistakes_in_topic("a.B_c-9"), "");
    EXPECT_EQ(mistakes_in_topic(std::string(249, 'x')), "");
    for (const auto& name : {std::string(), std::string(250, 'x'), std::string("a b"),
                             std::string("."), std::string(".."), std::string("a/b")})
        EXPECT_NE(mistakes_in_topic(name), "") << name;
}
