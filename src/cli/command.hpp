// A command of the terminal: `kafka topic ...`, or a program of Kafka's own that we answer to by
// name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::cli {

/// What was typed after the command's own words.
using arguments = std::vector<std::string>;

struct command {
    std::string_view name;    // "topic", or a classic name: "kafka-topics"
    std::string_view summary; // one line of `kafka --help`; empty: not listed
    int (*run)(const arguments& args);
};

/// Every command, in the order of the help.
std::span<const command> commands();
/// Null when there is none of this name. ".sh" at the end is ignored.
const command* find_command(std::string_view name);

} // namespace kafka::detail::cli
