// The programs of examples/seeds that use a connection, run against a broker in this process.
#include "support/seed_example.hpp"

namespace {

class a_connection_example : public kafka::testing::seed_example {
protected:
    std::string node() {
        kafka::client to{{.brokers = {server_.address()}}};
        return std::to_string(to.metadata(limit()).controller);
    }
};

} // namespace

TEST_F(a_connection_example, dial_leader_producer_writes_three_messages) {
    EXPECT_EQ(run("dial_leader_producer").out, "14 bytes written\n");
    auto c = kafka::dial_leader(limit(), server_.address(), "test", 0);
    std::string all;
    for (const auto& m : c.read_batch(limit())) all += m.value.str();
    EXPECT_EQ(all, "one!two!three!");
}

TEST_F(a_connection_example, connection_consumer_prints_the_values_of_one_batch) {
    fill("test", 2'000); // well over the 10 kB that it waits for
    const auto out = run("connection_consumer").out;
    EXPECT_TRUE(out.starts_with("0\n1\n2\n")) << out.substr(0, 100);
    EXPECT_NE(out.find("\n1000\n"), out.npos);
}

TEST_F(a_connection_example, seek_goes_four_ways) {
    fill("test", 200);
    EXPECT_EQ(run("seek").out, "50 behind the start: 50\n"
                               "the message at offset 50: 50\n"
                               "50 in front of the end: 150\n"
                               "10 back from here: 141\n"
                               "offset 1000000: the offset is outside the range "
                               "that the broker keeps (OFFSET_OUT_OF_RANGE)\n");
}

TEST_F(a_connection_example, offsets_by_connection_tells_of_every_partition) {
    fill("test", 7, 2);
    EXPECT_EQ(run("offsets_by_connection").out, "0\n4\ntest[0]: 0 4\ntest[1]: 0 3\n");
}

TEST_F(a_connection_example, create_topic_by_dialling_makes_it) {
    EXPECT_EQ(run("create_topic_by_dialling").out, "my-topic has partition 0\n");
}

TEST_F(a_connection_example, create_topics_at_the_controller_makes_it_once) {
    EXPECT_EQ(run("create_topics_at_the_controller").out, "my-topic is new\n");
    EXPECT_EQ(run("create_topics_at_the_controller").out, "my-topic was there already\n");
}

TEST_F(a_connection_example, leader_over_another_connection_finds_controller_and_leader) {
    fill("test", 1);
    EXPECT_EQ(run("leader_over_another_connection").out,
              "the controller is node " + node() + "\ntest[0] is led by node " + node() + "\n");
}

TEST_F(a_connection_example, list_topics_prints_each_once) {
    fill("b", 2, 2);
    fill("a", 1);
    EXPECT_EQ(run("list_topics").out, "a\nb\n");
}
