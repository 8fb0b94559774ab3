// The pages: what they show is what is in the tree, and what they point to exists.
#include "support/places.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

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
