#include "support/batches.hpp"

namespace kafka::testing {

std::vector<std::byte> make_log_batch(const batch_traits& t) {
    namespace record = detail::record;
    std::vector<std::byte> batch(record::batch_header_size + t.bytes, t.fill);
    record::batch_header h;
    h.base_offset = 0;
    h.length = static_cast<std::int32_t>(batch.size() - record::batch_prefix_size);
    h.attributes = t.attributes;
    h.last_offset_delta = t.records - 1;
    h.base_timestamp = t.timestamp;
    h.max_timestamp = t.timestamp;
    h.producer_id = t.producer_id;
    h.producer_epoch = t.producer_epoch;
    h.base_sequence = t.base_sequence;
    h.record_count = t.records;
    record::write_batch_header(h, batch.data());
    h.crc = record::batch_crc(batch);
    record::write_batch_header(h, batch.data());
    return batch;
}

} // namespace kafka::testing
