#include "protocol/stored/register_controller_record.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<register_controller_record>;

} // namespace kafka::detail::protocol
