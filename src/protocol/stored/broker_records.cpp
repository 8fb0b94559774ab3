#include "protocol/stored/broker_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<register_broker_record>;
template struct codec<unregister_broker_record>;
template struct codec<broker_registration_change_record>;

} // namespace kafka::detail::protocol
