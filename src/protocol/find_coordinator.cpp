#include "protocol/find_coordinator.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<find_coordinator_request>;
template struct codec<find_coordinator_response>;

} // namespace kafka::detail::protocol
