#include "protocol/stored/control_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<leader_change_message>;
template struct codec<snapshot_header_record>;
template struct codec<snapshot_footer_record>;
template struct codec<kraft_version_record>;
template struct codec<voters_record>;
template struct codec<end_txn_marker>;

} // namespace kafka::detail::protocol
