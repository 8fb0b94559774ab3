// What the actions of kafka-consumer-groups share.
#pragma once

#include "cli/classic_options.hpp"
#include "cli/reset_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::cli {

struct groups_tool {
    classic_connection server;
    std::vector<std::string> groups, topics;
    bool all_groups = false, all_topics = false;
    bool list = false, describe = false, remove = false, reset = false, delete_offsets = false;
    bool members = false, offsets = false, verbose = false;
    bool with_state = false, with_type = false; // --state and --type, which may have a value
    std::string states, types;
    std::int64_t timeout_ms = 30'000;

    bool to_earliest = false, to_latest = false, to_current = false;
    std::optional<std::int64_t> to_offset, shift_by;
    std::string to_datetime, by_duration, from_file;
    bool dry_run = false, execute = false, exported = false;

    context deadline() const { return context::after(std::chrono::milliseconds(timeout_ms)); }
};

/// What Kafka's tool prints as "Error: ..." on standard output before it exits with 0.
class reported_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

void print_reported(const std::string& text);
/// The groups that were named, or all of them.
std::vector<std::string> chosen_groups(const groups_tool& t, client& cluster);
std::vector<std::int32_t> existing_partitions(const groups_tool& t, client& cluster,
                                              const std::string& topic);

/// True when a group could not be reset.
bool reset_offsets(const groups_tool& t, client& cluster);

} // namespace kafka::detail::cli
