// Our tables against Apache's schemas, by the tables of facts that tools/schema_facts.py made.
#include "facts.hpp"
#include "golden_lines.hpp"

#include <set>

namespace kafka::test {
namespace {

/// The facts of all tables, message by message, in the order of the files.
std::vector<std::vector<std::string>> facts_by_message() {
    std::vector<std::vector<std::string>> out;
    for (auto table : tables)
        for (const auto& line : data_lines("schema/" + std::string(table) + ".txt")) {
            const bool is_message = line.find('.') > line.find(' ');
            if (is_message) out.emplace_back();
            out.back().push_back(line);
        }
    return out;
}

std::string name_of(const std::vector<std::string>& facts) {
    return facts.front().substr(0, facts.front().find(' '));
}

std::vector<std::string> all_facts(const std::string& name, const entry& e) {
    auto lines = facts_of(name, *e.fields, e.valid);
    lines.insert(lines.begin(), e.head);
    return lines;
}

} // namespace

TEST(the_messages, are_described_as_in_apaches_schemas) {
    for (const auto& facts : facts_by_message()) {
        const auto ours = catalogue().find(name_of(facts));
        if (ours == catalogue().end()) continue; // the next test says whether it may be absent
        EXPECT_EQ(all_facts(ours->first, ours->second), facts);
    }
}

TEST(the_messages, are_all_there_but_for_the_list_of_missing_ones) {
    std::set<std::string> missing;
    for (const auto& facts : facts_by_message())
        if (!catalogue().contains(name_of(facts))) missing.insert(name_of(facts));
    const auto listed = data_lines("schema/missing.txt");
    EXPECT_EQ(missing, std::set<std::string>(listed.begin(), listed.end()))
        << "a message that exists now must leave tests/data/schema/missing.txt, and none may enter";
}

TEST(the_messages, are_all_known_to_apache) {
    std::set<std::string> known;
    for (const auto& facts : facts_by_message()) known.insert(name_of(facts));
    for (const auto& [name, entry] : catalogue()) EXPECT_TRUE(known.contains(name)) << name;
}

TEST(the_messages, keep_each_field_in_the_member_that_has_its_name) {
    for (const auto& [name, entry] : catalogue())
        for (const auto& field : misnamed(name, *entry.fields)) ADD_FAILURE() << field;
}

} // namespace kafka::test
