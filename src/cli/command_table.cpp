#include "cli/command.hpp"

#include "cli/broker_start.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::cli {

namespace {

constexpr std::array table{
    command{"broker", "start a broker", run_broker},
    command{"kafka-server-start", "", run_server_start},
    command{"zookeeper-server-start", "", run_zookeeper},
    command{"zkserver", "", run_zookeeper},
    command{"zookeeper", "", run_zookeeper},
};

} // namespace

std::span<const command> commands() { return table; }

const command* find_command(std::string_view name) {
    if (name.ends_with(".sh")) name.remove_suffix(3);
    const auto* found = std::ranges::find(table, name, &command::name);
    return found == table.end() ? nullptr : found;
}

} // namespace kafka::detail::cli
