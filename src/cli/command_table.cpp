#include "cli/command.hpp"

#include "cli/bench.hpp"
#include "cli/broker_start.hpp"
#include "cli/classic_consumer.hpp"
#include "cli/classic_groups.hpp"
#include "cli/classic_producer.hpp"
#include "cli/classic_topics.hpp"
#include "cli/consume.hpp"
#include "cli/group.hpp"
#include "cli/produce.hpp"
#include "cli/topic.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::cli {

namespace {

constexpr std::array table{
    command{"topic", "create, list, show, delete, alter topics", run_topic},
    command{"group", "list, show, lag, reset, delete consumer groups", run_group},
    command{"produce", "write records", run_produce},
    command{"consume", "read records", run_consume},
    command{"bench", "measure: produce, consume, latency", run_bench},
    command{"broker", "start a broker, hand its directory to Apache Kafka", run_broker},
    command{"topics", "", run_topic}, // what people also type
    command{"groups", "", run_group},
    command{"kafka-topics", "", run_classic_topics},
    command{"kafka-console-producer", "", run_classic_producer},
    command{"kafka-console-consumer", "", run_classic_consumer},
    command{"kafka-consumer-groups", "", run_classic_groups},
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
