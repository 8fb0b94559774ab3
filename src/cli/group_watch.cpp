// kafka group lag, once or until Ctrl-C.
#include "cli/failure.hpp"
#include "cli/group_command.hpp"
#include "cli/group_lag.hpp"
#include "cli/quantity.hpp"
#include "cli/signal_stop.hpp"

#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>

#include <unistd.h>

namespace kafka::detail::cli {

namespace {

std::vector<std::string> chosen(const group_command& c, client& cluster) {
    if (!c.groups.empty()) return c.groups;
    std::vector<std::string> out;
    for (const auto& g : cluster.list_groups(c.connection.deadline()))
        if (g.protocol_type == "consumer" || g.protocol_type.empty()) out.push_back(g.id);
    return out;
}

std::vector<boost::json::object> lag_of_groups(const group_command& c, client& cluster) {
    std::vector<boost::json::object> rows;
    const auto names = chosen(c, cluster);
    if (names.empty()) return rows;
    for (const auto& g : described(c, cluster, names)) {
        const auto lag = find_lag(cluster, c.connection.deadline(), g);
        rows.push_back({{"group", g.id},
                        {"state", g.state},
                        {"members", g.members.size()},
                        {"partitions", lag.size()},
                        {"lag", total_lag(lag)}});
    }
    return rows;
}

/// True when it was the end that came, not the next turn.
bool stopped_within(std::chrono::milliseconds interval, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, interval, [] { return false; });
    return stop.stop_requested();
}

int watch(const group_command& c, client& cluster, const signal_stop& stop) {
    const auto interval = parse_duration(c.interval);
    if (!interval || interval->count() <= 0)
        throw failure(wrong_usage, "--interval: \"" + c.interval + "\" is no duration",
                      "for example 500ms, 1s");
    const bool terminal = ::isatty(STDOUT_FILENO) != 0;
    auto each = c;
    if (!terminal) each.form = "ndjson"; // what follows the pipe wants lines, not screens
    do {
        const auto rows = lag_of_groups(c, cluster);
        if (terminal) std::cout << "\033[H\033[J" << std::flush;
        print(each, rows);
    } while (!stopped_within(*interval, stop.token()));
    return stop.exit_code();
}

} // namespace

int show_lag(const group_command& c) {
    if (c.watch) {
        const signal_stop stop;
        client cluster(c.connection.client());
        return watch(c, cluster, stop);
    }
    client cluster(c.connection.client());
    print(c, lag_of_groups(c, cluster));
    return done;
}

} // namespace kafka::detail::cli
