#include "protocol/heartbeat.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<heartbeat_request>;
template struct codec<heartbeat_response>;

} // namespace kafka::detail::protocol
