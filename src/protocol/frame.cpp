#include "protocol/frame.hpp"

#include "wire/sink.hpp"

namespace kafka::detail::protocol {

std::size_t request_prefix_size(std::string_view client_id, bool flexible) {
    return frame_size_bytes + 2 + 2 + 4 + 2 + client_id.size() + (flexible ? 1 : 0);
}

void put_request_prefix(wire::gather_writer& to, std::size_t frame_size,
                        const request_header& header, bool flexible) {
    wire::put_fixed(to, static_cast<std::int32_t>(frame_size));
    wire::put_fixed(to, header.key);
    wire::put_fixed(to, header.version);
    wire::put_fixed(to, header.correlation_id);
    const auto id = header.client_id.value_or("");
    wire::put_fixed(to, static_cast<std::int16_t>(id.size()));
    to.put(id.data(), id.size());
    if (flexible) wire::put_unsigned_varint(to, 0);
}

void put_response_prefix(wire::gather_writer& to, std::size_t frame_size,
                         std::int32_t correlation_id, bool flexible_header) {
    wire::put_fixed(to, static_cast<std::int32_t>(frame_size));
    wire::put_fixed(to, correlation_id);
    if (flexible_header) wire::put_unsigned_varint(to, 0);
}

} // namespace kafka::detail::protocol
