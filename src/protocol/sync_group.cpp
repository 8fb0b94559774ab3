#include "protocol/sync_group.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<sync_group_request>;
template struct codec<sync_group_response>;

} // namespace kafka::detail::protocol
