#include "cli/java_order.hpp"

#include <gtest/gtest.h>

namespace {

using kafka::config_entry;

// The order was printed by kafka-topics of Apache Kafka 4.1.1.
TEST(settings_of_a_topic, are_listed_as_a_java_map_lists_them) {
    std::vector<config_entry> all;
    for (const auto* name :
         {"cleanup.policy", "max.message.bytes", "min.insync.replicas", "retention.ms"})
        all.push_back({.name = name});
    for (int i = 0; i < 30; ++i) all.push_back({.name = "filler." + std::to_string(i)});
    kafka::detail::cli::sort_as_java(all);
    std::string shown;
    for (const auto& each : all)
        if (!each.name.starts_with("filler")) shown += each.name + " ";
    EXPECT_EQ(shown, "min.insync.replicas cleanup.policy retention.ms max.message.bytes ");
}

} // namespace
