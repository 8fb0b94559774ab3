#include "protocol/create_partitions.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<create_partitions_request>;
template struct codec<create_partitions_response>;

} // namespace kafka::detail::protocol
