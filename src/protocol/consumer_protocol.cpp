#include "protocol/consumer_protocol.hpp"

#include "protocol/codec_body.hpp"

#include <algorithm>

namespace kafka::detail::protocol {

template struct codec<consumer_protocol_subscription>;
template struct codec<consumer_protocol_assignment>;

namespace {

/// Decodes a message at the start of `bytes`, whatever follows it.
template <class M>
wire::errc read_start(wire::bytes bytes, std::int16_t version, M& out) {
    wire::reader r(bytes);
    out = {};
    wire::decode_message(r, out, layout_of<M>(version));
    return r.error();
}

/// The message behind the version, and the version to read it as.
template <class M>
wire::errc take_version(wire::bytes bytes, prefixed_value& out) {
    const auto value = read_prefixed_value(bytes);
    if (!value) return wire::errc::truncated;
    if (value->prefix < 0) return wire::errc::not_in_version;
    out = {std::min(value->prefix, M::valid.max), value->message};
    return wire::errc::ok;
}

} // namespace

wire::errc read_subscription(wire::bytes bytes, consumer_protocol_subscription& out) {
    using codec = codec<consumer_protocol_subscription>;
    constexpr auto oldest = layout_of<consumer_protocol_subscription>(0);
    prefixed_value value;
    const auto error = take_version<consumer_protocol_subscription>(bytes, value);
    if (error != wire::errc::ok) return error;
    const auto read = read_start(value.message, value.prefix, out);
    if (read == wire::errc::ok || value.prefix == 0) return read;
    out = {};
    return codec::read(value.message, out, oldest) == wire::errc::ok ? wire::errc::ok : read;
}

wire::errc read_assignment(wire::bytes bytes, consumer_protocol_assignment& out) {
    prefixed_value value;
    const auto error = take_version<consumer_protocol_assignment>(bytes, value);
    return error == wire::errc::ok ? read_start(value.message, value.prefix, out) : error;
}

} // namespace kafka::detail::protocol
