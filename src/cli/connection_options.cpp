#include "cli/connection_options.hpp"

#include "cli/client_properties.hpp"
#include "cli/failure.hpp"
#include "cli/properties_file.hpp"
#include "cli/quantity.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdlib>
#include <iostream>

namespace kafka::detail::cli {

std::vector<std::string> split(const std::string& list, char separator) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= list.size();) {
        const auto to = std::min(list.find(separator, from), list.size());
        if (to > from) parts.push_back(list.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

void connection_options::add_to(CLI::App& app) {
    app.add_option("-b,--brokers,--bootstrap-server,--broker-list", brokers,
                   "host:port, several with commas [$KAFKA_BROKERS or localhost:9092]")
        ->group("Cluster");
    app.add_option("-X", properties, "a client setting by Kafka's name: key=value; may be repeated")
        ->group("Cluster")
        ->take_all();
    app.add_option("--config", config_file, "a Java properties file with such settings")
        ->group("Cluster");
    app.add_option("--timeout", timeout, "how long to wait for the cluster [5s]")->group("Cluster");
}

std::vector<std::string> connection_options::addresses() const {
    if (!brokers.empty()) return split(brokers, ',');
    const auto configured = settings();
    for (const char* name : {"bootstrap.servers", "metadata.broker.list"})
        if (const auto found = configured.find(name); found != configured.end())
            return split(found->second, ',');
    for (const char* name : {"KAFKA_BROKERS", "KAFKA_PEERS"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return split(value, ',');
    return {"localhost:9092"};
}

std::string connection_options::cluster_name() const {
    std::string name;
    for (const auto& a : addresses()) name += (name.empty() ? "" : ",") + a;
    return name;
}

context connection_options::deadline() const {
    const auto wait = parse_duration(timeout);
    if (!wait)
        throw failure(wrong_usage, "--timeout: \"" + timeout + "\" is no duration",
                      "for example 500ms, 5s, 2m");
    return context::after(*wait);
}

std::map<std::string, std::string> connection_options::settings() const {
    auto all = config_file.empty() ? std::map<std::string, std::string>{}
                                   : read_properties_file(config_file);
    for (const auto& property : properties) {
        const auto equals = property.find('=');
        if (equals == property.npos || equals == 0)
            throw failure(wrong_usage, "-X " + property + ": a setting is key=value");
        all[property.substr(0, equals)] = property.substr(equals + 1);
    }
    return all;
}

client_options connection_options::client() const {
    client_options o{.brokers = addresses()};
    apply_properties(settings(), o);
    return o;
}

writer_options connection_options::writer() const {
    writer_options o{.brokers = addresses()};
    apply_properties(settings(), o);
    return o;
}

reader_options connection_options::reader() const {
    reader_options o{.brokers = addresses()};
    apply_properties(settings(), o);
    return o;
}

bool parse(CLI::App& app, const std::vector<std::string>& args) {
    try {
        app.parse(
            std::vector<std::string>(args.rbegin(), args.rend())); // CLI11 takes them backwards
        return false;
    } catch (const CLI::CallForHelp&) {
        // Of a subcommand, when help was asked there.
        const auto chosen = app.get_subcommands();
        std::cout << (chosen.empty() ? app.help() : chosen.front()->help(app.get_name()));
        return true;
    } catch (const CLI::ParseError& e) {
        throw failure(wrong_usage, e.what(), app.get_name() + " --help shows the options");
    }
}

} // namespace kafka::detail::cli
