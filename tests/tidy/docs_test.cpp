// The pages: what they show is what is in the tree, and what they point to exists.
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/source_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <utility>

namespace {

namespace fs = std::filesystem;

/// Every page of the project; not those of builds and of hidden folders.
std::vector<fs::path> pages() {
    std::vector<fs::path> found;
    for (fs::recursive_directory_iterator at(kafka::testing::source_directory()), end; at != end;
         ++at) {
        const auto name = at->path().filename().string();
        const bool foreign =
            name.starts_with(".") || (at.depth() == 0 && name.starts_with("build"));
        if (at->is_directory() && foreign) at.disable_recursion_pending();
        if (at->path().extension() == ".md") found.push_back(at->path());
    }
    std::ranges::sort(found);
    return found;
}

/// The text of a page without its code, in which brackets mean something else.
std::string prose_of(const fs::path& page) {
    std::ifstream in(page);
    std::string prose;
    bool in_block = false;
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("```"))
            in_block = !in_block;
        else if (!in_block)
            prose += line + '\n';
    return std::regex_replace(prose, std::regex("`[^`\n]*`"), "code");
}

/// Where the links of a page lead, without those that leave the project or stay in the page.
std::vector<std::string> links_of(const fs::path& page) {
    static const std::regex link(R"(\]\(([^)\s]+)\))");
    const auto prose = prose_of(page);
    std::vector<std::string> targets;
    for (std::sregex_iterator i(prose.begin(), prose.end(), link), end; i != end; ++i) {
        const auto target = (*i)[1].str();
        if (target.find(':') == target.npos && !target.starts_with("#"))
            targets.push_back(target.substr(0, target.find('#')));
    }
    return targets;
}

/// Every word of the headers that a user may include.
std::set<std::string> words_of_public_headers() {
    std::set<std::string> words;
    for (const auto& header : kafka::testing::source_files({"include"}))
        for (const auto& line : header.lines) {
            std::string word;
            for (const char c : line + ' ')
                if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_')
                    word += c;
                else
                    words.insert(std::exchange(word, {}));
        }
    return words;
}

/// The names of ours that a page's tables have in their last column: `name`, `kafka::name(...)`.
std::vector<std::string> names_of_ours(const fs::path& page) {
    static const std::regex name(R"(`\.?(?:kafka::)?(?:[a-z_]+::)?([a-z_]+)(?:\(.*?\))?`)");
    std::ifstream in(page);
    std::vector<std::string> names;
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("| ")) continue;
        const auto cell = line.substr(line.rfind(" | "));
        for (std::sregex_iterator i(cell.begin(), cell.end(), name), end; i != end; ++i)
            names.push_back((*i)[1]);
    }
    return names;
}

} // namespace

TEST(every_page, shows_source_files_as_they_are) {
    const auto embed = kafka::testing::source_directory() + "/tools/embed";
    const auto result = kafka::testing::run_program({embed, "--check"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(every_page, links_only_to_files_that_exist) {
    const auto all = pages();
    ASSERT_GT(all.size(), 8u);
    std::size_t links = 0;
    for (const auto& page : all)
        for (const auto& target : links_of(page)) {
            EXPECT_TRUE(fs::exists(page.parent_path() / target)) << page << " links to " << target;
            ++links;
        }
    EXPECT_GT(links, 10u);
}

TEST(a_page_for_those_who_move, names_only_what_the_headers_have) {
    const auto words = words_of_public_headers();
    for (const std::string page : {"from-kafka-go.md", "from-librdkafka.md"}) {
        const auto names =
            names_of_ours(fs::path(kafka::testing::source_directory()) / "docs" / page);
        EXPECT_GT(names.size(), 50u) << page;
        for (const auto& name : names)
            EXPECT_TRUE(words.contains(name)) << page << " names " << name;
    }
}
