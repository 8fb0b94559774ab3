#include "../catalogue.hpp"
#include "../golden_lines.hpp"

#include "protocol/stored/broker_records.hpp"
#include "protocol/stored/config_record.hpp"
#include "protocol/stored/control_records.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "protocol/stored/group_metadata.hpp"
#include "protocol/stored/metadata_transaction_records.hpp"
#include "protocol/stored/no_op_record.hpp"
#include "protocol/stored/offset_commit.hpp"
#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/producer_ids_record.hpp"
#include "protocol/stored/register_controller_record.hpp"
#include "protocol/stored/topic_records.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::protocol;

const bool added = [] {
    add_stored<register_broker_record>("RegisterBrokerRecord");
    add_stored<unregister_broker_record>("UnregisterBrokerRecord");
    add_stored<broker_registration_change_record>("BrokerRegistrationChangeRecord");
    add_stored<register_controller_record>("RegisterControllerRecord");
    add_stored<topic_record>("TopicRecord");
    add_stored<remove_topic_record>("RemoveTopicRecord");
    add_stored<partition_record>("PartitionRecord");
    add_stored<partition_change_record>("PartitionChangeRecord");
    add_stored<config_record>("ConfigRecord");
    add_stored<feature_level_record>("FeatureLevelRecord");
    add_stored<begin_transaction_record>("BeginTransactionRecord");
    add_stored<end_transaction_record>("EndTransactionRecord");
    add_stored<abort_transaction_record>("AbortTransactionRecord");
    add_stored<producer_ids_record>("ProducerIdsRecord");
    add_stored<no_op_record>("NoOpRecord");
    return true;
}();

const bool added_control_records = [] {
    add_stored<leader_change_message>("LeaderChangeMessage");
    add_stored<snapshot_header_record>("SnapshotHeaderRecord");
    add_stored<snapshot_footer_record>("SnapshotFooterRecord");
    add_stored<kraft_version_record>("KRaftVersionRecord");
    add_stored<voters_record>("VotersRecord");
    add_stored<end_txn_marker>("EndTxnMarker");
    return true;
}();

const bool added_group_records = [] {
    add_stored<offset_commit_key>("OffsetCommitKey");
    add_stored<offset_commit_value>("OffsetCommitValue");
    add_stored<group_metadata_key>("GroupMetadataKey");
    add_stored<group_metadata_value>("GroupMetadataValue");
    return true;
}();

} // namespace

TEST(a_value_of_the_metadata_log, says_which_record_it_is) {
    topic_record topic{.name = "t"};
    buffer value;
    ASSERT_EQ(append_metadata_value(topic, 0, value), wire::errc::ok);
    EXPECT_EQ(value, from_hex("010200"
                              "0274"
                              "00000000000000000000000000000000"
                              "00"));
    const auto read = read_metadata_value(value);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->type, topic_record::type);
    EXPECT_EQ(read->version, 0);
    topic_record back;
    EXPECT_EQ(codec<topic_record>::read(read->message, back, layout_of<topic_record>(0)),
              wire::errc::ok);
    EXPECT_EQ(back, topic);
}

TEST(a_value_of_the_metadata_log, is_not_read_when_its_frame_is_of_another_version_or_cut) {
    EXPECT_FALSE(read_metadata_value(from_hex("020200")));
    EXPECT_FALSE(read_metadata_value(from_hex("000200")));
    EXPECT_FALSE(read_metadata_value(from_hex("0102")));
    EXPECT_FALSE(read_metadata_value(from_hex("01")));
    EXPECT_FALSE(read_metadata_value({}));
    EXPECT_FALSE(read_metadata_value(from_hex("01ffff0700"))); // a type beyond 16 bits
}

TEST(an_internal_topic, tells_keys_apart_by_type_and_values_by_version) {
    buffer key, value;
    ASSERT_EQ(append_key(offset_commit_key{"g", "t", 1}, key), wire::errc::ok);
    EXPECT_EQ(key, from_hex("0001"
                            "000167"
                            "000174"
                            "00000001"));
    ASSERT_EQ(append_value(offset_commit_value{.offset = 5}, 3, value), wire::errc::ok);
    EXPECT_EQ(value, from_hex("0003"
                              "0000000000000005"
                              "ffffffff"
                              "0000"
                              "0000000000000000"));
    EXPECT_EQ(read_prefixed_value(value)->prefix, 3);
    EXPECT_EQ(read_prefixed_value(value)->message.size(), value.size() - 2);
    EXPECT_FALSE(read_prefixed_value(from_hex("00")));
}

} // namespace kafka::test
