#include "golden_groups.hpp"

#include "consumer/assignors/claims.hpp"
#include "consumer/assignors/sticky.hpp"
#include "support/places.hpp"

#include <fstream>
#include <sstream>

namespace kafka::test {

using namespace kafka::detail::consumer;

namespace {

std::vector<std::string> parts(const std::string& list, char separator) {
    std::vector<std::string> out;
    std::istringstream in(list == "-" ? "" : list);
    for (std::string part; std::getline(in, part, separator);) out.push_back(part);
    return out;
}

std::string bytes_of(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; hex != "-" && i < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

void add_topic(golden_group& g, std::istream& words) {
    std::string topic, racks;
    words >> topic;
    for (std::int32_t p = 0; words >> racks; ++p) {
        auto& added = g.partitions.emplace_back(group_partition{.topic = topic, .partition = p});
        for (const char rack : racks == "-" ? "" : racks) added.replica_racks.emplace_back(1, rack);
    }
}

void add_member(golden_group& g, std::istream& words) {
    std::string instance, rack, topics, data, owned;
    group_member m;
    std::int32_t generation = -1;
    words >> m.id >> instance >> rack >> topics >> generation >> data >> owned;
    if (instance != "-") m.instance_id = instance;
    if (rack != "-") m.rack = rack;
    m.topics = parts(topics, ',');
    m.user_data = bytes_of(data);
    g.owned[m.id] = parse_partitions(owned);
    EXPECT_EQ(sticky_user_data({g.owned[m.id], generation}), m.user_data) << g.name;
    EXPECT_EQ(sticky_claim(m).partitions, g.owned[m.id]) << g.name;
    g.members.push_back(std::move(m));
    g.equal_topics = g.equal_topics && g.members.back().topics == g.members.front().topics;
}

void add_line(std::vector<golden_group>& groups, const std::string& line) {
    std::istringstream words(line);
    std::string what, id, list;
    words >> what;
    if (what == "group") return groups.push_back({.name = line}), void();
    auto& g = groups.back();
    if (what == "topic") return add_topic(g, words);
    if (what == "member") return add_member(g, words);
    if (what == "sticky") {
        words >> g.kept;
        for (std::size_t load = 0; words >> load;) g.loads.push_back(load);
        return;
    }
    words >> id >> list;
    (what == "range" ? g.range : g.round_robin)[id] = text(parse_partitions(list));
}

} // namespace

std::vector<topic_partition> parse_partitions(const std::string& list) {
    std::vector<topic_partition> out;
    for (const auto& part : parts(list, ','))
        out.push_back({part.substr(0, 1), std::stoi(part.substr(2))});
    return out;
}

std::vector<golden_group> read_golden_groups(const std::string& file) {
    std::vector<golden_group> out;
    std::ifstream in(kafka::testing::source_directory() + "/tests/data/assignments/" + file);
    for (std::string line; std::getline(in, line);)
        if (!line.starts_with('#')) add_line(out, line);
    return out;
}

std::map<std::string, std::string> as_texts(const group_assignment& got) {
    std::map<std::string, std::string> out;
    for (const auto& [id, partitions] : got) out[id] = text(partitions);
    return out;
}

std::size_t unevenness(const std::vector<std::size_t>& loads) {
    std::size_t sum = 0;
    for (const auto load : loads) sum += load * load;
    return sum;
}

sticky_result stick(const golden_group& g) {
    sticky_result out;
    for (const auto& [id, got] : assign_sticky(g.members, g.partitions)) {
        out.loads.push_back(got.size());
        for (const auto& p : g.owned.at(id))
            out.kept += std::ranges::find(got, p) != got.end() ? 1u : 0u;
    }
    std::ranges::sort(out.loads);
    return out;
}

} // namespace kafka::test
