// Compiles as a user would: each public header alone, and with the warnings that users switch on.
#include "support/places.hpp"
#include "support/source_tree.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace {

int compile(const std::string& text, const std::string& name) {
    const std::string source = kafka::testing::build_directory() + "/" + name + ".cpp";
    std::ofstream(source) << text;
    const std::string command = kafka::testing::compiler() +
                                " -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror -I" +
                                kafka::testing::source_directory() + "/include " + source;
    return std::system(command.c_str());
}

std::string include_line(const std::string& path) {
    return "#include <" + path.substr(std::string("include/").size()) + ">\n";
}

} // namespace

TEST(every_public_header, compiles_alone_without_a_warning) {
    const auto headers = kafka::testing::source_files({"include"});
    ASSERT_GT(headers.size(), 15u);
    for (const auto& header : headers)
        EXPECT_EQ(compile(include_line(header.path), "header_alone"), 0) << header.path;
}

TEST(every_public_header, goes_with_all_the_others_in_one_program) {
    std::string text;
    for (const auto& header : kafka::testing::source_files({"include"}))
        text += include_line(header.path);
    EXPECT_EQ(compile(text + "int main() { kafka::context ctx; return 0; }\n", "headers_together"),
              0);
}

TEST(a_user_s_program, with_designated_initialisers_has_no_warning) {
    EXPECT_EQ(compile(R"(#include <kafka/kafka.hpp>
void use(const kafka::context& ctx) {
    kafka::writer writer{{.brokers = {"localhost:9092"}, .topic = "t"}};
    writer.write_messages(ctx, {{.key = "k", .value = "v"}, {.value = nullptr}});
    writer.post(ctx, {.key = "k"});
    kafka::reader reader{{.brokers = {"localhost:9092"}, .topic = "t", .start_offset = 42}};
    while (auto m = reader.read_message(ctx)) reader.set_offset(m->offset);
}
)",
                      "user_program"),
              0);
}
