#include "cli/broker_serve.hpp"

#include "cli/failure.hpp"
#include "cli/signal_stop.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/error.hpp>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <sys/resource.h>

#include <condition_variable>
#include <iostream>
#include <mutex>

namespace kafka::detail::cli {

namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

/// Every connection and every segment is a descriptor: take what the system allows.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::shared_ptr<spdlog::logger> standard_error_log() {
    auto log = spdlog::stderr_color_mt("broker");
    log->set_pattern("[%Y-%m-%d %H:%M:%S,%e] %v");
    return log;
}

void wait_for(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait(lock, stop, [] { return false; });
}

broker::server started(const broker::options& options) {
    try {
        return broker::server(options);
    } catch (const error& e) {
        if (e.code() == std::errc::address_in_use)
            throw failure(conflict, e.what(), "--listen HOST:PORT chooses another address");
        if (e.code() == std::errc::device_or_resource_busy) throw failure(conflict, e.what());
        throw;
    }
}

} // namespace

int serve(broker_settings settings) {
    const auto begin = steady::now();
    raise_descriptor_limit();
    const signal_stop signals; // before any other thread: it blocks the signals for them
    const auto log = standard_error_log();
    settings.options.log = [log](const std::string& line) { log->info(line); };
    for (const auto& note : settings.notes) log->info("note: {}", note);
    auto server = started(settings.options);
    for (const auto& address : server.listening_on())
        std::cout << "listening on " << address << '\n';
    std::cout.flush();
    log->info("node {} serves {} after {:.0f} ms; cluster {}", settings.options.nodes.front().id,
              settings.options.data_directory,
              std::chrono::duration<double, std::milli>(steady::now() - begin).count(),
              server.cluster_id());
    wait_for(signals.token());
    if (!server.stop(10s))
        throw failure(failed, "the broker did not stop within 10 s",
                      "nothing that was acknowledged is lost; the next start checks the logs");
    log->info("stopped");
    return done;
}

} // namespace kafka::detail::cli
