#include "protocol/incremental_alter_configs.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<incremental_alter_configs_request>;
template struct codec<incremental_alter_configs_response>;

} // namespace kafka::detail::protocol
