// Our bytes against those of Apache's own code, for every message in every version.
#include "golden_lines.hpp"

#include <set>

namespace kafka::test {

TEST(the_golden_bytes, cover_every_message_in_every_version) {
    std::set<std::pair<std::string, std::int16_t>> covered;
    for (const auto& line : golden_lines())
        for (auto v = line.versions.min; v <= line.versions.max; ++v)
            covered.emplace(line.message, v);
    std::size_t wanted = 0;
    for (const auto& [name, entry] : catalogue())
        for (auto v = entry.valid.min; v <= entry.valid.max; ++v, ++wanted)
            EXPECT_TRUE(covered.contains({name, v})) << name << " " << v;
    EXPECT_EQ(covered.size(), wanted) << "bytes of a message or version that we do not have";
}

TEST(the_golden_bytes, are_what_we_encode) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        const auto ours = encode_filled(e, line.what, version);
        EXPECT_EQ(ours.error, wire::errc::ok) << line.text << ": " << wire::to_string(ours.error);
        EXPECT_EQ(ours.bytes, line.bytes) << line.text;
    });
}

TEST(the_golden_bytes, survive_decoding_and_encoding_again) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        const auto again = recode(e, line.bytes, version);
        EXPECT_EQ(again.error, wire::errc::ok) << line.text << ": " << wire::to_string(again.error);
        EXPECT_EQ(again.bytes, line.bytes) << line.text;
    });
}

} // namespace kafka::test
