#include "protocol/stored/topic_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<topic_record>;
template struct codec<remove_topic_record>;

} // namespace kafka::detail::protocol
