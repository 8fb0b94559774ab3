#include "broker/api_table.hpp"
#include "broker/limits.hpp"
#include "broker/settings/broker_settings.hpp"
#include "broker/settings/topic_settings.hpp"
#include "support/places.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace kafka::detail::broker;

namespace {

std::string page(const std::string& name) {
    std::ifstream in(kafka::testing::source_directory() + "/docs/" + name);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// The part of a page below one of its headings.
std::string section(const std::string& of, const std::string& heading) {
    const auto from = of.find("## " + heading + "\n");
    EXPECT_NE(from, std::string::npos) << heading;
    const auto to = of.find("\n## ", from + 1);
    return of.substr(from, to == std::string::npos ? to : to - from);
}

std::size_t rows(const std::string& in, const char* beginning = "\n| `") {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = in.find(beginning, at)) != std::string::npos; ++at) ++n;
    return n;
}

std::string row(const setting& s) {
    return "\n| `" + std::string(s.name) + "` | " + std::string(s.built_in.value_or("")) + " |";
}

} // namespace

TEST(the_page_of_limits, has_every_limit_with_its_number) {
    const auto text = section(page("limits.md"), "Fixed");
    for (const auto& l : limits::table)
        EXPECT_NE(text.find("\n| " + std::string(l.what) + " | " + std::to_string(l.value) + " |"),
                  std::string::npos)
            << l.what;
    EXPECT_EQ(rows(text, "\n| "), std::size(limits::table) + 2) << "with the two lines of the head";
}

TEST(the_page_of_settings, has_every_setting_of_a_broker_where_it_belongs) {
    const auto text = page("broker.md");
    std::size_t served = 0;
    for (const auto& s : broker_settings()) {
        const auto star = s.effect == setting_effect::dynamic ? "*" : "";
        auto wanted = row(s);
        wanted.insert(wanted.find("` |") + 1, star);
        const auto name = "\n| `" + std::string(s.name) + "` |";
        std::string heading = "Of the broker";
        if (s.effect == setting_effect::computed) heading = "Told, but set by other means";
        if (s.effect == setting_effect::none) heading = "Known, without effect";
        const auto& sought = s.effect == setting_effect::computed ? name : wanted;
        EXPECT_NE(section(text, heading).find(sought), std::string::npos) << s.name;
        served += heading == "Of the broker" ? 1 : 0;
    }
    EXPECT_EQ(rows(section(text, "Of the broker")), served);
}

TEST(the_page_of_settings, has_every_setting_of_a_topic) {
    const auto text = section(page("broker.md"), "Of a topic");
    for (const auto& s : topic_settings()) {
        const auto at = text.find(row(s));
        ASSERT_NE(at, std::string::npos) << s.name;
        const auto line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
        if (s.defaults.empty()) continue;
        EXPECT_TRUE(line.ends_with("| `" + std::string(s.defaults[0].name) + "` |")) << line;
    }
    EXPECT_EQ(rows(text), topic_settings().size());
}

TEST(the_page_of_the_broker, has_every_request_with_its_versions) {
    const auto text = section(page("broker.md"), "Requests");
    for (const auto& api : served_apis()) {
        const auto numbers = " | " + std::to_string(api.key) + " | " +
                             std::to_string(api.served.min) + " | " +
                             std::to_string(api.served.max) + " |\n";
        EXPECT_NE(text.find(numbers), std::string::npos) << api.key;
    }
    EXPECT_EQ(rows(text, "\n| "), served_apis().size() + 2) << "with the two lines of the head";
}
