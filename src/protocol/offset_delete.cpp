#include "protocol/offset_delete.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<offset_delete_request>;
template struct codec<offset_delete_response>;

} // namespace kafka::detail::protocol
