#include "protocol/stored/producer_ids_record.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<producer_ids_record>;

} // namespace kafka::detail::protocol
