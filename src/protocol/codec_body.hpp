// The bodies of protocol::codec. Included only by the .cpp file of a message, which ends with
//     template struct kafka::detail::protocol::codec<the_message>;
#pragma once

#include "protocol/codec.hpp"
#include "wire/decode.hpp"
#include "wire/encode.hpp"

namespace kafka::detail::protocol {

template <wire::message M>
typename codec<M>::sizes codec<M>::size(const M& message, wire::layout layout) {
    wire::counter c;
    wire::encode_message(c, message, layout);
    return {c.size, c.spliced, c.error};
}

template <wire::message M>
wire::errc codec<M>::write(const M& message, wire::layout layout, std::byte* to) {
    wire::memory_writer w{to};
    wire::encode_message(w, message, layout);
    return w.error;
}

template <wire::message M>
wire::errc codec<M>::gather(const M& message, wire::layout layout, wire::gather_writer& to) {
    wire::encode_message(to, message, layout);
    return to.error;
}

template <wire::message M>
wire::errc codec<M>::read(wire::bytes frame, M& message, wire::layout layout) {
    return wire::decode_exact(frame, message, layout);
}

} // namespace kafka::detail::protocol
