#include "protocol/produce.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<produce_request>;
template struct codec<produce_response>;

} // namespace kafka::detail::protocol
