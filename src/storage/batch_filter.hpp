// What compaction leaves of a batch. Follows what Apache Kafka's cleaner does for magic 2, so that
// either of them may go on where the other stopped.
#pragma once

#include "record/buffer.hpp"
#include "storage/errc.hpp"
#include "storage/latest_offsets.hpp"
#include "storage/transactions_met.hpp"

#include <unordered_map>

namespace kafka::detail::storage {

/// The largest batch, as it lies in the file and decompressed, that is taken into memory.
inline constexpr std::size_t largest_compacted_batch = std::size_t{256} << 20;

/// Where a producer that is still remembered wrote last.
struct producer_end {
    std::int64_t last_offset = -1; // -1: there are only markers of this epoch
    std::int16_t epoch = -1;
};

struct filter_rules {
    std::int64_t known_up_to = -1; // later records are not among the latest offsets
    std::int64_t now = 0;
    std::int64_t delete_retention_ms = 0;
    /// So that sequence numbers survive when every record of a batch goes.
    std::unordered_map<std::int64_t, producer_end> producers;
};

/// The records of a batch, decompressed when it is compressed; `unpacked` may be used for that.
std::error_code records_of(const record::batch_header& header, bytes whole,
                           record::buffer& unpacked, bytes& records);

class batch_filter {
public:
    enum class fate {
        as_it_is,
        written_anew, // as `anew` says, which may be without any record
        dropped,
    };

    batch_filter(const latest_offsets& latest, filter_rules rules, transactions_met transactions)
        : latest_(latest)
        , rules_(std::move(rules))
        , transactions_(std::move(transactions)) {}

    /// Batches come in the log's order. `must_stay`: an empty one stands for it when no record is
    /// left. errc::corrupt for what cannot be decoded.
    std::error_code judge(const record::batch_header& header, bytes whole, bool must_stay,
                          fate& out);
    /// The batch in its new form, until the next call.
    bytes anew() const { return anew_; }

private:
    bool is_last_of_producer(const record::batch_header& header) const;
    bool keeps(const record::batch_header& header, const record::record_view& r) const;
    std::error_code choose(const record::batch_header& header, bytes records);
    std::error_code rebuild(const record::batch_header& header, bytes records,
                            std::optional<std::int64_t> horizon);
    void make_empty(const record::batch_header& header);

    const latest_offsets& latest_;
    filter_rules rules_;
    transactions_met transactions_;
    std::vector<std::byte> anew_;

    // Of the batch under way.
    record::buffer unpacked_;
    std::vector<bool> chosen_;
    std::size_t chosen_count_ = 0;
    bool has_tombstone_ = false;
};

} // namespace kafka::detail::storage
