// What the classic names share: Kafka's own way of writing options and of failing.
#pragma once

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace kafka::detail::cli {

/// A failure whose words go to standard error as they are, or to standard output where the classic
/// tool writes there; exit code 1, without "error:".
class classic_failure : public std::runtime_error {
public:
    classic_failure(const std::string& text, bool to_stdout = false)
        : std::runtime_error(text)
        , to_stdout_(to_stdout) {}
    bool to_stdout() const { return to_stdout_; }

private:
    bool to_stdout_;
};

/// The server options of every classic tool. `--zookeeper HOST:2181` is taken as the broker at
/// HOST:9092 (or those of $KAFKA_BROKERS), with one line of warning: ZooKeeper is gone, the scripts
/// that name it are not.
struct classic_connection {
    connection_options connection;
    std::string zookeeper;

    void add_to(CLI::App& app);
    /// Call after parsing. Throws the classic words when no server was named.
    void resolve();
};

/// Parses as joptsimple does: one dash or two, no abbreviations. Help goes to standard output with
/// exit code 0. True when help or version was printed.
bool parse_classic(CLI::App& app, const std::vector<std::string>& args);

/// What a tool exits with that fails but exits 0 in Kafka: 1 where KAFKA_STRICT_EXIT=1 asks for it.
int exit_although_failed();

/// Runs `body`; prints what it throws the classic way.
int run_classic(int (*body)(const std::vector<std::string>&), const std::vector<std::string>& args);

} // namespace kafka::detail::cli
