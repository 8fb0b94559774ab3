// The group programs of examples/seeds, and what the seeds say about groups.
#include "support/seed_example.hpp"

#include <algorithm>
#include <set>

#include <signal.h>

namespace {

class the_group_example : public kafka::testing::seed_example {
protected:
    /// Where a reader of the group would go on in partition 0.
    std::int64_t next_offset(const std::string& topic, const std::string& group) {
        kafka::consumer_group in{{.brokers = {server_.address()}, .id = group, .topics = {topic}}};
        const auto generation = in.next(limit());
        const auto offset = generation->assignments().at(topic).at(0).offset;
        in.close(limit());
        return offset.value();
    }
};

} // namespace

TEST_F(the_group_example, simple_consumer_reads_a_topic_once_however_often_it_is_run) {
    fill("example-topic", 3);
    const auto out = run("simple_consumer").out;
    EXPECT_TRUE(out.starts_with("Message at offset 0: key = key, value = 0\n")) << out;
    EXPECT_EQ(next_offset("example-topic", "example-group"), 3);
    fill("example-topic", 1);
    EXPECT_EQ(run("simple_consumer").out, "Message at offset 3: key = key, value = 0\n");
}

TEST_F(the_group_example, manual_commit_commits_each_message) {
    fill("example-topic", 4);
    run("manual_commit");
    EXPECT_EQ(next_offset("example-topic", "example-group"), 4);
}

TEST_F(the_group_example, group_batches_works_on_ten_at_a_time) {
    fill("test_topic", 13);
    const auto out = run("group_batches").out;
    EXPECT_TRUE(out.starts_with("a round of 10\n0\n1\n")) << out;
    EXPECT_NE(out.find("a round of 3\n10\n"), out.npos) << out;
    EXPECT_EQ(next_offset("test_topic", "demo"), 13);
}

TEST_F(the_group_example, group_one_by_one_marks_what_it_has_printed) {
    fill("test_topic", 3);
    EXPECT_EQ(run("group_one_by_one").out, "0\n1\n2\n");
    EXPECT_EQ(next_offset("test_topic", "demo"), 3);
}

TEST_F(the_group_example, group_reader_answers_as_the_seed_says) {
    fill("test", 3);
    const auto out = run("group_reader").out;
    EXPECT_TRUE(out.starts_with("set_offset: ")) << "SetOffset will return an error: " << out;
    EXPECT_NE(out.find("message at topic/partition/offset test/0/2: key = 2\n"), out.npos) << out;
    EXPECT_NE(out.find("offset -1, lag -1\n"), out.npos) << "always -1 with a group: " << out;
    EXPECT_NE(out.find("test/0: offset 3, lag 0\n"), out.npos) << out;
}

TEST_F(the_group_example, interval_commits_are_there_after_close) {
    fill("topic-A", 50);
    EXPECT_EQ(run("interval_commits").out, "50 messages\n");
    EXPECT_EQ(next_offset("topic-A", "consumer-group-id"), 50);
}

TEST_F(the_group_example, start_at_the_end_reads_only_what_is_new) {
    fill("test", 5);
    EXPECT_EQ(run("start_at_the_end").out, "nothing new\nfrom now on\n");
}

TEST_F(the_group_example, consume_loop_puts_what_it_cannot_handle_aside) {
    fill("test", 6);
    EXPECT_EQ(run("consume_loop").out, "offset 3: three is too much\n");
    EXPECT_EQ(next_offset("test", "workers"), 6) << "the position moves on";
    kafka::reader dead{{.brokers = {server_.address()}, .topic = "test-dead-letters"}};
    EXPECT_EQ(dead.fetch_message(limit())->value, "3");
}

TEST_F(the_group_example, automatic_commit_needs_no_commit_messages) {
    fill("test", 3);
    EXPECT_EQ(run("automatic_commit").out, "0\n1\n2\n");
    EXPECT_EQ(next_offset("test", "consumer-group-id"), 3);
}

TEST_F(the_group_example, range_balancer_reads_and_commits) {
    fill("test", 3);
    EXPECT_EQ(run("range_balancer").out, "0\n1\n2\n");
    EXPECT_EQ(next_offset("test", "consumer-group-id"), 3);
}

TEST_F(the_group_example, asynchronous_commit_commits_the_highest) {
    fill("test", 500);
    EXPECT_EQ(run("asynchronous_commit").out, "500 messages\n");
    EXPECT_EQ(next_offset("test", "consumer-group-id"), 500);
}

TEST_F(the_group_example, parallel_consumers_read_everything_together) {
    fill("test", 100, 6);
    const auto out = run("parallel_consumers").out;
    EXPECT_GE(std::stoi(out), 100);
}

TEST_F(the_group_example, generations_come_one_after_another) {
    fill("test", 2);
    EXPECT_EQ(run("generations").out, "test/0: 0\ngoes on at offset 1\n");
}

TEST_F(the_group_example, close_on_signal_leaves_the_group_at_once) {
    fill("topic-A", 2);
    kafka::testing::running_program program(command("close_on_signal"));
    ASSERT_TRUE(program.wait_for_line("message at offset 1: key = 1"));
    program.signal(SIGINT);
    EXPECT_TRUE(program.wait_for_line("left the group"));
    EXPECT_EQ(program.wait_for_exit(), 0);
    EXPECT_EQ(next_offset("topic-A", "group-A"), 2) << "and nobody waits for its session to end";
}

TEST_F(the_group_example, close_on_signal_ends_at_once_at_the_second_signal) {
    kafka::testing::running_program program({command("close_on_signal")[0], "127.0.0.1:1"});
    program.signal(SIGINT); // perhaps before it has set its handlers
    program.signal(SIGINT);
    EXPECT_TRUE(program.wait_for_exit());
}

TEST_F(the_group_example, that_is_killed_is_replaced_when_its_session_ends) {
    fill("topic-A", 2, 2);
    auto with_short_session = command("close_on_signal");
    with_short_session.push_back("6"); // seconds
    kafka::testing::running_program doomed(with_short_session);
    ASSERT_TRUE(doomed.wait_for_line("message at offset 0"));
    ASSERT_TRUE(doomed.wait_for_line("message at offset 0"));
    kafka::reader other{
        {.brokers = {server_.address()}, .topic = "topic-A", .group_id = "group-A"}};
    while (other.positions().size() != 1) try {
            other.read_message(kafka::context::after(std::chrono::milliseconds(20)));
        } catch (const kafka::error&) { // until both share the two partitions
        }
    doomed.signal(SIGKILL);
    ASSERT_TRUE(doomed.wait_for_exit());
    fill("topic-A", 2, 2);
    std::set<std::int32_t> partitions;
    while (partitions.size() < 2) partitions.insert(other.read_message(limit())->partition);
    EXPECT_EQ(other.positions().size(), 2u);
}

TEST_F(the_group_example, one_partition_is_read_by_one_consumer_of_a_group_and_groups_are_apart) {
    fill("test", 4, 2);
    const auto join = [&](const std::string& group) {
        return kafka::reader{{.brokers = {server_.address()}, .topic = "test", .group_id = group}};
    };
    auto alone = join("other");
    std::vector<std::string> all;
    for (int i = 0; i < 4; ++i) all.push_back(alone.read_message(limit())->value.str());
    std::ranges::sort(all);
    EXPECT_EQ(all, (std::vector<std::string>{"0", "1", "2", "3"})) << "each group reads it all";
    auto one = join("shared");
    std::vector<std::string> shared;
    for (int i = 0; i < 4; ++i) shared.push_back(one.read_message(limit())->value.str());
    std::ranges::sort(shared);
    EXPECT_EQ(shared, all);
}
