#include "cli/command.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::cli {

namespace {

constexpr std::array<command, 0> table{};

} // namespace

std::span<const command> commands() { return table; }

const command* find_command(std::string_view name) {
    if (name.ends_with(".sh")) name.remove_suffix(3);
    const auto* found = std::ranges::find(table, name, &command::name);
    return found == table.end() ? nullptr : found;
}

} // namespace kafka::detail::cli
