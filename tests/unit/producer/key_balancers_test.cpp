// The balancers that hash keys, beside what the clients do that they agree with.
#include "producer/fnv1a.hpp"
#include "producer/key_balancer.hpp"
#include "producer/partitioner.hpp"
#include "support/places.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <numeric>
#include <set>

namespace producer = kafka::detail::producer;

namespace {

std::vector<std::int32_t> partitions(int count) {
    std::vector<std::int32_t> out(static_cast<std::size_t>(count));
    std::iota(out.begin(), out.end(), 0);
    return out;
}

std::string key_of(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; hex != "empty" && i < hex.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return out;
}

using rules = std::map<std::string, kafka::balancer_pointer>;

/// How many choices of a file ours were compared with.
int compare_with(const std::string& peer, const rules& ours) {
    std::ifstream in(kafka::testing::source_directory() + "/tests/data/balancers/" + peer + ".txt");
    std::string line;
    std::getline(in, line); // says what the file is
    int compared = 0;
    std::string rule;
    std::string key;
    for (int count = 0, choice = 0; in >> rule >> key >> count >> choice; ++compared) {
        const auto bytes = key_of(key);
        EXPECT_EQ(ours.at(rule)->choose({.key = bytes}, partitions(count)), choice)
            << peer << ": " << rule << " of " << key << " among " << count;
    }
    return compared;
}

std::set<std::int32_t> chosen(const kafka::balancer_pointer& balancer, kafka::bytes_view key,
                              int times) {
    std::set<std::int32_t> out;
    const auto ten = partitions(10);
    for (int i = 0; i < times; ++i) out.insert(balancer->choose({.key = key}, ten));
    return out;
}

} // namespace

TEST(balancers_of_keys, agree_with_kafka_go) {
    EXPECT_EQ(compare_with("kafka_go",
                           {{"hash", kafka::hash()},
                            {"reference_hash", kafka::reference_hash()},
                            {"crc32_consistent", kafka::crc32_balancer({.consistent = true})},
                            {"murmur2_consistent", kafka::murmur2_balancer({.consistent = true})}}),
              1664);
}

TEST(balancers_of_keys, agree_with_sarama) {
    EXPECT_EQ(
        compare_with("sarama", {{"hash", kafka::hash()},
                                {"reference_hash", kafka::reference_hash()},
                                {"crc32_consistent", kafka::crc32_balancer({.consistent = true})},
                                {"murmur2_consistent", kafka::murmur2_balancer()}}),
        1664);
}

TEST(balancers_of_keys, agree_with_librdkafka) {
    EXPECT_EQ(
        compare_with("librdkafka", {{"consistent", kafka::crc32_balancer({.consistent = true})},
                                    {"consistent_random", kafka::crc32_balancer()},
                                    {"murmur2", kafka::murmur2_balancer({.consistent = true})},
                                    {"murmur2_random", kafka::murmur2_balancer()},
                                    {"fnv1a", producer::fnv1a_balancer({.consistent = true})},
                                    {"fnv1a_random", producer::fnv1a_balancer({})}}),
        2488);
}

TEST(balancers_of_keys, agree_with_java) {
    EXPECT_EQ(compare_with("java", {{"murmur2", kafka::murmur2_balancer()}}), 416);
}

TEST(a_hash_balancer, sends_records_without_a_key_to_each_partition_in_turn) {
    producer::shared_balancer of_writer{.balancer = kafka::hash()};
    producer::partitioner orders(of_writer);
    producer::partitioner events(of_writer);
    const auto three = partitions(3);
    EXPECT_FALSE(orders.sticks({}));
    EXPECT_EQ(orders.choose({}, three), 0);
    EXPECT_EQ(orders.choose({}, three), 1);
    EXPECT_EQ(events.choose({}, three), 0);
    EXPECT_EQ(orders.choose({}, three), 2);
    EXPECT_EQ(orders.choose({}, three), 0);
}

TEST(a_hash_balancer, hashes_an_empty_key) {
    EXPECT_EQ(chosen(kafka::hash(), "", 20).size(), 1u);
    EXPECT_EQ(chosen(kafka::hash(), nullptr, 20).size(), 10u);
}

TEST(a_hash_balancer, takes_any_hash_and_drops_the_sign_of_its_remainder) {
    const auto lowest = [](std::string_view) { return 0x80000000u; }; // has no positive counterpart
    const auto minus_seven = [](std::string_view) { return static_cast<std::uint32_t>(-7); };
    EXPECT_EQ(kafka::hash(lowest)->choose({.key = "k"}, partitions(10)), 8);
    EXPECT_EQ(kafka::hash(minus_seven)->choose({.key = "k"}, partitions(5)), 2);
    EXPECT_EQ(kafka::reference_hash(lowest)->choose({.key = "k"}, partitions(10)), 0);
    EXPECT_EQ(kafka::reference_hash(minus_seven)->choose({.key = "k"}, partitions(10)),
              (0x7fffffff - 6) % 10);
}

TEST(a_balancer_of_keys, sticks_without_a_key_unless_it_is_consistent) {
    for (const auto& loose : {kafka::reference_hash(), kafka::crc32_balancer(),
                              kafka::murmur2_balancer(), producer::fnv1a_balancer({})})
        EXPECT_TRUE(loose->sticky_without_key()) << loose->name();
    const kafka::key_balancing options{.consistent = true};
    for (const auto& consistent : {kafka::crc32_balancer(options), kafka::murmur2_balancer(options),
                                   producer::fnv1a_balancer(options)}) {
        EXPECT_FALSE(consistent->sticky_without_key()) << consistent->name();
        EXPECT_EQ(chosen(consistent, nullptr, 20), chosen(consistent, "", 20))
            << consistent->name();
        EXPECT_EQ(chosen(consistent, nullptr, 20).size(), 1u) << consistent->name();
    }
}

TEST(a_crc32_balancer, takes_an_empty_key_for_none) {
    EXPECT_GT(chosen(kafka::crc32_balancer(), "", 200).size(), 3u);
    EXPECT_EQ(chosen(kafka::crc32_balancer(), "k", 200).size(), 1u);
}

TEST(a_balancer, has_the_name_by_which_it_is_configured) {
    EXPECT_EQ(kafka::murmur2_balancer()->name(), "murmur2_random");
    EXPECT_EQ(kafka::murmur2_balancer({.consistent = true})->name(), "murmur2");
    EXPECT_EQ(kafka::crc32_balancer()->name(), "consistent_random");
    EXPECT_EQ(kafka::crc32_balancer({.consistent = true})->name(), "consistent");
    EXPECT_EQ(kafka::hash()->name(), "hash");
    EXPECT_EQ(kafka::reference_hash()->name(), "reference_hash");
    EXPECT_EQ(kafka::least_bytes()->name(), "least_bytes");
    EXPECT_EQ(kafka::round_robin()->name(), "round_robin");
    EXPECT_EQ(kafka::balance_by([](const auto&, auto all) { return all[0]; })->name(), "custom");
}
