// Reads keys and partition counts, writes where librdkafka's partitioners put them. They are plain
// functions that look at neither the topic nor the opaque pointers.
#include <librdkafka/rdkafka.h>

#include <iostream>
#include <string>

namespace {

using partitioner = std::int32_t (*)(const rd_kafka_topic_t*, const void*, std::size_t, std::int32_t,
                                     void*, void*);

struct rule {
    const char* name;
    partitioner choose;
};

constexpr rule rules[] = {
    {"consistent", rd_kafka_msg_partitioner_consistent},
    {"consistent_random", rd_kafka_msg_partitioner_consistent_random},
    {"murmur2", rd_kafka_msg_partitioner_murmur2},
    {"murmur2_random", rd_kafka_msg_partitioner_murmur2_random},
    {"fnv1a", rd_kafka_msg_partitioner_fnv1a},
    {"fnv1a_random", rd_kafka_msg_partitioner_fnv1a_random},
};

std::string bytes_of(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; hex != "empty" && i < hex.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return out;
}

/// consistent_random takes an empty key for none, so its choice is of no use.
bool is_drawn_by_chance(const rule& r, const std::string& key) {
    return key.empty() && r.choose == rd_kafka_msg_partitioner_consistent_random;
}

} // namespace

int main() {
    std::cout << "# Where the partitioners of librdkafka " << rd_kafka_version_str()
              << " put a key: rule, key in hex, partitions, choice\n";
    std::string text;
    for (std::int32_t count = 0; std::cin >> text >> count;) {
        const auto key = bytes_of(text);
        for (const auto& r : rules)
            if (!is_drawn_by_chance(r, key))
                std::cout << r.name << ' ' << text << ' ' << count << ' '
                          << r.choose(nullptr, key.data(), key.size(), count, nullptr, nullptr)
                          << '\n';
    }
}
