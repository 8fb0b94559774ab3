// Encoding and decoding of one message type. The templates' bodies are in codec_body.hpp and are
// instantiated once, in the message's own .cpp: fifty messages in one translation unit take 37 s to
// compile.
#pragma once

#include "wire/errc.hpp"
#include "wire/field.hpp"
#include "wire/gather.hpp"

namespace kafka::detail::protocol {

template <wire::message M>
struct codec {
    /// Bytes without the blobs, then the blobs' bytes.
    struct sizes {
        std::size_t encoded = 0;
        std::size_t spliced = 0;
        wire::errc error = wire::errc::ok;
    };
    static sizes size(const M& message, wire::layout layout);
    static wire::errc write(const M& message, wire::layout layout, std::byte* to);
    static wire::errc gather(const M& message, wire::layout layout, wire::gather_writer& to);
    /// Decodes exactly one message; every view in it points into `frame`.
    static wire::errc read(wire::bytes frame, M& message, wire::layout layout);
};

} // namespace kafka::detail::protocol
