#include "protocol/init_producer_id.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<init_producer_id_request>;
template struct codec<init_producer_id_response>;

} // namespace kafka::detail::protocol
