#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct metadata : serving {
    protocol::metadata_request about(std::vector<std::string_view> names, bool may_create = false) {
        protocol::metadata_request request;
        for (auto name : names) request.topics->push_back({{}, name});
        request.allow_auto_topic_creation = may_create;
        return request;
    }
    protocol::metadata_request about_all() {
        protocol::metadata_request request;
        request.topics.reset();
        return request;
    }
    std::int16_t error_of(std::string_view name, bool may_create = false) {
        return call(about({name}, may_create), 12)->topics.at(0).error_code;
    }
};

} // namespace

TEST_F(metadata, tells_the_cluster_its_nodes_and_its_topics) {
    create("orders", 2);
    auto answer = call(about_all(), 12);
    EXPECT_EQ(answer->cluster_id, broker->cluster_id());
    EXPECT_EQ(answer->controller_id, 1);
    ASSERT_EQ(answer->brokers.size(), 1u);
    EXPECT_EQ(answer->brokers[0].host, "localhost");
    EXPECT_EQ(answer->brokers[0].port, 9092);
    EXPECT_EQ(answer->brokers[0].rack, std::nullopt);
    ASSERT_EQ(answer->topics.size(), 1u);
    const auto& topic = answer->topics[0];
    EXPECT_EQ(topic.name, "orders");
    EXPECT_TRUE(topic.topic_id);
    EXPECT_FALSE(topic.is_internal);
    ASSERT_EQ(topic.partitions.size(), 2u);
    EXPECT_EQ(topic.partitions[1].leader_id, 1);
    EXPECT_EQ(topic.partitions[1].leader_epoch, 0);
    EXPECT_EQ(topic.partitions[1].isr_nodes, std::vector{1});
}

TEST_F(metadata, of_no_topic_is_not_metadata_of_all_except_in_version_0) {
    create("orders");
    EXPECT_EQ(call(about({}, true), 1)->topics.size(), 0u);
    EXPECT_EQ(call(about({}, true), 0)->topics.size(), 1u);
    EXPECT_EQ(call(about_all(), 1)->topics.size(), 1u);
}

TEST_F(metadata, finds_a_topic_by_its_id) {
    create("orders");
    const auto id = call(about({"orders"}), 12)->topics.at(0).topic_id;
    protocol::metadata_request request;
    request.topics = {{id, std::nullopt}, {kafka::uuid::random(), std::nullopt}, {id, ""}};
    auto answer = call(request, 12);
    EXPECT_EQ(answer->topics.at(2).name, "orders") << "Java leaves the name empty, not null";
    EXPECT_EQ(answer->topics.at(0).name, "orders");
    EXPECT_EQ(answer->topics.at(1).error_code, number(broker_errc::unknown_topic_id));
    EXPECT_EQ(answer->topics.at(1).name, std::nullopt);
    EXPECT_EQ(answer->topics.at(1).topic_id, request.topics->at(1).topic_id);
}

TEST_F(metadata, answers_a_name_once) {
    create("orders");
    EXPECT_EQ(call(about({"orders", "orders", "no", "no"}), 12)->topics.size(), 2u);
}

TEST_F(metadata, creates_an_unknown_topic_when_the_client_and_the_settings_agree) {
    EXPECT_EQ(error_of("fresh", false), number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(error_of("fresh", true), 0);
    EXPECT_EQ(error_of("fresh", false), 0);
    EXPECT_EQ(call(about({"old"}, true), 3)->topics.at(0).error_code, 0)
        << "clients that cannot refuse";
    options.properties["auto.create.topics.enable"] = "false";
    restart();
    EXPECT_EQ(error_of("other", true), number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(error_of("fresh", true), 0);
}

TEST_F(metadata, creates_with_as_many_partitions_as_the_settings_say) {
    options.properties["num.partitions"] = "4";
    restart();
    EXPECT_EQ(call(about({"fresh"}, true), 12)->topics.at(0).partitions.size(), 4u);
    EXPECT_EQ(produce("fresh", {"a"}, 3).error_code, 0) << "it is served at once";
}

TEST_F(metadata, refuses_to_create_a_topic_with_a_bad_or_a_colliding_name) {
    create("a.b");
    EXPECT_EQ(error_of("a b", true), number(broker_errc::invalid_topic));
    EXPECT_EQ(error_of("a b", false), number(broker_errc::invalid_topic));
    EXPECT_EQ(error_of("a_b", true), number(broker_errc::invalid_topic));
}

TEST_F(metadata, marks_the_brokers_own_topics) {
    create("__consumer_offsets");
    EXPECT_TRUE(call(about_all(), 12)->topics.at(0).is_internal);
}

TEST_F(metadata, tells_what_a_client_may_do_when_it_asks) {
    create("orders");
    auto request = about({"orders"});
    EXPECT_EQ(call(request, 8)->topics.at(0).topic_authorized_operations,
              std::numeric_limits<std::int32_t>::min());
    request.include_topic_authorized_operations = true;
    request.include_cluster_authorized_operations = true;
    auto answer = call(request, 8);
    EXPECT_EQ(answer->topics.at(0).topic_authorized_operations, 0xdf8);
    EXPECT_EQ(answer->cluster_authorized_operations, 0x1fa0);
}

TEST_F(metadata, spreads_leaders_over_virtual_nodes) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093}, {.id = 3, .port = 9094}};
    restart();
    protocol::create_topics_request request;
    request.topics = {{"wide", 3, 2, {}, {}}};
    ASSERT_EQ(call(request, 7)->topics.at(0).error_code, 0);
    auto answer = call(about({"wide"}), 12);
    std::set<std::int32_t> leaders;
    for (const auto& p : answer->topics.at(0).partitions) {
        leaders.insert(p.leader_id);
        EXPECT_EQ(p.replica_nodes.size(), 2u);
        EXPECT_EQ(p.replica_nodes.at(0), p.leader_id);
    }
    EXPECT_EQ(leaders.size(), 3u);
    EXPECT_EQ(answer->brokers.size(), 3u);
}
