#include "cli/classic_group_text.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

using namespace kafka;
using namespace kafka::detail::cli;

TEST(the_classic_offsets, have_the_columns_of_kafkas_tool) {
    lag_row read{.group = "live4", .partition = {"p4", 2}, .committed = 4, .log = {0, 4, -1}};
    read.consumer_id = "console-consumer-e8dd4e34-532c-4";
    read.host = "/127.0.0.1";
    read.client_id = "console-consumer";
    const lag_row idle{.group = "g1", .partition = {"log1", 0}, .committed = 5, .log = {0, 5, -1}};
    EXPECT_EQ(
        offsets_text({read, idle}, false),
        "\nGROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG       "
        "      CONSUMER-ID                      HOST            CLIENT-ID\n"
        "live4           p4              2          4               4               0         "
        "      console-consumer-e8dd4e34-532c-4 /127.0.0.1      console-consumer\n"
        "g1              log1            0          5               5               0         "
        "      -                                -               -\n");
}

TEST(the_classic_members, have_an_instance_column_only_when_one_is_static) {
    group_info group{.id = "g"};
    group.members.push_back(
        {.id = "m", .client_id = "c", .client_host = "/h", .partitions = {{"t", 0}, {"t", 1}}});
    EXPECT_EQ(members_text(group, false),
              "\nGROUP           CONSUMER-ID     HOST            CLIENT-ID       #PARTITIONS     \n"
              "g               m               /h              c               2               \n");
    group.members[0].instance_id = "one";
    EXPECT_NE(members_text(group, false).find("GROUP-INSTANCE-ID"), std::string::npos);
    EXPECT_NE(members_text(group, true).find("t:0,1"), std::string::npos);
}

TEST(the_classic_state, names_the_coordinator) {
    const group_info group{.id = "live4", .state = "Stable", .balancer = "range", .members = {{}}};
    EXPECT_EQ(
        state_text(group, "127.0.0.1:22092  (1)", false),
        "\nGROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE                "
        "#MEMBERS\n"
        "live4           127.0.0.1:22092  (1)      range                Stable               "
        "1\n");
}

TEST(the_classic_listing, has_a_column_for_each_filter) {
    const std::vector<group_listing> groups{{"g", "consumer", "Empty", "classic"}};
    EXPECT_EQ(listing_text(groups, true, true),
              "GROUP                     TYPE                 STATE               \n"
              "g                         Classic              Empty               \n");
}

TEST(the_classic_plan, is_a_table_with_the_new_offsets) {
    EXPECT_EQ(
        plan_text({{"g1", {{{"log1", 0}, {}, 0}}}}),
        "\nGROUP                          TOPIC                          PARTITION  NEW-OFFSET"
        "     \n"
        "g1                             log1                           0          0         "
        "     \n");
}

TEST(the_classic_errors, have_the_words_of_java) {
    EXPECT_EQ(java_words(broker_errc::group_id_not_found, "nope"),
              "org.apache.kafka.common.errors.GroupIdNotFoundException: Group nope not found.");
    EXPECT_EQ(remark_on({.id = "g1", .state = "Empty"}),
              "\nConsumer group 'g1' has no active members.");
    EXPECT_EQ(remark_on({.id = "g1", .state = "Stable"}), "");
}
