#include "protocol/stored/group_metadata.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<group_metadata_key>;
template struct codec<group_metadata_value>;

} // namespace kafka::detail::protocol
