#include "protocol/stored/metadata_transaction_records.hpp"

#include "protocol/codec_body.hpp"

namespace kafka::detail::protocol {

template struct codec<begin_transaction_record>;
template struct codec<end_transaction_record>;
template struct codec<abort_transaction_record>;

} // namespace kafka::detail::protocol
