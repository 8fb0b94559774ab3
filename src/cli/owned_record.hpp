// A record whose bytes are owned while it is being read from a line.
#pragma once

#include "cli/record_json.hpp"

#include <kafka/record.hpp>

#include <vector>

namespace kafka::detail::cli {

/// The views of `record()` are valid until the next call or the next `set`.
class owned_record {
public:
    explicit owned_record(parsed_record fields) : fields_(std::move(fields)) {}

    const record& view();

private:
    parsed_record fields_;
    std::vector<header> headers_;
    record record_;
};

/// "name=value" or "name" (null), as -H takes it.
std::pair<std::string, std::optional<std::string>> parse_header(const std::string& text);

} // namespace kafka::detail::cli
