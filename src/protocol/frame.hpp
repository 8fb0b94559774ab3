// Whole frames: a four-byte size, a header, a message. Both ends build theirs here.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/header.hpp"

#include <string_view>

namespace kafka::detail::protocol {

inline constexpr std::size_t frame_size_bytes = 4;

/// The bytes before the message in a request frame.
std::size_t request_prefix_size(std::string_view client_id, bool flexible);
void put_request_prefix(wire::gather_writer& to, std::size_t frame_size,
                        const request_header& header, bool flexible);
void put_response_prefix(wire::gather_writer& to, std::size_t frame_size,
                         std::int32_t correlation_id, bool flexible_header);

/// Builds a request frame; the records in it are spliced, so they must stay alive until it was
/// sent.
template <request M>
wire::errc gather_request(const M& message, std::int16_t version, std::int32_t correlation_id,
                          std::string_view client_id, wire::gathered& out) {
    const auto layout = layout_of<M>(version);
    const auto size = codec<M>::size(message, layout);
    if (size.error != wire::errc::ok) return size.error;
    const auto prefix = request_prefix_size(client_id, layout.flexible);
    wire::gather_writer to(out, prefix + size.encoded);
    put_request_prefix(to, prefix + size.encoded + size.spliced - frame_size_bytes,
                       {static_cast<std::int16_t>(M::key), version, correlation_id, client_id},
                       layout.flexible);
    const auto error = codec<M>::gather(message, layout, to);
    to.finish();
    return error;
}

/// Builds the frame that answers request type `Request`.
template <request Request>
wire::errc gather_response(const typename Request::response& message, std::int16_t version,
                           std::int32_t correlation_id, wire::gathered& out) {
    using M = typename Request::response;
    const auto layout = layout_of<Request>(version);
    const auto size = codec<M>::size(message, layout);
    if (size.error != wire::errc::ok) return size.error;
    const bool flexible_header = response_header_is_flexible(Request::key, layout.flexible);
    const std::size_t prefix = frame_size_bytes + 4 + (flexible_header ? 1 : 0);
    wire::gather_writer to(out, prefix + size.encoded);
    put_response_prefix(to, prefix + size.encoded + size.spliced - frame_size_bytes, correlation_id,
                        flexible_header);
    const auto error = codec<M>::gather(message, layout, to);
    to.finish();
    return error;
}

/// Reads the message of a response frame whose size field has been taken off already.
template <request Request>
wire::errc read_response(wire::bytes frame, std::int16_t version, typename Request::response& out) {
    const auto layout = layout_of<Request>(version);
    wire::reader r(frame);
    r.fixed<std::int32_t>(); // the correlation id, which the connection has matched
    if (response_header_is_flexible(Request::key, layout.flexible)) skip_tags(r);
    if (!r.good()) return r.error();
    return codec<typename Request::response>::read(frame.last(r.left()), out, layout);
}

} // namespace kafka::detail::protocol
