#include "protocol/sticky_user_data.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<sticky_user_data>;
template struct codec<cooperative_sticky_user_data>;

namespace {

template <class M>
bool read_start(wire::bytes bytes, std::int16_t version, M& out) {
    wire::reader r(bytes);
    out = {};
    wire::decode_message(r, out, layout_of<M>(version));
    if (!r.good()) out = {};
    return r.good();
}

} // namespace

bool read_user_data(wire::bytes bytes, sticky_user_data& out) {
    return read_start(bytes, 1, out) || read_start(bytes, 0, out);
}

bool read_user_data(wire::bytes bytes, cooperative_sticky_user_data& out) {
    return read_start(bytes, 0, out);
}

} // namespace kafka::detail::protocol
