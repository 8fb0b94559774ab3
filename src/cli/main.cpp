#include "cli/command.hpp"
#include "cli/failure.hpp"

#include <csignal>
#include <iomanip>
#include <iostream>

namespace {

using namespace kafka::detail::cli;

constexpr std::string_view version = KAFKA_CPP_VERSION;

int print_help() {
    std::cout << "kafka: a Kafka client, broker and toolbox in one command\n\n"
                 "  kafka broker start                      a broker on localhost:9092\n"
                 "  kafka produce orders 'hello'            one record\n"
                 "  kafka consume orders --from start       all records\n\ncommands:\n";
    for (const auto& c : commands())
        if (!c.summary.empty())
            std::cout << "  " << std::left << std::setw(12) << c.name << c.summary << '\n';
    std::cout << "\n`kafka COMMAND --help` tells more.\n";
    return done;
}

int dispatch(const arguments& args) {
    if (args.empty() || args[0] == "--help" || args[0] == "-h" || args[0] == "help")
        return print_help();
    if (args[0] == "--version" || args[0] == "version") {
        std::cout << "kafka " << version << '\n';
        return done;
    }
    if (const auto* c = find_command(args[0])) return c->run({args.begin() + 1, args.end()});
    std::vector<std::string> names;
    for (const auto& c : commands()) names.emplace_back(c.name);
    const auto close = nearest(args[0], names);
    throw failure(wrong_usage, "\"" + args[0] + "\" is not a command of kafka",
                  close.empty() ? "kafka --help lists them" : "did you mean \"" + close + "\"?");
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is told by the write that meets it
    std::signal(SIGXFSZ, SIG_IGN); // and so is a limit on the size of files
    std::ios::sync_with_stdio(false);
    std::string_view program = argc > 0 ? argv[0] : "kafka";
    program.remove_prefix(program.rfind('/') + 1);
    const arguments args(argv + std::min(argc, 1), argv + argc);
    if (const auto* classic = program == "kafka" ? nullptr : find_command(program))
        return run_guarded(classic->run, args);
    return run_guarded(dispatch, args);
}
