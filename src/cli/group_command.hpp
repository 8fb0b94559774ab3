// What the subcommands of `kafka group` share.
#pragma once

#include "cli/connection_options.hpp"
#include "cli/table.hpp"

#include <string>
#include <vector>

namespace kafka::detail::cli {

struct group_command {
    connection_options connection;
    std::string form = "table";
    std::vector<std::string> groups;
    std::vector<std::string> states;
    bool members = false;

    bool watch = false;
    std::string interval = "1s";

    // reset
    std::string group;
    std::vector<std::string> topics;
    bool all_topics = false;
    std::string to;
    std::optional<std::int64_t> by;
    std::string from_file;
    std::string save;
    bool yes = false;
    bool dry_run = false;
};

/// The groups in full. Throws `failure` for one that does not exist, with the nearest that does.
std::vector<group_info> described(const group_command& c, client& cluster,
                                  const std::vector<std::string>& groups);

void print(const group_command& c, const std::vector<boost::json::object>& rows);

int reset_group(const group_command& c);
int show_lag(const group_command& c);

} // namespace kafka::detail::cli
