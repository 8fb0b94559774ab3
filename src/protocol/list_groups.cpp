#include "protocol/list_groups.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<list_groups_request>;
template struct codec<list_groups_response>;

} // namespace kafka::detail::protocol
