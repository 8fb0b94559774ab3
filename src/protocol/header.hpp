// Request and response headers. They are not field-table messages because their layout depends on
// the API inside: ApiVersions is always answered with the oldest header, since the client cannot
// yet know more.
#pragma once

#include "protocol/api.hpp"
#include "wire/reader.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct request_header {
    std::int16_t key = 0;
    std::int16_t version = 0;
    std::int32_t correlation_id = 0;
    std::optional<std::string_view> client_id; // an int16 string even in flexible versions
};

/// Reads key, version, correlation id and client id. The tags of a flexible header follow; skip
/// them with `skip_tags` once it is known that this API is flexible at this version.
request_header read_request_header(wire::reader& r);
void skip_tags(wire::reader& r);

constexpr bool response_header_is_flexible(api_key key, bool flexible) {
    return flexible && key != api_key::api_versions;
}

} // namespace kafka::detail::protocol
