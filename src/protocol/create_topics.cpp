#include "protocol/create_topics.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<create_topics_request>;
template struct codec<create_topics_response>;

} // namespace kafka::detail::protocol
