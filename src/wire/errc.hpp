// Why bytes could not be read, or a value could not be written. The lowest room has its own short
// list; higher rooms turn it into what the user sees.
#pragma once

#include <string_view>

namespace kafka::detail::wire {

enum class errc {
    ok,
    truncated,       // the frame ends inside a value
    bad_length,      // negative, or more than the bytes that are left can hold
    bad_varint,      // more bytes than the type can need
    unexpected_null, // null where this version forbids it
    bad_tag,         // duplicate or descending tag, or a tag's length does not match its content
    trailing_bytes,  // the message ended before the frame did
    not_in_version,  // encoding: a value that is not the default, in a version that cannot carry it
};

constexpr std::string_view to_string(errc e) {
    switch (e) {
    case errc::ok:
        return "ok";
    case errc::truncated:
        return "the frame ends inside a value";
    case errc::bad_length:
        return "a length is negative or larger than the frame";
    case errc::bad_varint:
        return "a variable-length integer is too long";
    case errc::unexpected_null:
        return "null where this version forbids it";
    case errc::bad_tag:
        return "tagged fields are out of order or of the wrong length";
    case errc::trailing_bytes:
        return "bytes follow the end of the message";
    case errc::not_in_version:
        return "a field is set that this version cannot carry";
    }
    return "unknown";
}

} // namespace kafka::detail::wire
