#include "protocol/stored/config_record.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<config_record>;

} // namespace kafka::detail::protocol
