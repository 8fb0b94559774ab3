#include "broker/metadata/copies.hpp"

#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/topic_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail;
using namespace kafka::detail::broker;
using kafka::uuid;

namespace {

/// Node 1's directory of a cluster, with one topic of one partition.
struct a_node_s_directory : testing::Test {
    copies made;
    const uuid topic = uuid::random();
    const uuid ours = uuid::random();
    const uuid theirs = uuid::random();

    a_node_s_directory() { apply(protocol::topic_record{"orders", topic}, 0); }

    template <class Record>
    void apply(const Record& record, std::int16_t version = 1) {
        std::vector<std::byte> value;
        EXPECT_EQ(protocol::append_metadata_value(record, version, value), wire::errc::ok);
        EXPECT_TRUE(made.apply(value));
    }
    void partition(std::vector<std::int32_t> replicas, std::vector<std::int32_t> isr,
                   std::vector<uuid> directories) {
        apply(protocol::partition_record{.partition_id = 0,
                                         .topic_id = topic,
                                         .replicas = std::move(replicas),
                                         .isr = std::move(isr),
                                         .directories = std::move(directories)});
    }
    std::string why() const {
        return made.why_not_here({[](std::int32_t id) { return id == 1; }, ours});
    }
};

} // namespace

TEST_F(a_node_s_directory, has_what_node_1_keeps_in_sync) {
    partition({2, 1}, {1, 2}, {theirs, ours});
    EXPECT_EQ(why(), "");
}

TEST_F(a_node_s_directory, has_not_what_only_others_keep) {
    partition({2, 3}, {2, 3}, {theirs, uuid::random()});
    EXPECT_NE(why().find("orders-0 is on node 2, 3"), std::string::npos) << why();
    EXPECT_NE(why().find("kafka-reassign-partitions"), std::string::npos) << why();
}

TEST_F(a_node_s_directory, has_not_what_was_behind_here) {
    partition({1, 2}, {2}, {ours, theirs});
    EXPECT_NE(why().find("orders-0 is on node 2"), std::string::npos) << why();
}

TEST_F(a_node_s_directory, has_what_other_nodes_kept_in_the_same_directory) {
    partition({2, 3}, {2, 3}, {ours, ours});
    EXPECT_EQ(why(), "");
}

TEST_F(a_node_s_directory, is_whole_when_kafka_ended_with_nobody_in_sync) {
    partition({1}, {}, {ours});
    EXPECT_EQ(why(), "");
}

TEST_F(a_node_s_directory, is_not_to_be_served_while_partitions_move) {
    partition({1}, {1}, {ours});
    apply(protocol::partition_change_record{.partition_id = 0,
                                            .topic_id = topic,
                                            .replicas = std::vector{1, 2},
                                            .adding_replicas = std::vector{2}});
    EXPECT_NE(why().find("orders-0"), std::string::npos) << why();
    EXPECT_NE(why().find("moved"), std::string::npos) << why();
    apply(protocol::partition_change_record{.partition_id = 0,
                                            .topic_id = topic,
                                            .isr = std::vector{1, 2},
                                            .adding_replicas = std::vector<std::int32_t>{}});
    EXPECT_EQ(why(), "");
}

TEST_F(a_node_s_directory, does_not_miss_what_was_removed) {
    partition({2}, {2}, {theirs});
    apply(protocol::remove_topic_record{topic}, 0);
    EXPECT_EQ(why(), "");
}
