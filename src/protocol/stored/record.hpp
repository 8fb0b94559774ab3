// What the records of Kafka's internal logs have in common: a value says which record it is before
// the record itself follows. The metadata log frames its values (KIP-631); the keys and values of
// the internal topics start with two bytes, a key with its type and a value with its version.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "wire/blob.hpp"

#include <optional>
#include <vector>

namespace kafka::detail::protocol {

/// A message that is written to a log; its versions, but no API key.
template <class M>
concept stored_message = wire::message<M> && requires {
    { M::valid } -> std::convertible_to<versions>;
    { M::flexible_since } -> std::convertible_to<std::int16_t>;
};

/// One whose type has a number: the metadata log's records, and the keys and values of the internal
/// topics.
template <class M>
concept numbered_record = stored_message<M> && requires {
    { M::type } -> std::convertible_to<std::int16_t>;
};

/// A value of the metadata log, taken apart as far as its type and version.
struct metadata_value {
    std::int16_t type = 0;
    std::int16_t version = 0;
    wire::bytes message;
};

/// A key or a value of an internal topic: `prefix` is the type in a key, the version in a value.
struct prefixed_value {
    std::int16_t prefix = 0;
    wire::bytes message;
};

/// Empty when the bytes end early or are framed in a way that this build does not know.
std::optional<metadata_value> read_metadata_value(wire::bytes value);
std::optional<prefixed_value> read_prefixed_value(wire::bytes value);

/// The record that a value is said to be. Empty when its version is unknown or its bytes are bad.
template <numbered_record M>
std::optional<M> read_as(const metadata_value& value) {
    if (!M::valid.has(value.version)) return std::nullopt;
    M record;
    const auto layout = layout_of<M>(value.version);
    if (codec<M>::read(value.message, record, layout) != wire::errc::ok) return std::nullopt;
    return record;
}

void append_metadata_prefix(std::int16_t type, std::int16_t version, std::vector<std::byte>& out);
void append_prefix(std::int16_t prefix, std::vector<std::byte>& out);

/// Appends the message alone, as in the value of a control record.
template <stored_message M>
wire::errc append_message(const M& message, std::int16_t version, std::vector<std::byte>& out) {
    const auto layout = layout_of<M>(version);
    const auto size = codec<M>::size(message, layout);
    if (size.error != wire::errc::ok) return size.error;
    const auto start = out.size();
    out.resize(start + size.encoded);
    return codec<M>::write(message, layout, out.data() + start);
}

/// Appends a value of the metadata log.
template <numbered_record M>
wire::errc append_metadata_value(const M& message, std::int16_t version,
                                 std::vector<std::byte>& out) {
    append_metadata_prefix(M::type, version, out);
    return append_message(message, version, out);
}

/// Appends a key of an internal topic: keys have one version each, their type tells them apart.
template <numbered_record M>
wire::errc append_key(const M& key, std::vector<std::byte>& out) {
    append_prefix(M::type, out);
    return append_message(key, M::valid.max, out);
}

/// Appends a value of an internal topic.
template <numbered_record M>
wire::errc append_value(const M& value, std::int16_t version, std::vector<std::byte>& out) {
    append_prefix(version, out);
    return append_message(value, version, out);
}

} // namespace kafka::detail::protocol
