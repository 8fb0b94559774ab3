#include "protocol/describe_cluster.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<describe_cluster_request>;
template struct codec<describe_cluster_response>;

} // namespace kafka::detail::protocol
