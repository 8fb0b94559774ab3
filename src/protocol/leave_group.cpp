#include "protocol/leave_group.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<leave_group_request>;
template struct codec<leave_group_response>;

} // namespace kafka::detail::protocol
