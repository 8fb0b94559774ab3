#include "cli/broker_graduate.hpp"

#include "cli/broker_listeners.hpp"
#include "cli/failure.hpp"
#include "cli/kafka_properties.hpp"
#include "cli/properties_file.hpp"
#include "cli/quantity.hpp"

#include <kafka/error.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace kafka::detail::cli {

namespace {

constexpr std::int16_t kafka_4_1 = 27;

std::string absolute(const std::string& path) {
    auto out = std::filesystem::absolute(path).lexically_normal().string();
    while (out.size() > 1 && out.back() == '/') out.pop_back();
    return out;
}

/// All that stands in the way, in at most three lines.
void require_whole(const std::string& directory, const broker::inspection& found) {
    if (found.troubles.empty()) return;
    std::string what = directory + " cannot be handed over";
    if (found.troubles.size() > 1)
        what += fmt::format(" for {} reasons; the first", found.troubles.size());
    throw failure(conflict, what + ": " + found.troubles.front());
}

/// What our broker was started with and Kafka reads too: all but who it is, which is written anew.
settings_map settings_given(const graduate_options& o) {
    auto file = o.config.empty() ? settings_map{} : read_properties_file(o.config);
    auto settings = settings_of(file, key_values(o.properties, "-X"));
    settings_map out;
    for (auto& [name, value] : settings.options.properties) out[name] = value;
    if (const auto& rack = settings.options.nodes.front().rack; !rack.empty())
        out["broker.rack"] = rack;
    return out;
}

void write_new_file(const std::string& path, const std::string& text) {
    if (std::filesystem::exists(path))
        throw failure(conflict, path + " is there already, and may have been changed by hand",
                      "--output FILE names another, or remove it");
    std::ofstream file(path);
    file << text;
    file.flush();
    if (!file) throw failure(failed, "cannot write " + path, "--output FILE names another place");
}

void print_topics(const broker::inspection& found) {
    for (const auto& t : found.topics)
        fmt::print("  {:<32} {} {}, {} records, {}\n", t.name, t.partitions,
                   t.partitions == 1 ? "partition" : "partitions", t.records,
                   size_text(static_cast<double>(t.bytes)));
}

void print_findings(const std::string& directory, const broker::inspection& found) {
    fmt::print("{} is whole and stopped: cluster {}, node {}, metadata.version {}\n", directory,
               found.cluster_id, found.node_id, found.metadata_version);
    fmt::print("\nApache Kafka will find, with the same ids and offsets:\n");
    print_topics(found);
    fmt::print("  topics' settings, committed offsets, and producers' sequences\n");
    for (const auto& [name, value] : found.settings)
        fmt::print("  {}={} (set while the broker ran)\n", name, value);
    fmt::print(
        "\nEvery setting of this broker has Kafka's name. Those given with -X or in a file are "
        "not in the directory:\nname them here again (-X, --config), and they are "
        "written for Kafka.\n");
}

void print_next(const std::string& directory, const std::string& properties) {
    fmt::print("\nwrote {}\n\nStart Apache Kafka 4.1 (Java 17) on it; format nothing:\n"
               "  bin/kafka-server-start.sh {}\n"
               "Come back, once it has stopped (bin/kafka-server-stop.sh):\n"
               "  kafka broker start --data {}\n",
               properties, properties, directory);
}

} // namespace

int graduate(const graduate_options& o) {
    parse_listener(o.listen);
    parse_listener(o.controller);
    const auto directory = absolute(o.directory);
    const auto given = settings_given(o);
    const auto found = broker::inspect(directory);
    require_whole(directory, found);
    const auto properties =
        o.output.empty() ? directory + ".server.properties" : absolute(o.output);
    if (properties.starts_with(directory + "/"))
        throw failure(wrong_usage, properties + " is in the data directory, which is Kafka's alone",
                      "--output FILE names another place");
    write_new_file(properties, kafka_properties(found, {directory, o.listen, o.controller}, given));
    print_findings(directory, found);
    if (found.metadata_version < kafka_4_1)
        fmt::print("Its metadata is of an older Kafka, which 4.1 reads as well.\n");
    print_next(directory, properties);
    return done;
}

} // namespace kafka::detail::cli
