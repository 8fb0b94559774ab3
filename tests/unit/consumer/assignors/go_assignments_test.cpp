// Our assignors against those of sarama and kafka-go, which may lead a group that we are in.
#include "consumer/assignors/range.hpp"
#include "consumer/assignors/round_robin.hpp"
#include "golden_groups.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::consumer;

const std::vector<golden_group>& sarama_groups() {
    static const auto all = read_golden_groups("sarama.txt");
    return all;
}

const std::vector<golden_group>& kafka_go_groups() {
    static const auto all = read_golden_groups("kafka_go.txt");
    return all;
}

using loads_by_topic = std::map<std::string, std::vector<std::size_t>>; // sorted

/// How many partitions of each topic the members have, whoever they are.
loads_by_topic loads_of(const std::map<std::string, std::vector<topic_partition>>& shares) {
    loads_by_topic out;
    for (const auto& [id, partitions] : shares) {
        std::map<std::string, std::size_t> mine;
        for (const auto& p : partitions) ++mine[p.topic];
        for (const auto& [topic, n] : mine) out[topic].push_back(n);
    }
    for (auto& [topic, loads] : out) std::ranges::sort(loads);
    return out;
}

std::map<std::string, std::vector<topic_partition>>
parsed(const std::map<std::string, std::string>& texts) {
    std::map<std::string, std::vector<topic_partition>> out;
    for (const auto& [id, list] : texts) {
        auto with_commas = list;
        std::ranges::replace(with_commas, ' ', ',');
        out[id] = parse_partitions(with_commas);
    }
    return out;
}

std::vector<std::size_t> totals(const std::map<std::string, std::vector<topic_partition>>& shares) {
    std::vector<std::size_t> out;
    for (const auto& [id, partitions] : shares) out.push_back(partitions.size());
    return out;
}

} // namespace

TEST(the_assignments_of_sarama, are_there) { EXPECT_EQ(sarama_groups().size(), 120u); }

TEST(the_assignments_of_sarama, are_those_of_our_range_assignor) {
    for (const auto& g : sarama_groups())
        EXPECT_EQ(as_texts(assign_range(g.members, g.partitions)), g.range) << g.name;
}

TEST(the_assignments_of_sarama, are_those_of_our_round_robin_assignor) {
    for (const auto& g : sarama_groups())
        EXPECT_EQ(as_texts(assign_round_robin(g.members, g.partitions)), g.round_robin) << g.name;
}

TEST(the_assignments_of_sarama, are_no_more_even_and_no_stickier_than_ours) {
    for (const auto& g : sarama_groups()) {
        const auto ours = stick(g);
        EXPECT_LE(unevenness(ours.loads), unevenness(g.loads)) << g.name;
        if (g.equal_topics) {
            EXPECT_EQ(ours.loads, g.loads) << g.name;
            EXPECT_GE(ours.kept, g.kept) << g.name;
        }
    }
}

TEST(the_assignments_of_kafka_go, are_there) { EXPECT_EQ(kafka_go_groups().size(), 120u); }

// It gives what is left over to other members than Java does; ours do as Java's.
TEST(the_assignments_of_kafka_go, share_each_topic_as_evenly_as_our_range_assignor) {
    bool differs = false;
    for (const auto& g : kafka_go_groups()) {
        const auto ours = assign_range(g.members, g.partitions);
        EXPECT_EQ(loads_of(ours), loads_of(parsed(g.range))) << g.name;
        differs = differs || as_texts(ours) != g.range;
    }
    EXPECT_TRUE(differs) << "docs/differences-from-kafka-go.md says that it is another one";
}

// It begins with the first member again for each topic; ours goes on, as Java's.
TEST(the_assignments_of_kafka_go, are_less_even_than_those_of_our_round_robin_assignor) {
    bool differs = false;
    for (const auto& g : kafka_go_groups()) {
        if (!g.equal_topics) continue;
        const auto ours = assign_round_robin(g.members, g.partitions);
        EXPECT_EQ(loads_of(ours), loads_of(parsed(g.round_robin))) << g.name;
        EXPECT_LE(unevenness(totals(ours)), unevenness(totals(parsed(g.round_robin)))) << g.name;
        differs = differs || unevenness(totals(ours)) < unevenness(totals(parsed(g.round_robin)));
    }
    EXPECT_TRUE(differs);
}

} // namespace kafka::test
