#include "protocol/stored/partition_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<partition_record>;
template struct codec<partition_change_record>;

} // namespace kafka::detail::protocol
