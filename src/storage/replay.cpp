#include "storage/replay.hpp"

#include "record/control.hpp"
#include "record/record_view.hpp"

namespace kafka::detail::storage {

namespace {

// A marker is one short record. What claims to be larger is none.
constexpr std::int32_t largest_marker = 4096;

std::error_code replay_control(const segment& from, const header_scan& scan,
                               producer_table& producers) {
    const auto& header = scan.header();
    if (!header.has_producer() || header.length > largest_marker) return {};
    std::vector<std::byte> batch(header.size());
    const auto got = from.data()->read_at(scan.position(), batch);
    if (got.error) return got.error;
    const auto records = bytes(batch).subspan(record::batch_header_size);
    if (const auto end = transaction_end_in(header, records)) producers.end_transaction(*end);
    return {};
}

} // namespace

std::optional<transaction_end> transaction_end_in(const record::batch_header& header,
                                                  bytes records) {
    if (!header.is_control() || !header.has_producer()) return std::nullopt;
    record::record_cursor all(header, records);
    record::record_view marker;
    if (!all.next(marker)) return std::nullopt;
    const auto type = record::read_control_type(marker.key);
    if (type != record::control_type::abort && type != record::control_type::commit)
        return std::nullopt;
    return transaction_end{header.producer_id, header.producer_epoch,
                           record::read_coordinator_epoch(marker.value).value_or(-1),
                           header.max_timestamp};
}

std::error_code replay(const segment& from, std::int64_t producers_from, std::int64_t epochs_from,
                       batch_knowledge& to) {
    header_scan scan(*from.data(), 0, from.size());
    scanned step;
    while ((step = scan.next()) == scanned::batch) {
        const auto& header = scan.header();
        if (header.base_offset >= epochs_from &&
            to.epochs.assign(header.partition_leader_epoch, header.base_offset))
            to.epochs_changed = true;
        if (header.base_offset < producers_from) continue;
        to.producers.add(header);
        if (header.is_control())
            if (const auto failed = replay_control(from, scan, to.producers)) return failed;
    }
    if (step == scanned::end) return {};
    return step == scanned::bad ? errc::corrupt : scan.error();
}

} // namespace kafka::detail::storage
