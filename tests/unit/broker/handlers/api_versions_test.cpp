#include "broker/api_table.hpp"
#include "broker/handlers/api_versions.hpp"
#include "serving.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::outcome;
using kafka::testing::serving;

namespace {

struct api_versions : serving {
    protocol::api_versions_request named(std::string_view name, std::string_view version) {
        return {name, version};
    }

    /// A request header and nothing behind it.
    static std::vector<std::byte> header(std::int16_t key, std::int16_t version,
                                         std::int32_t correlation_id = 7) {
        std::vector<std::byte> out(10);
        wire::store(out.data(), key);
        wire::store(out.data() + 2, version);
        wire::store(out.data() + 4, correlation_id);
        wire::store(out.data() + 8, std::int16_t{-1});
        return out;
    }
};

} // namespace

TEST_F(api_versions, lists_exactly_what_is_served) {
    auto answer = call(named("kcat", "1.7.1"), 4);
    EXPECT_EQ(answer->error_code, 0);
    std::vector<std::int16_t> keys;
    for (const auto& api : answer->api_keys) keys.push_back(api.api_key);
    EXPECT_EQ(keys,
              (std::vector<std::int16_t>{0,  1,  2,  3,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17,
                                         18, 19, 20, 21, 22, 23, 32, 36, 37, 42, 44, 47, 60, 75}));
    EXPECT_EQ(answer->finalized_features.at(0).name, "metadata.version");
    EXPECT_EQ(answer->finalized_features.at(0).max_version_level, 27);
}

TEST_F(api_versions, lists_produce_from_zero_for_clients_that_would_not_compress_otherwise) {
    auto answer = call(named("kcat", "1.7.1"), 3);
    EXPECT_EQ(answer->api_keys.at(0), (protocol::api_versions_response_api{0, 0, 11}));
}

TEST_F(api_versions, answers_a_version_that_it_does_not_know_in_the_oldest_layout) {
    const auto result = send(header(18, 99));
    ASSERT_EQ(result->what, outcome::kind::answered);
    kafka::testing::answer<protocol::api_versions_request> answer(result, 0);
    EXPECT_EQ(answer->error_code, number(broker_errc::unsupported_version));
    EXPECT_TRUE(
        std::ranges::any_of(answer->api_keys, [](const auto& a) { return a.api_key == 18; }));
}

TEST_F(api_versions, remembers_the_clients_software) {
    call(named("apache-kafka-java", "4.1.1"), 3);
    EXPECT_EQ(client.client_software, "apache-kafka-java/4.1.1");
}

TEST_F(api_versions, refuses_names_of_software_that_could_break_a_log_line) {
    for (auto bad : {"", "-x", "x-", "a b", "a\n", "\xc3\xa4"}) {
        EXPECT_EQ(call(named(bad, "1"), 3)->error_code, number(broker_errc::invalid_request))
            << bad;
        EXPECT_EQ(call(named("a", bad), 4)->error_code, number(broker_errc::invalid_request))
            << bad;
    }
    EXPECT_EQ(client.client_software, "");
    EXPECT_EQ(call(named("ignored before", "3"), 2)->error_code, 0);
}

TEST_F(api_versions, ends_the_connection_of_who_asks_for_what_is_not_listed) {
    for (const auto& [key, version] : {std::pair<std::int16_t, std::int16_t>{0, 2},
                                       {0, 12},
                                       {1, 3},
                                       {1, 18},
                                       {3, 13},
                                       {8, 1},
                                       {10, 7},
                                       {17, 0},
                                       {3, -1},
                                       {-1, 0},
                                       {32767, 0}}) {
        const auto result = send(header(key, version));
        EXPECT_EQ(result->what, outcome::kind::closed) << key;
        EXPECT_EQ(result->reason, "unsupported request (key " + std::to_string(key) + ", version " +
                                      std::to_string(version) + ")");
    }
}

TEST_F(api_versions, ends_the_connection_of_who_sends_half_a_request) {
    const auto whole = header(3, 12);
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_EQ(send(wire::bytes(whole).first(n))->what, outcome::kind::closed) << n;
}

TEST(the_table_of_apis, is_in_the_order_of_its_keys_and_lists_no_less_than_it_serves) {
    const auto apis = broker::served_apis();
    EXPECT_TRUE(std::ranges::is_sorted(apis, {}, &broker::served_api::key));
    for (const auto& api : apis) {
        EXPECT_LE(api.listed.min, api.served.min);
        EXPECT_EQ(api.listed.max, api.served.max);
    }
}
