#include "protocol/stored/record.hpp"

#include "wire/reader.hpp"
#include "wire/sink.hpp"

namespace kafka::detail::protocol {

namespace {

constexpr std::uint32_t frame_version = 1;

/// A number of the frame: unsigned, but no larger than the field of the record that it names.
std::int16_t frame_number(wire::reader& r) {
    const auto n = r.unsigned_varint();
    if (n > 0x7fff) r.fail(wire::errc::bad_length);
    return r.good() ? static_cast<std::int16_t>(n) : std::int16_t{0};
}

struct appender {
    std::vector<std::byte>& out;
    void put(const void* from, std::size_t n) {
        const auto* first = static_cast<const std::byte*>(from);
        out.insert(out.end(), first, first + n);
    }
};

} // namespace

std::optional<metadata_value> read_metadata_value(wire::bytes value) {
    wire::reader r(value);
    if (r.unsigned_varint() != frame_version) return std::nullopt;
    metadata_value out;
    out.type = frame_number(r);
    out.version = frame_number(r);
    out.message = value.last(r.left());
    return r.good() ? std::optional(out) : std::nullopt;
}

std::optional<prefixed_value> read_prefixed_value(wire::bytes value) {
    wire::reader r(value);
    prefixed_value out;
    out.prefix = r.fixed<std::int16_t>();
    out.message = value.last(r.left());
    return r.good() ? std::optional(out) : std::nullopt;
}

void append_metadata_prefix(std::int16_t type, std::int16_t version, std::vector<std::byte>& out) {
    appender to{out};
    wire::put_unsigned_varint(to, frame_version);
    wire::put_unsigned_varint(to, static_cast<std::uint64_t>(type));
    wire::put_unsigned_varint(to, static_cast<std::uint64_t>(version));
}

void append_prefix(std::int16_t prefix, std::vector<std::byte>& out) {
    appender to{out};
    wire::put_fixed(to, prefix);
}

} // namespace kafka::detail::protocol
