#include "protocol/stored/offset_commit.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<offset_commit_key>;
template struct codec<offset_commit_value>;

} // namespace kafka::detail::protocol
