#include "storage/transactions_met.hpp"

#include "record/record_view.hpp"
#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

// An entry of a .txnindex file: version, producer, first and last offset, last stable offset.
constexpr std::size_t index_entry_size = 34;

} // namespace

std::optional<record::control_type> marker_in(const record::batch_header& header, bytes records) {
    record::record_cursor all(header, records);
    record::record_view marker;
    if (!all.next(marker)) return std::nullopt;
    return record::read_control_type(marker.key).value_or(record::control_type::unknown);
}

void aborted_search::records(const record::batch_header& header) {
    if (header.is_transactional()) open_.try_emplace(header.producer_id, header.base_offset);
}

void aborted_search::marker(const record::batch_header& header,
                            std::optional<record::control_type> type) {
    const auto begun = open_.find(header.producer_id);
    if (begun == open_.end()) return;
    if (type == record::control_type::abort)
        found_.push_back({header.producer_id, begun->second, header.last_offset()});
    if (type == record::control_type::abort || type == record::control_type::commit)
        open_.erase(begun);
}

std::vector<aborted_transaction> read_transaction_index(bytes content) {
    std::vector<aborted_transaction> out;
    for (; content.size() >= index_entry_size; content = content.subspan(index_entry_size)) {
        const auto* p = content.data();
        if (wire::load<std::int16_t>(p) != 0) break;
        out.push_back({wire::load<std::int64_t>(p + 2), wire::load<std::int64_t>(p + 10),
                       wire::load<std::int64_t>(p + 18)});
    }
    return out;
}

transactions_met::transactions_met(std::vector<aborted_transaction> aborted)
    : aborted_(std::move(aborted)) {
    std::ranges::sort(aborted_, {},
                      [](const auto& t) { return std::pair(t.first_offset, t.producer_id); });
    const auto same = [](const auto& a, const auto& b) {
        return a.first_offset == b.first_offset && a.producer_id == b.producer_id;
    };
    // Not the one of std::ranges: clang 14, which builds the fuzz targets, cannot compile its
    // result.
    aborted_.erase(std::unique(aborted_.begin(), aborted_.end(), same), aborted_.end());
}

void transactions_met::open_up_to(std::int64_t offset) {
    for (; next_ < aborted_.size() && aborted_[next_].first_offset <= offset; ++next_)
        open_aborted_.try_emplace(aborted_[next_].producer_id, false);
}

bool transactions_met::was_aborted(const record::batch_header& header) {
    open_up_to(header.last_offset());
    if (!header.is_transactional()) return false;
    if (const auto found = open_aborted_.find(header.producer_id); found != open_aborted_.end()) {
        found->second = true;
        return true;
    }
    committing_.insert(header.producer_id);
    return false;
}

bool transactions_met::is_idle_marker(const record::batch_header& header,
                                      std::optional<record::control_type> type) {
    open_up_to(header.last_offset());
    if (!type) return true;
    if (type == record::control_type::commit) return committing_.erase(header.producer_id) == 0;
    if (type != record::control_type::abort) return false;
    const auto found = open_aborted_.find(header.producer_id);
    const bool had_records = found != open_aborted_.end() && found->second;
    if (found != open_aborted_.end()) open_aborted_.erase(found);
    return !had_records;
}

} // namespace kafka::detail::storage
