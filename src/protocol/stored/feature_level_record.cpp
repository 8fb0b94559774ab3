#include "protocol/stored/feature_level_record.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<feature_level_record>;

} // namespace kafka::detail::protocol
