// The programs of docs/tutorial, run against a broker in this process as the pages tell it.
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

#include <signal.h>

namespace {

using kafka::testing::running_program;

class the_tutorial : public ::testing::Test {
protected:
    void SetUp() override {
        kafka::client to{{.brokers = {server_.address()}}};
        to.create_topics(limit(), {{.topic = "orders", .partitions = 3}});
    }

    std::vector<std::string> command(const std::string& name) const {
        return {kafka::testing::build_directory() + "/bin/examples/tutorial/" + name,
                server_.address()};
    }
    std::string output_of(const std::string& name) const {
        const auto result = kafka::testing::run_program(command(name));
        EXPECT_EQ(result.exit_code, 0) << name << ": " << result.out << result.err;
        return result.out;
    }
    static kafka::context limit() { return kafka::context::after(std::chrono::seconds(20)); }

    /// The next message of a partition.
    kafka::message first_of(const std::string& topic, std::int32_t partition) const {
        kafka::reader from{
            {.brokers = {server_.address()}, .topic = topic, .partition = partition}};
        return from.fetch_message(limit())->detach();
    }
    void write(int partition, const std::string& value) {
        kafka::writer to{{.brokers = {server_.address()}, .topic = "orders"}};
        to.write_messages(limit(), {{.key = "anna", .value = value, .partition = partition}});
    }

    kafka::testing::scratch_directory directory_;
    kafka::broker::server server_{{.data_directory = directory_.path(), .nodes = {{.port = 0}}}};
};

} // namespace

TEST_F(the_tutorial, writes_three_orders_that_its_reader_prints_until_it_is_stopped) {
    EXPECT_EQ(output_of("produce"), "3 orders written\n");
    running_program reading(command("consume"));
    EXPECT_TRUE(reading.wait_for_line("bob = coffee") || reading.wait_for_line("anna = cake"));
    write(0, "later");
    EXPECT_TRUE(reading.wait_for_line("anna = later"));
    reading.signal(SIGINT);
    EXPECT_TRUE(reading.wait_for_line("closed"));
    EXPECT_EQ(reading.wait_for_exit(), 0);
}

TEST_F(the_tutorial, writes_records_with_all_that_they_may_have) {
    EXPECT_EQ(output_of("produce_records"), "5 records written\n");
    EXPECT_EQ(first_of("tea", 0).value, "to another");
    EXPECT_EQ(first_of("orders", 2).value, "late");
    kafka::reader all{{.brokers = {server_.address()}, .topic = "orders"}};
    int tombstones = 0;
    std::size_t headers = 0;
    for (int i = 0; i < 3; ++i) {
        const auto m = all.fetch_message(limit());
        tombstones += m->value.is_null();
        headers += m->headers.size();
    }
    EXPECT_EQ(tombstones, 1);
    EXPECT_EQ(headers, 2u);
}

TEST_F(the_tutorial, is_told_of_every_record_that_it_posts_and_reads_them_in_batches) {
    EXPECT_EQ(output_of("produce_many"), "100000 written, 0 failed, 0 undelivered\n");
    EXPECT_EQ(output_of("consume_batches"), "100000 numbers, sum 4999950000\n");
}

TEST_F(the_tutorial, tells_apart_how_writes_fail) {
    const auto out = output_of("produce_failures");
    EXPECT_EQ(out, "too large\n"
                   "record 0: the broker's check refused a record (INVALID_RECORD), not persisted\n"
                   "record 0: timed out, possibly persisted\n");
}

TEST_F(the_tutorial, starts_and_ends_where_it_says) {
    write(0, "tea");
    write(0, "cake");
    EXPECT_EQ(output_of("consume_places"), "0: tea\n1: cake\nin the last quarter of an hour: tea\n"
                                           "nothing new\nagain: tea\n");
}

TEST_F(the_tutorial, moves_partitions_between_two_members_of_a_group) {
    running_program first(command("groups"));
    ASSERT_TRUE(first.wait_for_line("assigned orders/0 orders/1 orders/2"));
    write(0, "tea");
    EXPECT_TRUE(first.wait_for_line("anna pays for tea"));
    running_program second(command("groups"));
    ASSERT_TRUE(first.wait_for_line("revoked orders/"));
    ASSERT_TRUE(second.wait_for_line("assigned orders/"));
    second.signal(SIGINT);
    EXPECT_EQ(second.wait_for_exit(), 0);
    EXPECT_TRUE(first.wait_for_line("assigned orders/")) << "at once, since the other one left";
    first.signal(SIGINT);
    EXPECT_EQ(first.wait_for_exit(), 0);
}

TEST_F(the_tutorial, commits_by_hand_and_sets_the_group_back) {
    for (int i = 0; i < 5; ++i) write(0, std::to_string(i));
    EXPECT_EQ(output_of("groups_by_hand"), "shipped 0\nshipped 1\nshipped 2\n");
    EXPECT_EQ(output_of("groups_seen"), "lag 2\npartition 0 starts again\n");
    EXPECT_EQ(output_of("groups_by_hand"), "shipped 0\nshipped 1\nshipped 2\n");
}

TEST_F(the_tutorial, has_tests_of_an_application_that_pass) {
    const auto out = output_of("orders_test");
    EXPECT_NE(out.find("[  PASSED  ] 3 tests."), out.npos) << out;
}
