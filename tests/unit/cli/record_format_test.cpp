#include "cli/failure.hpp"
#include "cli/record_format.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

namespace {

std::string printed(const char* format, const kafka::message& m) {
    std::string out;
    record_format(format).print(m, out);
    return out;
}

kafka::message sample() {
    kafka::message m;
    m.topic = "orders";
    m.partition = 3;
    m.offset = 7;
    m.key = "k\n";
    m.timestamp = kafka::timestamp(std::chrono::milliseconds(1'700'000'000'000));
    return m;
}

} // namespace

TEST(a_format, fills_in_the_fields_of_a_record) {
    EXPECT_EQ(printed("%t[%p]@%o %T %%\\n", sample()), "orders[3]@7 1700000000000 %\n");
}

TEST(a_format, encodes_bytes_when_asked) {
    EXPECT_EQ(printed("%k{hex} %k{base64} %k{json} %T{rfc3339}", sample()),
              "6b0a awo= \"k\\n\" 2023-11-14T22:13:20.000Z");
}

TEST(a_format, tells_null_from_empty_by_length_and_as_json) {
    EXPECT_EQ(printed("%S %v{json}|%v|", sample()), "-1 null||");
}

TEST(a_format, with_an_unknown_letter_or_encoding_is_wrong_usage) {
    for (const char* wrong : {"%z", "%", "%k{rot13}", "%o{rfc3339}"}) {
        try {
            record_format format(wrong);
            ADD_FAILURE() << wrong << " was taken";
        } catch (const failure& f) {
            EXPECT_EQ(f.code(), wrong_usage);
        }
    }
}
