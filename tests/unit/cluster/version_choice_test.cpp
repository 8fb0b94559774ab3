#include "cluster/version_choice.hpp"

#include "cluster/api_name.hpp"
#include "protocol/fetch.hpp"

#include <gtest/gtest.h>

namespace {

using kafka::detail::cluster::broker_versions;
using kafka::detail::protocol::api_key;
namespace protocol = kafka::detail::protocol;

broker_versions serving(std::int16_t min, std::int16_t max) {
    protocol::api_versions_response answer;
    answer.api_keys.push_back({static_cast<std::int16_t>(api_key::fetch), min, max});
    return broker_versions(answer);
}

} // namespace

TEST(a_version, is_the_highest_that_both_know) {
    EXPECT_EQ(serving(0, 12).choose(api_key::fetch, {4, 18}), 12);
    EXPECT_EQ(serving(0, 99).choose(api_key::fetch, {4, 18}), 18);
    EXPECT_EQ(serving(4, 4).choose(api_key::fetch, {4, 18}), 4);
    EXPECT_EQ(serving(0, 99).choose<protocol::fetch_request>(), protocol::fetch_request::valid.max);
}

TEST(a_version, is_none_when_the_ranges_do_not_meet) {
    EXPECT_FALSE(serving(0, 3).choose(api_key::fetch, {4, 18}));
    EXPECT_FALSE(serving(19, 20).choose(api_key::fetch, {4, 18}));
    EXPECT_FALSE(serving(9, 5).choose(api_key::fetch, {4, 18})) << "an impossible range";
}

TEST(a_version, is_none_of_an_api_that_is_not_served) {
    EXPECT_FALSE(serving(0, 9).choose(api_key::produce, {0, 9}));
    EXPECT_FALSE(broker_versions().range_of(api_key::fetch));
}

TEST(every_api, has_the_name_that_kafka_gives_it) {
    using kafka::detail::cluster::name_of;
    EXPECT_EQ(name_of(api_key::fetch), "Fetch");
    EXPECT_EQ(name_of(api_key::describe_topic_partitions), "DescribeTopicPartitions");
    EXPECT_EQ(name_of(static_cast<api_key>(999)), "an unknown API");
}
