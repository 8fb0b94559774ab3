#include "protocol/delete_groups.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<delete_groups_request>;
template struct codec<delete_groups_response>;

} // namespace kafka::detail::protocol
