#include "protocol/delete_topics.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<delete_topics_request>;
template struct codec<delete_topics_response>;

} // namespace kafka::detail::protocol
