#include "protocol/header.hpp"

namespace kafka::detail::protocol {

request_header read_request_header(wire::reader& r) {
    request_header h;
    h.key = r.fixed<std::int16_t>();
    h.version = r.fixed<std::int16_t>();
    h.correlation_id = r.fixed<std::int32_t>();
    const auto length = r.fixed<std::int16_t>();
    if (length < -1) r.fail(wire::errc::bad_length);
    if (length < 0 || !r.good()) return h;
    const auto id = r.take(static_cast<std::size_t>(length));
    h.client_id.emplace(reinterpret_cast<const char*>(id.data()), id.size());
    return h;
}

void skip_tags(wire::reader& r) {
    for (auto n = r.unsigned_varint(); n > 0 && r.good(); --n) {
        r.unsigned_varint();
        r.take(r.unsigned_varint());
    }
}

} // namespace kafka::detail::protocol
