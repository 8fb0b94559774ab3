#include "cli/broker_start.hpp"

#include "cli/broker_settings.hpp"
#include "cli/classic_options.hpp"
#include "cli/connection_options.hpp"
#include "cli/failure.hpp"
#include "cli/properties_file.hpp"
#include "cli/quantity.hpp"
#include "cli/signal_stop.hpp"

#include <kafka/broker/server.hpp>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <sys/resource.h>
#include <unistd.h>

#include <condition_variable>
#include <iostream>
#include <mutex>

namespace kafka::detail::cli {

namespace {

using namespace std::chrono_literals;

/// Every connection and every segment is a descriptor: take what the system allows.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::function<void(const std::string&)> standard_error_log() {
    auto log = spdlog::stderr_color_mt("broker");
    log->set_pattern("[%Y-%m-%d %H:%M:%S,%e] %v");
    return [log](const std::string& line) { log->info(line); };
}

void wait_for(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait(lock, stop, [] { return false; });
}

/// Serves until a signal; 0 after a clean stop.
int serve(broker_settings settings) {
    const auto begin = std::chrono::steady_clock::now();
    raise_descriptor_limit();
    signal_stop signals; // before any other thread: it blocks the signals for them
    settings.options.log = standard_error_log();
    for (const auto& note : settings.notes) settings.options.log("note: " + note);
    broker::server server(settings.options);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    for (const auto& address : server.addresses()) std::cout << "listening on " << address << '\n';
    std::cout << fmt::format("broker {} ready in {:.0f} ms, data {}, cluster {}",
                             settings.options.nodes.front().id, took.count(),
                             settings.options.data_directory, server.cluster_id())
              << std::endl;
    wait_for(signals.token());
    const bool clean = server.stop(10s);
    if (!clean)
        throw failure(failed, "the broker did not stop within 10 s; nothing acknowledged is lost");
    std::cout << "stopped" << std::endl;
    return done;
}

std::map<std::string, std::string> key_values(const std::vector<std::string>& texts,
                                              const char* option) {
    std::map<std::string, std::string> all;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == text.npos || equals == 0)
            throw failure(wrong_usage,
                          std::string(option) + " " + text + ": a setting is key=value");
        all[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return all;
}

struct start_command {
    std::string directory;
    std::string listen;
    std::string config;
    std::vector<std::string> properties;
};

int start(const start_command& c) {
    const auto file =
        c.config.empty() ? std::map<std::string, std::string>{} : read_properties_file(c.config);
    auto settings = settings_of(file, key_values(c.properties, "-X"));
    if (!c.directory.empty()) settings.options.data_directory = c.directory;
    if (!c.listen.empty()) {
        const auto node = parse_listener(c.listen);
        settings.options.nodes.front().host = node.host;
        settings.options.nodes.front().port = node.port;
    }
    return serve(std::move(settings));
}

/// kafka-server-start -daemon: the parent leaves when the child is on its own.
void become_daemon() {
    const auto child = fork();
    if (child < 0) throw classic_failure("cannot start in the background");
    if (child > 0) _exit(0);
    setsid();
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
    if (daemon) become_daemon();
    return serve(settings_of(read_properties_file(file), key_values(overrides, "--override")));
}

} // namespace

int run_broker(const arguments& args) {
    start_command c;
    CLI::App app{"The embedded broker", "kafka broker"};
    app.require_subcommand(1);
    auto* sub = app.add_subcommand("start", "serves until Ctrl-C");
    sub->add_option("directory,--data", c.directory,
                    "the data directory, made when absent [./kafka-data]");
    sub->add_option("--listen", c.listen, "HOST:PORT; port 0 takes a free one [localhost:9092]");
    sub->add_option("--config", c.config, "a server.properties file");
    sub->add_option("-X", c.properties,
                    "a broker setting by Kafka's name: key=value; may be repeated")
        ->take_all()
        ->expected(1);
    if (parse(app, args)) return done;
    return start(c);
}

int run_server_start(const arguments& args) { return run_classic(server_start, args); }

int run_zookeeper(const arguments&) {
    std::cout << "no ZooKeeper is needed: the broker keeps its own metadata (kafka broker start)\n";
    return done;
}

} // namespace kafka::detail::cli
