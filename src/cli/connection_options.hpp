// The options that every command has which talks to a cluster, and what follows from them.
#pragma once

#include <kafka/client.hpp>
#include <kafka/context.hpp>
#include <kafka/reader.hpp>
#include <kafka/writer.hpp>

#include <CLI/App.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::cli {

struct connection_options {
    std::string brokers;                 // empty: $KAFKA_BROKERS, $KAFKA_PEERS, localhost:9092
    std::vector<std::string> properties; // -X key=value
    std::string config_file;             // a Java properties file; -X wins
    std::string timeout = "5s";

    /// -b/--brokers, -X, --config, --timeout.
    void add_to(CLI::App& app);

    std::vector<std::string> addresses() const;
    /// "localhost:9092", for messages.
    std::string cluster_name() const;
    context deadline() const;
    /// Everything that -X and --config say, by Kafka's names.
    std::map<std::string, std::string> settings() const;

    client_options client() const;
    writer_options writer() const;
    reader_options reader() const;
};

/// "a:1,b:2" -> its parts; empty parts are left out.
std::vector<std::string> split(const std::string& list, char separator);

/// Parses, or throws what main turns into exit code 2; true when help was printed.
bool parse(CLI::App& app, const std::vector<std::string>& args);

} // namespace kafka::detail::cli
