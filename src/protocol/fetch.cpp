#include "protocol/fetch.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<fetch_request>;
template struct codec<fetch_response>;

} // namespace kafka::detail::protocol
