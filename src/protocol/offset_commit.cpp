#include "protocol/offset_commit.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<offset_commit_request>;
template struct codec<offset_commit_response>;

} // namespace kafka::detail::protocol
