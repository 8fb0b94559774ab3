#include "cli/classic_options.hpp"

#include <kafka/error.hpp>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdlib>
#include <iostream>

namespace kafka::detail::cli {

namespace {

/// "-topic=x" -> "--topic=x"; values and "-" alone stay as they are.
std::vector<std::string> with_two_dashes(const std::vector<std::string>& args) {
    std::vector<std::string> out;
    for (const auto& arg : args) {
        const bool one_dash = arg.size() > 2 && arg[0] == '-' && arg[1] != '-' &&
                              std::isalpha(static_cast<unsigned char>(arg[1])) != 0;
        out.push_back(one_dash ? "-" + arg : arg);
    }
    return out;
}

std::string bare_name(std::string arg) {
    arg.erase(0, arg.find_first_not_of('-'));
    return arg.substr(0, arg.find('='));
}

} // namespace

void classic_connection::add_to(CLI::App& app) {
    app.add_option("--bootstrap-server,--broker-list", connection.brokers,
                   "host:port, with commas");
    app.add_option("--zookeeper", zookeeper, "taken as the broker of that host");
    app.add_option("--command-config,--producer.config,--consumer.config", connection.config_file,
                   "a properties file with client settings");
    app.add_option("--command-property,--producer-property,--consumer-property",
                   connection.properties, "a client setting: key=value")
        ->take_all();
    connection.timeout = "60s"; // Kafka's default.api.timeout.ms
}

void classic_connection::resolve() {
    if (!connection.brokers.empty()) return;
    if (zookeeper.empty())
        throw classic_failure("Missing required argument \"[bootstrap-server]\"");
    const char* known = std::getenv("KAFKA_BROKERS");
    const auto host = zookeeper.substr(0, zookeeper.find_first_of(":,/"));
    connection.brokers = known != nullptr && *known != '\0' ? known : host + ":9092";
    std::cerr << "warning: ZooKeeper is gone; talking to the broker at " << connection.brokers
              << " (use --bootstrap-server)\n";
}

bool parse_classic(CLI::App& app, const std::vector<std::string>& args) {
    const auto dashed = with_two_dashes(args);
    app.add_flag("--version")->group("");
    app.allow_extras();
    try {
        app.parse(std::vector<std::string>(dashed.rbegin(), dashed.rend()));
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        return true;
    } catch (const CLI::ParseError& e) {
        throw classic_failure(e.what());
    }
    if (const auto unknown = app.remaining(); !unknown.empty())
        throw classic_failure(bare_name(unknown.front()) + " is not a recognized option");
    if (app.get_option("--version")->count() == 0) return false;
    std::cout << KAFKA_CPP_VERSION << '\n';
    return true;
}

int exit_although_failed() {
    const char* strict = std::getenv("KAFKA_STRICT_EXIT");
    return strict != nullptr && std::string_view(strict) == "1" ? failed : done;
}

int run_classic(int (*body)(const std::vector<std::string>&),
                const std::vector<std::string>& args) {
    try {
        return body(args);
    } catch (const classic_failure& f) {
        (f.to_stdout() ? std::cout : std::cerr) << f.what() << std::endl;
    } catch (const std::exception& e) {
        std::cerr << e.what() << std::endl;
    }
    return failed;
}

} // namespace kafka::detail::cli
