#include "catalogue.hpp"
#include "golden_lines.hpp"

#include "protocol/create_partitions.hpp"
#include "protocol/create_topics.hpp"
#include "protocol/delete_topics.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/describe_configs.hpp"
#include "protocol/describe_topic_partitions.hpp"
#include "protocol/incremental_alter_configs.hpp"
#include "protocol/sasl_authenticate.hpp"
#include "protocol/sasl_handshake.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::protocol;

const bool added = [] {
    add_api<create_topics_request>("CreateTopics");
    add_api<delete_topics_request>("DeleteTopics");
    add_api<create_partitions_request>("CreatePartitions");
    add_api<describe_configs_request>("DescribeConfigs");
    add_api<incremental_alter_configs_request>("IncrementalAlterConfigs");
    add_api<describe_cluster_request>("DescribeCluster");
    add_api<describe_topic_partitions_request>("DescribeTopicPartitions");
    add_api<sasl_handshake_request>("SaslHandshake");
    add_api<sasl_authenticate_request>("SaslAuthenticate");
    return true;
}();

} // namespace

TEST(a_describe_topic_partitions_request, tells_no_cursor_from_one_at_the_start) {
    describe_topic_partitions_request from_the_start, from_a_topic;
    from_a_topic.cursor.emplace();
    EXPECT_EQ(encoded(from_the_start, {0, true}).bytes, from_hex("01000007d0ff00"));
    EXPECT_EQ(encoded(from_a_topic, {0, true}).bytes, from_hex("01000007d00101000000000000"));
}

} // namespace kafka::test
