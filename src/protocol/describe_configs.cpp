#include "protocol/describe_configs.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<describe_configs_request>;
template struct codec<describe_configs_response>;

} // namespace kafka::detail::protocol
