// A record as one line of JSON, the same out of `consume -o ndjson` and into `produce --input
// ndjson`:
// {"topic":"t","partition":0,"offset":7,"timestamp_ms":1795247780354,"key":"k","value":"v",
//  "headers":[["h","1"],["g",null]]}
// Bytes that are not UTF-8 are "key_base64" and "value_base64"; an absent key or value is null.
#pragma once

#include <kafka/message.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kafka::detail::cli {

/// A record that owns its bytes, as read from JSON.
struct parsed_record {
    std::optional<std::string> key;
    std::optional<std::string> value;
    std::vector<std::pair<std::string, std::optional<std::string>>> headers;
    std::optional<std::int32_t> partition;
    std::optional<std::int64_t> timestamp_ms;
};

/// Appends the line, without its newline. `nest_value`: a value that is JSON is put in as it is.
void print_json(const message& m, bool nest_value, std::string& out);
/// The message says what is wrong when the result is empty.
std::optional<parsed_record> parse_json_record(std::string_view line, std::string& mistake);

} // namespace kafka::detail::cli
