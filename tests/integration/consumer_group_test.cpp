// kafka::consumer_group and its generations.
#include "support/group_readers.hpp"

#include <kafka/consumer_group.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;

namespace {

kafka::consumer_group member_of(reading_group& group, kafka::consumer_group_options options = {}) {
    options.brokers = {group.broker().address()};
    options.id = "g";
    if (options.topics.empty()) options.topics = {"numbers"};
    options.backoff_min = 5ms;
    options.backoff_max = 50ms;
    return kafka::consumer_group(std::move(options));
}

std::error_code code_of(const std::function<void()>& f) {
    try {
        f();
    } catch (const kafka::error& e) {
        return e.code();
    }
    return {};
}

} // namespace

TEST(a_consumer_group, gives_a_generation_with_all_partitions_to_its_only_member) {
    reading_group group(3);
    auto member = member_of(group);
    const auto first = member.next(limit());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->group_id(), "g");
    EXPECT_FALSE(first->member_id().empty());
    ASSERT_EQ(first->assignments().at("numbers").size(), 3u);
    EXPECT_EQ(first->assignments().at("numbers")[2].id, 2);
    EXPECT_EQ(first->assignments().at("numbers")[2].offset,
              kafka::start_offset(kafka::first_offset));
    member.close();
}

TEST(a_consumer_group, tells_in_the_next_generation_what_was_committed_in_the_last) {
    reading_group group(1);
    auto member = member_of(group);
    auto first = *member.next(limit());
    first.commit_offsets(limit(), {{{"numbers", 0}, 7}});
    EXPECT_EQ(group.committed(0), 7) << "nothing is added to it";
    first.commit_offsets(limit(), {{{"numbers", 0}, 4}});
    EXPECT_EQ(group.committed(0), 4) << "it may go back";
    first.start([](std::stop_token) {}); // returns at once, which ends the generation
    const auto second = *member.next(limit());
    EXPECT_GT(second.id(), first.id());
    EXPECT_EQ(second.member_id(), first.member_id());
    EXPECT_EQ(second.assignments().at("numbers").at(0).offset, kafka::start_offset(4));
    EXPECT_EQ(code_of([&] {
                  first.commit_offsets(limit(), {{{"numbers", 0}, 5}});
              }),
              kafka::errc::generation_ended);
    member.close();
}

TEST(a_consumer_group, ends_its_generation_when_another_member_comes) {
    reading_group group(2);
    auto one = member_of(group);
    auto first = *one.next(limit());
    std::atomic<bool> told = false;
    first.start([&](std::stop_token ended) {
        while (!ended.stop_requested()) std::this_thread::yield();
        told = true;
    });
    auto other = member_of(group);
    const auto theirs = *other.next(limit());
    EXPECT_TRUE(told);
    const auto second = *one.next(limit());
    EXPECT_EQ(second.id(), theirs.id());
    EXPECT_EQ(second.assignments().at("numbers").size(), 1u);
    EXPECT_EQ(theirs.assignments().at("numbers").size(), 1u);
    one.close();
    other.close();
}

TEST(a_consumer_group, calls_work_of_a_past_generation_with_a_stopped_token) {
    reading_group group(1);
    auto member = member_of(group);
    auto first = *member.next(limit());
    member.close();
    EXPECT_TRUE(first.ended().stop_requested());
    std::atomic<int> seen = 0;
    first.start([&](std::stop_token ended) { seen = ended.stop_requested() ? 1 : 2; });
    while (seen == 0) std::this_thread::yield();
    EXPECT_EQ(seen, 1);
}

TEST(a_consumer_group, has_no_more_generations_once_it_is_closed) {
    reading_group group(1);
    auto member = member_of(group);
    member.next(limit());
    std::jthread closing([&] { member.close(); });
    EXPECT_FALSE(member.next(limit()));
    auto unused = member_of(group);
    unused.close();
    EXPECT_FALSE(unused.next(limit()));
}

TEST(a_consumer_group, gives_a_generation_without_partitions_to_a_member_too_many) {
    reading_group group(1);
    auto one = member_of(group);
    one.next(limit());
    auto other = member_of(group);
    const auto a = *other.next(limit());
    const auto b = *one.next(limit());
    EXPECT_EQ(a.assignments().size() + b.assignments().size(), 1u);
    one.close();
    other.close();
}

TEST(a_consumer_group, tells_all_mistakes_of_its_options_at_once) {
    try {
        kafka::consumer_group({.id = "",
                               .group_balancers = {kafka::cooperative_sticky_group_balancer()},
                               .heartbeat_interval = 0ms,
                               .rebalance_timeout = 0ms});
        FAIL();
    } catch (const kafka::error& e) {
        const std::string text = e.what();
        for (const auto* name : {"brokers", "id", "topics", "group_balancers", "heartbeat_interval",
                                 "rebalance_timeout"})
            EXPECT_NE(text.find(name), text.npos) << name << " in " << text;
    }
}
