#include "protocol/describe_topic_partitions.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<describe_topic_partitions_request>;
template struct codec<describe_topic_partitions_response>;

} // namespace kafka::detail::protocol
