#include "protocol/offset_for_leader_epoch.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<offset_for_leader_epoch_request>;
template struct codec<offset_for_leader_epoch_response>;

} // namespace kafka::detail::protocol
