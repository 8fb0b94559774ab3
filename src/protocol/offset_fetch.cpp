#include "protocol/offset_fetch.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<offset_fetch_request>;
template struct codec<offset_fetch_response>;

} // namespace kafka::detail::protocol
