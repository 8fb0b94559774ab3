#include "cli/record_json.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

namespace {

std::string printed(const kafka::message& m) {
    std::string out;
    print_json(m, false, out);
    return out;
}

parsed_record parsed(const std::string& line) {
    std::string mistake;
    auto r = parse_json_record(line, mistake);
    EXPECT_TRUE(r) << mistake;
    return r.value_or(parsed_record{});
}

std::string mistake_in(const std::string& line) {
    std::string mistake;
    EXPECT_FALSE(parse_json_record(line, mistake));
    return mistake;
}

} // namespace

TEST(a_record_as_json, has_the_names_that_the_help_promises) {
    kafka::message m;
    m.topic = "t";
    m.offset = 7;
    m.key = "k";
    EXPECT_EQ(printed(m), R"({"topic":"t","partition":0,"offset":7,"timestamp_ms":0,"key":"k",)"
                          R"("value":null,"headers":[]})");
}

TEST(a_record_as_json, comes_back_with_any_bytes_and_null_apart_from_empty) {
    const std::string binary("\xff\x00\x01", 3);
    kafka::message m;
    m.key = "";
    m.value = binary;
    const auto back = parsed(printed(m));
    EXPECT_EQ(back.key, "");
    EXPECT_EQ(back.value, binary);
    m.key = nullptr;
    EXPECT_FALSE(parsed(printed(m)).key);
}

TEST(a_record_as_json, may_have_headers_with_null_values) {
    const auto r = parsed(R"({"value":"v","headers":[["a","1"],["b",null]]})");
    ASSERT_EQ(r.headers.size(), 2u);
    EXPECT_EQ(r.headers[0].second, "1");
    EXPECT_FALSE(r.headers[1].second);
}

TEST(a_record_as_json, may_nest_a_document_as_its_value) {
    EXPECT_EQ(parsed(R"({"value":{"a":1}})").value, R"({"a":1})");
}

TEST(a_record_as_json, that_is_wrong_says_what) {
    EXPECT_FALSE(mistake_in("hello").empty());
    EXPECT_EQ(mistake_in("[]"), "not a JSON object");
    EXPECT_EQ(mistake_in(R"({"value_base64":"?"})"), "\"value_base64\" is not base64");
    EXPECT_EQ(mistake_in(R"({"headers":{}})"), "\"headers\" is not a list of [name, value]");
}
