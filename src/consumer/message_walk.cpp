#include "consumer/message_walk.hpp"

namespace kafka::detail::consumer {

namespace {

timestamp_type type_of(const record::batch_header& h) {
    if (h.max_timestamp < 0) return timestamp_type::none;
    return h.is_log_append_time() ? timestamp_type::log_append_time : timestamp_type::create_time;
}

} // namespace

void message_walk::begin_batch() {
    batch_number_ = records_.batch_number();
    const auto& from = records_.what();
    if (from.memory && from.memory->topic) message_.topic = *from.memory->topic;
    message_.partition = from.partition;
    message_.high_watermark = from.high_watermark;
    message_.leader_epoch = records_.header().partition_leader_epoch;
    message_.timestamp_type = type_of(records_.header());
    if (message_.keeps != records_.keeps()) message_.keeps = records_.keeps();
}

} // namespace kafka::detail::consumer
