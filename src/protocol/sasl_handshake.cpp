#include "protocol/sasl_handshake.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<sasl_handshake_request>;
template struct codec<sasl_handshake_response>;

} // namespace kafka::detail::protocol
