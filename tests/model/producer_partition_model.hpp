// What a broker does with the batches of idempotent producers, in fifty lines: the log of one
// partition as record values, and the last five batches of each producer.
#pragma once

#include <kafka/broker_errc.hpp>

#include "producer/sequence.hpp"
#include "record/batch_view.hpp"
#include "record/record_view.hpp"
#include "record/sealed_batch.hpp"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace kafka::testing {

class producer_partition_model {
public:
    struct result {
        broker_errc error = broker_errc::none;
        std::int64_t base_offset = -1;
    };

    /// Sequences as Kafka checks them: a batch that is known is answered as it was; the next one in
    /// the sequence is appended; a higher epoch begins at 0; an unknown producer anywhere.
    result append(const detail::record::batch_header& h, const std::vector<std::string>& values) {
        auto& p = producers_[h.producer_id];
        for (const auto& b : p.last)
            if (p.epoch == h.producer_epoch && b.base == h.base_sequence &&
                b.count == h.record_count)
                return {broker_errc::none, b.offset};
        if (h.producer_epoch < p.epoch) return {broker_errc::invalid_producer_epoch};
        if (h.producer_epoch > p.epoch && p.epoch >= 0 && h.base_sequence != 0)
            return {broker_errc::out_of_order_sequence_number};
        if (h.producer_epoch == p.epoch && h.base_sequence != p.next)
            return {broker_errc::out_of_order_sequence_number};
        if (h.producer_epoch != p.epoch) p = {.epoch = h.producer_epoch};
        const auto offset = static_cast<std::int64_t>(log.size());
        log.insert(log.end(), values.begin(), values.end());
        p.last.push_back({h.base_sequence, h.record_count, offset});
        if (p.last.size() > 5) p.last.pop_front();
        p.next = detail::producer::sequence_after(h.base_sequence,
                                                  static_cast<std::uint32_t>(h.record_count));
        return {broker_errc::none, offset};
    }

    /// As after a day without a word from them.
    void forget_producers() { producers_.clear(); }

    std::vector<std::string> log;
    std::int32_t leader = 1;

private:
    struct written {
        std::int32_t base, count;
        std::int64_t offset;
    };
    struct producer_state {
        std::int16_t epoch = -1;
        std::int32_t next = 0;
        std::deque<written> last = {};
    };
    std::map<std::int64_t, producer_state> producers_;
};

/// The values of a batch that is about to be sent.
inline std::vector<std::string> values_of(const detail::record::sealed_batch& batch) {
    std::vector<std::byte> bytes;
    for (auto piece : batch.pieces()) bytes.insert(bytes.end(), piece.begin(), piece.end());
    const auto view = detail::record::batch_cursor(bytes).next();
    std::vector<std::string> out;
    detail::record::record_cursor records(view->header, view->records());
    for (detail::record::record_view r; records.next(r);) out.push_back(r.value.str());
    return out;
}

} // namespace kafka::testing
