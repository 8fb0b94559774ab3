// A kind of request without its type: how client::request reaches the codecs, which are compiled
// into the library only.
#pragma once

#include "protocol/api.hpp"
#include "wire/errc.hpp"

#include <kafka/request_options.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace kafka::detail::client {

struct request_kind {
    protocol::api_key key;
    protocol::versions valid;
    /// A whole frame with correlation id 0. The message's blobs are copied into it.
    wire::errc (*encode)(const void* message, std::int16_t version, std::string_view client_id,
                         std::vector<std::byte>& frame);
    /// Reads a frame without its size; the response views it.
    wire::errc (*decode)(wire::bytes frame, std::int16_t version, void* response);
    /// Where this one belongs when its sender does not say.
    request_options (*destination)(const void* message);
    /// The highest version that means the same: a topic without an id is named, say.
    std::int16_t (*highest)(const void* message);
    /// Produce with acks none gets no answer.
    bool (*is_answered)(const void* message);
};

} // namespace kafka::detail::client
