#include "protocol/sasl_authenticate.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<sasl_authenticate_request>;
template struct codec<sasl_authenticate_response>;

} // namespace kafka::detail::protocol
