#include "protocol/stored/no_op_record.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<no_op_record>;

} // namespace kafka::detail::protocol
