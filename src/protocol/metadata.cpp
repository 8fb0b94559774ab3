#include "protocol/metadata.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<metadata_request>;
template struct codec<metadata_response>;

} // namespace kafka::detail::protocol
