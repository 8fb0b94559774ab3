// kill -9 of the broker again and again under a producer: nothing acknowledged is lost, nothing is
// there twice, nothing changes place. This proves survival of a killed process; loss of power is
// power_cut_test's.
#include "crash/numbered_producer.hpp"
#include "support/broker_process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace std::chrono_literals;
using kafka::testing::numbered_producer;

constexpr int kills = 150; // for each of the two producers

void make_topic(const std::string& broker) {
    kafka::client client{{.brokers = {broker}}};
    const auto made =
        client.create_topics(kafka::context::after(20s), {{.topic = "numbers", .partitions = 1}});
    ASSERT_FALSE(made.at(0).error) << made.at(0).error.message();
}

/// The values of the topic from the start to the end that it has now.
std::vector<std::int64_t> read_all(const std::string& broker) {
    kafka::client client{{.brokers = {broker}}};
    const auto end =
        client.list_offsets(kafka::context::after(20s), {{{"numbers", 0}, kafka::last_offset}});
    kafka::reader reader{{.brokers = {broker}, .topic = "numbers", .partition = 0}};
    std::vector<std::int64_t> values;
    while (static_cast<std::int64_t>(values.size()) < end.at(0).offset) {
        auto batch = reader.fetch_batch(kafka::context::after(20s));
        for (const kafka::message& m : batch) values.push_back(std::stoll(m.value.str()));
    }
    return values;
}

void expect_every_number_once_and_in_order(const std::vector<std::int64_t>& values,
                                           std::int64_t count) {
    ASSERT_EQ(static_cast<std::int64_t>(values.size()), count);
    for (std::size_t i = 0; i < values.size(); ++i)
        ASSERT_EQ(values[i], static_cast<std::int64_t>(i)) << "at offset " << i;
}

/// Kills at moments that acknowledgements choose: some at once after the start, some under full
/// load.
void kill_again_and_again(kafka::testing::broker_process& broker, numbered_producer& producer) {
    std::mt19937 random(20260101);
    for (int i = 0; i < kills; ++i) {
        const auto more = static_cast<std::int64_t>(random() % 3 == 0 ? 1 : random() % 2000);
        ASSERT_TRUE(producer.wait_for_acknowledged(producer.acknowledged() + more, 60s))
            << "stuck after " << i << " kills: " << producer.state();
        broker.kill();
        broker.start();
    }
}

void run_loop(std::unique_ptr<numbered_producer> (*make)(const std::string& broker)) {
    kafka::testing::scratch_directory directory;
    kafka::testing::broker_process broker(directory.path() + "/data");
    broker.start();
    make_topic(broker.address());
    auto producer = make(broker.address());
    kill_again_and_again(broker, *producer);
    const auto sent = producer->finish();
    EXPECT_EQ(producer->acknowledged(), sent) << producer->state();
    EXPECT_EQ(producer->failed(), 0);
    expect_every_number_once_and_in_order(read_all(broker.address()), sent);
    EXPECT_EQ(broker.stop(), 0);
    broker.start();
    expect_every_number_once_and_in_order(read_all(broker.address()), sent);
}

} // namespace

TEST(a_broker_killed_under_load, loses_and_repeats_nothing_of_our_writer) {
    run_loop(kafka::testing::make_our_producer);
}

TEST(a_broker_killed_under_load, loses_and_repeats_nothing_of_librdkafka) {
    run_loop(kafka::testing::make_librdkafka_producer);
}
