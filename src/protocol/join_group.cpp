#include "protocol/join_group.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<join_group_request>;
template struct codec<join_group_response>;

} // namespace kafka::detail::protocol
