#include "cli/broker_start.hpp"

#include "cli/broker_graduate.hpp"
#include "cli/broker_listeners.hpp"
#include "cli/broker_serve.hpp"
#include "cli/classic_options.hpp"
#include "cli/properties_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>

namespace kafka::detail::cli {

namespace {

struct start_options {
    std::string directory;
    std::string listen;
    std::string config;
    std::vector<std::string> properties;
};

int start(const start_options& o) {
    const auto file = o.config.empty() ? settings_map{} : read_properties_file(o.config);
    auto settings = settings_of(file, key_values(o.properties, "-X"));
    if (!o.directory.empty()) settings.options.data_directory = o.directory;
    if (!o.listen.empty()) {
        const auto where = parse_listener(o.listen);
        auto& node = settings.options.nodes.front();
        node.listeners.clear();
        node.host = where.host;
        node.port = where.port;
    }
    return serve(std::move(settings));
}

/// kafka-server-start -daemon: the shell goes on at once, and its end does not end the broker.
void become_daemon() {
    const auto child = fork();
    if (child < 0) throw classic_failure("cannot start in the background");
    if (child > 0) _exit(0);
    setsid();
    const int nowhere = open("/dev/null", O_RDWR);
    for (int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, standard);
    if (nowhere > STDERR_FILENO) close(nowhere);
}

int server_start(const arguments& given) {
    std::vector<std::string> overrides;
    std::string file;
    bool daemon = false;
    CLI::App app{"Starts a broker", "kafka-server-start"};
    app.add_flag("--daemon", daemon, "in the background");
    app.add_option("file", file, "server.properties");
    app.add_option("--override", overrides, "key=value; may be repeated")->take_all()->expected(1);
    if (parse_classic(app, given)) return done;
    if (file.empty())
        throw classic_failure("USAGE: kafka-server-start [-daemon] server.properties [--override "
                              "property=value]*");
    auto settings = settings_of(read_properties_file(file), key_values(overrides, "--override"));
    if (daemon) become_daemon();
    return serve(std::move(settings));
}

} // namespace

int run_broker(const arguments& args) {
    start_options o;
    CLI::App app{"A broker that Kafka's clients and tools work with", "kafka broker"};
    app.require_subcommand(1);
    auto* sub = app.add_subcommand("start", "serves until Ctrl-C");
    sub->add_option("directory,--data", o.directory,
                    "the data directory, made when absent [./kafka-data]");
    sub->add_option("--listen", o.listen, "HOST:PORT; port 0 takes a free one [localhost:9092]");
    sub->add_option("--config", o.config, "a server.properties file");
    sub->add_option("-X", o.properties,
                    "a broker setting by Kafka's name: key=value; may be repeated")
        ->take_all()
        ->expected(1);
    graduate_options g;
    auto* leaving = app.add_subcommand("graduate", "hands a data directory over to Apache Kafka");
    leaving->add_option("directory,--data", g.directory, "the data directory [./kafka-data]");
    leaving->add_option("--listen", g.listen, "HOST:PORT of Apache Kafka [localhost:9092]");
    leaving->add_option("--controller", g.controller,
                        "HOST:PORT of its controller [localhost:9093]");
    leaving->add_option("--config", g.config, "the server.properties that this broker was given");
    leaving->add_option("-X", g.properties, "a setting that it was given: key=value")
        ->take_all()
        ->expected(1);
    leaving->add_option("--output", g.output,
                        "the file to write [the directory's name with .server.properties]");
    if (parse(app, args)) return done;
    return leaving->parsed() ? graduate(g) : start(o);
}

int run_server_start(const arguments& args) { return run_classic(server_start, args); }

int run_zookeeper(const arguments&) {
    std::cout << "no ZooKeeper is needed: the broker keeps its own metadata (kafka broker start)\n";
    return done;
}

} // namespace kafka::detail::cli
