#include "protocol/delete_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<delete_records_request>;
template struct codec<delete_records_response>;

} // namespace kafka::detail::protocol
