#include "protocol/describe_groups.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<describe_groups_request>;
template struct codec<describe_groups_response>;

} // namespace kafka::detail::protocol
