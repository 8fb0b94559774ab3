// Groups and what foreign assignors made of them, as tools/golden wrote them down.
#pragma once

#include "sample_group.hpp"

#include <map>
#include <string>
#include <vector>

namespace kafka::test {

struct golden_group {
    std::string name = {};
    bool equal_topics = true;
    std::vector<group_partition> partitions = {};
    std::vector<group_member> members = {};
    std::map<std::string, std::vector<topic_partition>> owned = {};
    std::map<std::string, std::string> range = {}, round_robin = {}; // member to partitions
    std::size_t kept = 0;                                            // by the sticky one
    std::vector<std::size_t> loads = {};
};

/// All groups of a file in tests/data/assignments.
std::vector<golden_group> read_golden_groups(const std::string& file);

/// Of "t-0,t-1"; a topic's name is one character.
std::vector<topic_partition> parse_partitions(const std::string& list);
std::map<std::string, std::string> as_texts(const group_assignment& got);
/// The sum of the squares.
std::size_t unevenness(const std::vector<std::size_t>& loads);
/// What the sticky assignor makes of a group: the sorted loads, and how much stayed where it was.
struct sticky_result {
    std::vector<std::size_t> loads = {};
    std::size_t kept = 0;
};
sticky_result stick(const golden_group& g);

} // namespace kafka::test
