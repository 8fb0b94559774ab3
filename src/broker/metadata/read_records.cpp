#include "broker/metadata/read_records.hpp"

#include "record/compressor.hpp"
#include "record/record_view.hpp"

namespace kafka::detail::broker {

namespace {

// Apache Kafka writes metadata batches of at most 8 MiB and never compresses them.
constexpr std::size_t decompressed_limit = 64 << 20;

} // namespace

bool for_each_value(const record::batch_view& batch, const std::function<bool(wire::bytes)>& each) {
    if (batch.header.is_control()) return true;
    auto area = batch.records();
    record::buffer plain;
    if (const auto codec = batch.header.codec(); codec != compression::none) {
        if (record::decompress(codec, area, decompressed_limit, plain) != record::errc::ok)
            return false;
        area = plain;
    }
    record::record_cursor records(batch.header, area);
    for (record::record_view r; records.next(r);)
        if (!each(std::as_bytes(std::span(r.value.data(), r.value.size())))) return false;
    return records.error() == record::errc::ok;
}

} // namespace kafka::detail::broker
