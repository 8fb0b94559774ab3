// `meta.properties`: whose data directory this is.
#pragma once

#include "storage/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace kafka::detail::storage {

struct meta_properties {
    std::string cluster_id; // 22 characters
    std::int32_t node_id = 0;
    std::string directory_id; // 22 characters; empty when Kafka before 3.7 wrote the file

    bool operator==(const meta_properties&) const = default;
};

std::string to_text(const meta_properties& meta);

/// `path` is only for the words of the failure: a version that is not 1, or something missing.
result<meta_properties> parse_meta_properties(std::string_view text, const std::string& path);

} // namespace kafka::detail::storage
