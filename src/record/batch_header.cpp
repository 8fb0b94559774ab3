#include "record/batch_header.hpp"

#include "wire/byte_order.hpp"
#include "wire/crc32c.hpp"

#include <limits>

namespace kafka::detail::record {

namespace {

namespace at { // where each field is
constexpr std::size_t base_offset = 0, length = 8, leader_epoch = 12, magic = 16, crc = 17,
                      attributes = 21, last_offset_delta = 23, base_timestamp = 27,
                      max_timestamp = 35, producer_id = 43, producer_epoch = 51, base_sequence = 53,
                      record_count = 57;
} // namespace at

} // namespace

std::int32_t batch_header::last_sequence() const {
    if (base_sequence < 0) return -1;
    const auto sum = std::int64_t{base_sequence} + last_offset_delta;
    return static_cast<std::int32_t>(sum & std::numeric_limits<std::int32_t>::max());
}

std::optional<batch_header> read_batch_header(bytes from) {
    if (from.size() < batch_header_size) return std::nullopt;
    const auto* p = from.data();
    batch_header h;
    h.base_offset = wire::load<std::int64_t>(p + at::base_offset);
    h.length = wire::load<std::int32_t>(p + at::length);
    h.partition_leader_epoch = wire::load<std::int32_t>(p + at::leader_epoch);
    h.magic = wire::load<std::int8_t>(p + at::magic);
    h.crc = wire::load<std::uint32_t>(p + at::crc);
    h.attributes = wire::load<std::int16_t>(p + at::attributes);
    h.last_offset_delta = wire::load<std::int32_t>(p + at::last_offset_delta);
    h.base_timestamp = wire::load<std::int64_t>(p + at::base_timestamp);
    h.max_timestamp = wire::load<std::int64_t>(p + at::max_timestamp);
    h.producer_id = wire::load<std::int64_t>(p + at::producer_id);
    h.producer_epoch = wire::load<std::int16_t>(p + at::producer_epoch);
    h.base_sequence = wire::load<std::int32_t>(p + at::base_sequence);
    h.record_count = wire::load<std::int32_t>(p + at::record_count);
    return h;
}

void write_batch_header(const batch_header& h, std::byte* p) {
    wire::store(p + at::base_offset, h.base_offset);
    wire::store(p + at::length, h.length);
    wire::store(p + at::leader_epoch, h.partition_leader_epoch);
    wire::store(p + at::magic, h.magic);
    wire::store(p + at::crc, h.crc);
    wire::store(p + at::attributes, h.attributes);
    wire::store(p + at::last_offset_delta, h.last_offset_delta);
    wire::store(p + at::base_timestamp, h.base_timestamp);
    wire::store(p + at::max_timestamp, h.max_timestamp);
    wire::store(p + at::producer_id, h.producer_id);
    wire::store(p + at::producer_epoch, h.producer_epoch);
    wire::store(p + at::base_sequence, h.base_sequence);
    wire::store(p + at::record_count, h.record_count);
}

std::uint32_t batch_crc(bytes batch) { return wire::crc32c(batch.subspan(crc_covers_from)); }

} // namespace kafka::detail::record
