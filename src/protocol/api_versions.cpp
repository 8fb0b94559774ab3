#include "protocol/api_versions.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<api_versions_request>;
template struct codec<api_versions_response>;

} // namespace kafka::detail::protocol
