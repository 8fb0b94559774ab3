#include "storage/directory.hpp"
#include "storage/partition_metadata.hpp"
#include "storage/text_file.hpp"
#include "support/memory_file_system.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
using kafka::testing::disk_operation;
using storage::errc;

namespace {

class a_data_directory : public testing::Test {
protected:
    kafka::testing::memory_file_system disk;

    storage::result<std::unique_ptr<storage::directory>> open(std::int32_t node = 1) {
        return storage::directory::open(disk, {.path = "/srv/kafka", .node_id = node});
    }

    void write(const std::string& path, std::string_view text) {
        EXPECT_FALSE(storage::write_atomically(disk, path, text));
    }

    std::string words_of_a_refusal() {
        const auto opened = open();
        EXPECT_FALSE(opened);
        return opened ? "" : opened.error().text;
    }
};

const storage::topic_partition orders{"orders", 3};

} // namespace

TEST_F(a_data_directory, is_made_and_formatted_when_it_is_absent) {
    const auto made = open();
    ASSERT_TRUE(made) << made.error().text;
    EXPECT_TRUE((*made)->is_fresh());
    EXPECT_TRUE((*made)->was_clean());
    EXPECT_EQ((*made)->meta().cluster_id.size(), 22u);
    EXPECT_EQ(disk.text("/srv/kafka/meta.properties"),
              "#\ncluster.id=" + (*made)->meta().cluster_id +
                  "\ndirectory.id=" + (*made)->meta().directory_id + "\nnode.id=1\nversion=1\n");
}

TEST_F(a_data_directory, keeps_its_identity) {
    const auto first = (*open())->meta();
    const auto again = open();
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->meta(), first);
    EXPECT_FALSE((*again)->is_fresh());
    EXPECT_FALSE((*again)->was_clean());
}

TEST_F(a_data_directory, is_there_with_its_identity_after_a_loss_of_power) {
    const auto meta = (*open())->meta();
    for (std::uint64_t seed = 0; seed < 20; ++seed) disk.lose_power(seed);
    const auto again = open();
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->meta(), meta);
}

TEST_F(a_data_directory, has_one_owner) {
    const auto owner = open();
    EXPECT_EQ(words_of_a_refusal(),
              "the data directory /srv/kafka is in use by another process (a broker or Apache "
              "Kafka).\nStop that one, or choose another directory.");
}

TEST_F(a_data_directory, reads_what_java_writes) {
    (void)open();
    write("/srv/kafka/meta.properties", "#\n#Sat Nov 21 12:00:00 UTC 2026\nnode.id=1\n"
                                        "directory.id=gXEFyXnfQAGV7Z-S3_Ah6g\nversion=1\n"
                                        "cluster.id=MkU3OEVBNTcwNTJENDM2Qg\n");
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ((*opened)->meta().cluster_id, "MkU3OEVBNTcwNTJENDM2Qg");
    EXPECT_EQ((*opened)->meta().directory_id, "gXEFyXnfQAGV7Z-S3_Ah6g");
}

TEST_F(a_data_directory, without_a_directory_id_gets_one) {
    (void)open();
    write("/srv/kafka/meta.properties", "node.id=1\nversion=1\ncluster.id=abc\n");
    const auto given = (*open())->meta().directory_id;
    EXPECT_EQ(given.size(), 22u);
    EXPECT_EQ((*open())->meta().directory_id, given);
}

TEST_F(a_data_directory, of_a_later_version_is_refused_in_words) {
    (void)open();
    write("/srv/kafka/meta.properties", "node.id=1\nversion=2\ncluster.id=abc\n");
    EXPECT_EQ(words_of_a_refusal(),
              "/srv/kafka/meta.properties is of version 2, and this broker knows only version "
              "1.\nStart the newer program that wrote it, or choose another directory.");
}

TEST_F(a_data_directory, of_kafka_with_zookeeper_is_refused_in_words) {
    (void)open();
    write("/srv/kafka/meta.properties", "broker.id=1\nversion=0\ncluster.id=abc\n");
    EXPECT_NE(words_of_a_refusal().find("of Kafka with ZooKeeper"), std::string::npos);
}

TEST_F(a_data_directory, of_another_node_is_refused_in_words) {
    (void)open();
    const auto opened = open(7);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text.find("belongs to node 1, and this is node 7"), std::string::npos);
}

TEST_F(a_data_directory, is_not_made_of_a_folder_with_other_files) {
    disk.make_directory("/srv");
    disk.make_directory("/srv/kafka");
    write("/srv/kafka/thesis.doc", "x");
    EXPECT_NE(words_of_a_refusal().find("thesis.doc"), std::string::npos);
    EXPECT_FALSE(disk.exists("/srv/kafka/meta.properties"));
}

TEST_F(a_data_directory, that_may_not_be_written_is_named_with_the_reason) {
    disk.fault = [](disk_operation op, const std::string&) {
        return op == disk_operation::make ? std::make_error_code(std::errc::read_only_file_system)
                                          : std::error_code{};
    };
    EXPECT_EQ(words_of_a_refusal(),
              "cannot make the data directory /srv/kafka: Read-only file system.\nRun as its "
              "owner, or choose another directory.");
}

TEST_F(a_data_directory, was_left_cleanly_only_once) {
    EXPECT_FALSE((*open())->mark_clean());
    EXPECT_EQ(disk.text("/srv/kafka/.kafka_cleanshutdown"), R"({"version":0,"brokerEpoch":-1})");
    EXPECT_TRUE((*open())->was_clean());
    EXPECT_FALSE((*open())->was_clean());
}

TEST_F(a_data_directory, does_not_find_its_clean_mark_again_after_a_loss_of_power) {
    EXPECT_FALSE((*open())->mark_clean());
    (void)open();
    for (std::uint64_t seed = 0; seed < 20; ++seed) disk.lose_power(seed);
    EXPECT_FALSE((*open())->was_clean());
}

TEST_F(a_data_directory, lists_its_partitions_with_their_topic_ids) {
    const auto opened = open();
    const auto id = kafka::uuid::random();
    ASSERT_TRUE((*opened)->make_partition(orders, id));
    disk.make_directory("/srv/kafka/bare-0");
    disk.make_directory("/srv/kafka/gone-0.0123456789abcdef0123456789abcdef-delete");
    disk.make_directory("/srv/kafka/orders-3-stray");
    const auto found = (*opened)->partitions();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ((*found)[0].of.topic, "bare");
    EXPECT_EQ((*found)[0].topic_id, std::nullopt);
    EXPECT_EQ((*found)[1].of, orders);
    EXPECT_EQ((*found)[1].topic_id, id);
    EXPECT_EQ(disk.text("/srv/kafka/orders-3/partition.metadata"),
              "version: 0\ntopic_id: " + to_string(id));
    EXPECT_EQ((*opened)->doomed().size(), 1u);
}

TEST_F(a_data_directory, makes_partitions_that_outlive_a_loss_of_power) {
    const auto id = kafka::uuid::random();
    const auto opened = open();
    ASSERT_TRUE((*opened)->make_partition(orders, id));
    for (std::uint64_t seed = 0; seed < 20; ++seed) disk.lose_power(seed);
    EXPECT_EQ((*(*opened)->partitions())[0].topic_id, id);
}

TEST_F(a_data_directory, keeps_a_folder_whose_creation_was_cut_short_before_it_was_safe) {
    (void)open();
    disk.make_directory("/srv/kafka/orders-3");
    const auto id = kafka::uuid::random();
    const auto opened = open();
    ASSERT_TRUE((*opened)->make_partition(orders, id));
    for (std::uint64_t seed = 0; seed < 20; ++seed) disk.lose_power(seed);
    const auto found = (*opened)->partitions();
    ASSERT_EQ(found->size(), 1u);
    EXPECT_EQ((*found)[0].topic_id, id);
}

TEST_F(a_data_directory, does_not_give_a_folder_to_another_topic_of_the_same_name) {
    const auto opened = open();
    const auto id = kafka::uuid::random();
    ASSERT_TRUE((*opened)->make_partition(orders, id));
    EXPECT_TRUE((*opened)->make_partition(orders, id));
    EXPECT_FALSE((*opened)->make_partition(orders, kafka::uuid::random()));
}

TEST_F(a_data_directory, removes_a_partition_for_sure_before_its_files_are_unlinked) {
    const auto opened = open();
    ASSERT_TRUE((*opened)->make_partition(orders, kafka::uuid::random()));
    const auto doomed = (*opened)->doom_partition(orders);
    ASSERT_TRUE(doomed);
    EXPECT_TRUE(doomed->starts_with("/srv/kafka/orders-3."));
    for (std::uint64_t seed = 0; seed < 20; ++seed) disk.lose_power(seed);
    EXPECT_TRUE((*opened)->partitions()->empty());
    EXPECT_EQ((*opened)->doomed(), std::vector{*doomed});
    EXPECT_FALSE(storage::remove_tree(disk, *doomed));
    EXPECT_TRUE((*opened)->doomed().empty());
}

TEST_F(a_data_directory, remembers_offsets_of_partitions) {
    const auto opened = open();
    namespace checkpoint = storage::checkpoint;
    EXPECT_TRUE((*opened)->read_checkpoint(checkpoint::recovery_points)->empty());
    const storage::offset_map offsets{{orders, 42}, {{"a", 0}, 7}};
    EXPECT_FALSE((*opened)->write_checkpoint(checkpoint::recovery_points, offsets));
    EXPECT_EQ(*(*opened)->read_checkpoint(checkpoint::recovery_points), offsets);
    EXPECT_EQ(disk.text("/srv/kafka/recovery-point-offset-checkpoint"),
              "0\n2\na 0 7\norders 3 42\n");
}

TEST_F(a_data_directory, refuses_a_checkpoint_that_is_not_one) {
    const auto opened = open();
    for (const auto* text : {"0\n1\n", "0\n1\na 0\n", "0\n2\na 0 1\n", "0\n1\na 0 1x\n", "0\nx\n",
                             "0\n1\na -1 1\n", "0\n"}) {
        write("/srv/kafka/recovery-point-offset-checkpoint", text);
        const auto read = (*opened)->read_checkpoint(storage::checkpoint::recovery_points);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, errc::corrupt);
    }
    write("/srv/kafka/recovery-point-offset-checkpoint", "1\n0\n");
    EXPECT_EQ((*opened)->read_checkpoint(storage::checkpoint::recovery_points).error().code,
              errc::newer_format);
}
