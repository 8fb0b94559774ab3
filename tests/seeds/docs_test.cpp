// docs/seeds.md shows command lines with what they print: each is run as it stands there.
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace {

struct shown_command {
    std::string line;
    std::string output;
};

/// The blocks of a page that are marked as console, command by command.
std::vector<shown_command> commands_of(const std::string& path) {
    std::vector<shown_command> out;
    std::ifstream page(path);
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```"))
            inside = line == "```console";
        else if (inside && line.starts_with("$ "))
            out.push_back({line.substr(2), {}});
        else if (inside && !out.empty())
            out.back().output += line + "\n";
    }
    return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

} // namespace

TEST(docs_seeds, shows_what_its_command_lines_print) {
    const kafka::testing::scratch_directory directory;
    kafka::broker::server server{{.data_directory = directory.path(), .nodes = {{.port = 0}}}};
    const auto commands = commands_of(kafka::testing::source_directory() + "/docs/seeds.md");
    const auto build = kafka::testing::build_directory();
    ASSERT_GE(commands.size(), 8u);
    for (auto [line, expected] : commands) {
        const std::string shown = line;
        // What stands for the page's port 2181 is the broker, wherever it is.
        replace_all(line, "localhost:9092", server.address());
        const auto result = kafka::testing::run_program(
            {"bash", "-c",
             "export KAFKA_BROKERS=" + server.address() + " PATH=" + build +
                 "/bin/classic:" + build + "/bin:$PATH; " + line});
        EXPECT_EQ(result.out, expected) << shown << "\n" << result.err;
    }
}
