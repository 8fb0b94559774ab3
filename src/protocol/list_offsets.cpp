#include "protocol/list_offsets.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<list_offsets_request>;
template struct codec<list_offsets_response>;

} // namespace kafka::detail::protocol
