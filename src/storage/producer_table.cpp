#include "storage/producer_table.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

bool follows(std::int32_t last, std::int32_t next) {
    return next == last + std::int64_t{1} ||
           (next == 0 && last == std::numeric_limits<std::int32_t>::max());
}

bool is_same(const produced_batch& known, const record::batch_header& header) {
    return known.last_sequence == header.last_sequence() &&
           known.offset_delta == header.last_offset_delta;
}

} // namespace

void producer_entry::add(const produced_batch& batch) {
    if (count == remembered) {
        std::ranges::move(batches.begin() + 1, batches.end(), batches.begin());
        --count;
    }
    batches[count++] = batch;
    timestamp = batch.timestamp;
}

void producer_entry::start_epoch(std::int16_t next) {
    if (epoch == next) return;
    epoch = next;
    count = 0;
}

const producer_entry* producer_table::find(std::int64_t producer_id) const {
    const auto found = entries_.find(producer_id);
    return found == entries_.end() ? nullptr : &found->second;
}

producer_verdict producer_table::check(const record::batch_header& header) const {
    if (!header.has_producer()) return {};
    const auto* known = find(header.producer_id);
    // What is not known may have been known once, and have expired: any sequence may follow.
    if (known == nullptr) return {};
    if (header.producer_epoch < known->epoch) return {errc::invalid_producer_epoch, {}};
    if (header.producer_epoch == known->epoch) {
        for (std::size_t i = 0; i < known->count; ++i)
            if (is_same(known->batches[i], header)) return {{}, known->batches[i]};
        if (!follows(known->last_sequence(), header.base_sequence))
            return {errc::out_of_order_sequence, {}};
    } else if (header.base_sequence != 0 && known->epoch >= 0) {
        return {errc::out_of_order_sequence, {}};
    }
    if (known->transaction_first_offset >= 0 && !header.is_transactional())
        return {errc::wrong_transaction_state, {}};
    return {};
}

void producer_table::open_transaction(std::int64_t producer_id, producer_entry& entry,
                                      std::int64_t offset) {
    entry.transaction_first_offset = offset;
    open_[offset] = producer_id;
}

void producer_table::add(const record::batch_header& header) {
    if (!header.has_producer() || header.is_control()) return;
    auto& entry = entries_[header.producer_id];
    entry.start_epoch(header.producer_epoch);
    entry.add({header.last_sequence(), header.last_offset(), header.last_offset_delta,
               header.max_timestamp});
    if (header.is_transactional() && entry.transaction_first_offset < 0)
        open_transaction(header.producer_id, entry, header.base_offset);
}

void producer_table::end_transaction(const transaction_end& end) {
    auto& entry = entries_[end.producer_id];
    entry.start_epoch(end.producer_epoch);
    entry.coordinator_epoch = end.coordinator_epoch;
    entry.timestamp = end.timestamp;
    open_.erase(entry.transaction_first_offset);
    entry.transaction_first_offset = -1;
}

void producer_table::expire(std::int64_t now, std::int64_t expiration) {
    std::erase_if(entries_, [&](const auto& e) {
        return e.second.transaction_first_offset < 0 && now - e.second.timestamp >= expiration;
    });
}

std::optional<std::int64_t> producer_table::first_open_offset() const {
    if (open_.empty()) return std::nullopt;
    return open_.begin()->first;
}

void producer_table::put(std::int64_t producer_id, const producer_entry& entry) {
    entries_[producer_id] = entry;
    if (entry.transaction_first_offset >= 0) open_[entry.transaction_first_offset] = producer_id;
}

void producer_table::clear() {
    entries_.clear();
    open_.clear();
}

} // namespace kafka::detail::storage
