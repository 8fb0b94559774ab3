#include "broker/metadata/image.hpp"

#include "protocol/stored/config_record.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "protocol/stored/no_op_record.hpp"
#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/producer_ids_record.hpp"
#include "protocol/stored/topic_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail;
using namespace kafka::detail::broker;
using kafka::uuid;

namespace {

const uuid first_id = uuid::random();
const uuid second_id = uuid::random();

struct an_image : testing::Test {
    image made;

    template <class Record>
    bool apply(const Record& record, std::int16_t version = 0) {
        std::vector<std::byte> value;
        EXPECT_EQ(protocol::append_metadata_value(record, version, value), wire::errc::ok);
        return made.apply(value);
    }
    void topic(std::string_view name, const uuid& id, std::int32_t partitions = 1) {
        apply(protocol::topic_record{name, id});
        for (std::int32_t i = 0; i < partitions; ++i)
            apply(protocol::partition_record{.partition_id = i,
                                             .topic_id = id,
                                             .replicas = {1},
                                             .isr = {1},
                                             .leader = 1,
                                             .leader_epoch = 0,
                                             .partition_epoch = 0});
    }
};

} // namespace

TEST_F(an_image, knows_a_topic_by_name_and_by_id) {
    topic("orders", first_id, 3);
    ASSERT_NE(made.find("orders"), nullptr);
    EXPECT_EQ(made.find("orders"), made.find(first_id));
    EXPECT_EQ(made.find("orders")->partitions.size(), 3u);
    EXPECT_EQ(made.partition_count(), 3u);
    EXPECT_EQ(made.find("other"), nullptr);
    EXPECT_EQ(made.find(second_id), nullptr);
}

TEST_F(an_image, begins_a_topic_anew_that_is_made_twice) {
    topic("orders", first_id, 3);
    topic("orders", first_id, 1);
    ASSERT_NE(made.find(first_id), nullptr);
    EXPECT_EQ(made.find(first_id), made.find("orders"));
    EXPECT_EQ(made.partition_count(), 1u);
    EXPECT_EQ(made.take_touched(), std::vector{first_id});
}

TEST_F(an_image, forgets_a_removed_topic_and_its_settings) {
    topic("orders", first_id);
    apply(protocol::config_record{2, "orders", "retention.ms", "1"});
    EXPECT_EQ(made.find("orders")->settings.at("retention.ms"), "1");
    apply(protocol::remove_topic_record{first_id});
    EXPECT_EQ(made.find("orders"), nullptr);
    EXPECT_EQ(made.partition_count(), 0u);
    topic("orders", second_id);
    EXPECT_TRUE(made.find("orders")->settings.empty());
    EXPECT_EQ(made.find("orders")->id, second_id);
}

TEST_F(an_image, moves_the_leader_and_its_epoch_with_a_partition_change) {
    topic("orders", first_id);
    apply(protocol::partition_change_record{
        .partition_id = 0, .topic_id = first_id, .isr = {{}}, .leader = -1});
    const auto& p = made.find("orders")->partitions[0];
    EXPECT_EQ(p.leader, -1);
    EXPECT_EQ(p.leader_epoch, 1);
    EXPECT_TRUE(p.isr.empty());
    apply(protocol::partition_change_record{.partition_id = 0, .topic_id = first_id, .isr = {{1}}});
    EXPECT_EQ(p.leader, -1);
    EXPECT_EQ(p.leader_epoch, 1);
    EXPECT_EQ(p.partition_epoch, 2);
}

TEST_F(an_image, keeps_settings_of_one_node_and_of_all_apart_and_drops_null) {
    apply(protocol::config_record{4, "", "message.max.bytes", "5"});
    apply(protocol::config_record{4, "1", "message.max.bytes", "6"});
    EXPECT_EQ(made.node_settings("").at("message.max.bytes"), "5");
    EXPECT_EQ(made.node_settings("1").at("message.max.bytes"), "6");
    apply(protocol::config_record{4, "1", "message.max.bytes", std::nullopt});
    EXPECT_TRUE(made.node_settings("1").empty());
    EXPECT_TRUE(made.node_settings("7").empty());
}

TEST_F(an_image, keeps_the_level_of_features_and_the_next_producer_id) {
    apply(protocol::feature_level_record{"metadata.version", 27});
    apply(protocol::producer_ids_record{1, 0, 2000});
    apply(protocol::producer_ids_record{1, 0, 1000});
    EXPECT_EQ(made.feature("metadata.version"), 27);
    EXPECT_EQ(made.feature("group.version"), 0);
    EXPECT_EQ(made.next_producer_id(), 2000);
}

TEST_F(an_image, finds_names_that_differ_in_dots_and_underscores_only) {
    topic("a.b", first_id);
    ASSERT_NE(made.find_collision("a_b"), nullptr);
    EXPECT_EQ(made.find_collision("a.b"), nullptr);
    EXPECT_EQ(made.find_collision("ab"), nullptr);
}

TEST_F(an_image, says_once_which_topics_were_touched) {
    topic("orders", first_id, 2);
    topic("other", second_id);
    EXPECT_EQ(made.take_touched().size(), 2u);
    EXPECT_TRUE(made.take_touched().empty());
    apply(protocol::config_record{2, "orders", "retention.ms", "1"});
    EXPECT_EQ(made.take_touched(), std::vector{first_id});
    apply(protocol::remove_topic_record{second_id});
    EXPECT_EQ(made.take_touched(), std::vector{second_id});
    EXPECT_FALSE(made.take_settings_touched());
    apply(protocol::config_record{4, "", "message.max.bytes", "5"});
    EXPECT_TRUE(made.take_settings_touched());
    EXPECT_FALSE(made.take_settings_touched());
}

TEST_F(an_image, passes_over_what_is_of_no_use_to_it) {
    EXPECT_TRUE(apply(protocol::no_op_record{}));
    EXPECT_TRUE(apply(protocol::partition_change_record{.partition_id = 5, .topic_id = first_id}));
    EXPECT_TRUE(apply(protocol::config_record{2, "absent", "retention.ms", "1"}));
    EXPECT_TRUE(apply(protocol::remove_topic_record{first_id}));
}

TEST_F(an_image, refuses_values_that_it_cannot_read) {
    EXPECT_FALSE(made.apply({}));
    std::vector<std::byte> value;
    ASSERT_EQ(protocol::append_metadata_value(protocol::topic_record{"orders", first_id}, 0, value),
              wire::errc::ok);
    for (std::size_t n = 0; n < value.size(); ++n)
        EXPECT_FALSE(made.apply(wire::bytes(value).first(n))) << n;
    value[2] = std::byte{9}; // a version of TopicRecord that does not exist
    EXPECT_FALSE(made.apply(value));
}

TEST_F(an_image, takes_no_partition_number_that_would_exhaust_memory) {
    apply(protocol::topic_record{"orders", first_id});
    apply(protocol::partition_record{.partition_id = 2'000'000'000, .topic_id = first_id});
    apply(protocol::partition_record{.partition_id = -7, .topic_id = first_id});
    EXPECT_TRUE(made.find("orders")->partitions.empty());
}
