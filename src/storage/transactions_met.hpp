// The transactions that a walk over a log has come across, as far as compaction must know.
#pragma once

#include "record/batch_header.hpp"
#include "record/control.hpp"
#include "storage/file.hpp"

#include <map>
#include <set>
#include <vector>

namespace kafka::detail::storage {

/// The records of a producer within these offsets were taken back.
struct aborted_transaction {
    std::int64_t producer_id = -1;
    std::int64_t first_offset = -1;
    std::int64_t last_offset = -1;

    bool operator==(const aborted_transaction&) const = default;
};

/// What the marker in a control batch says; empty when the batch holds none, so that an earlier
/// compaction has emptied it. Every marker is small, so its batch is not compressed.
std::optional<record::control_type> marker_in(const record::batch_header& header, bytes records);

/// Finds the aborted transactions of a part of a log from its batches, in the log's order.
class aborted_search {
public:
    void records(const record::batch_header& header);
    void marker(const record::batch_header& header, std::optional<record::control_type> type);
    std::vector<aborted_transaction> take() { return std::move(found_); }

private:
    std::map<std::int64_t, std::int64_t> open_; // producer -> first offset
    std::vector<aborted_transaction> found_;
};

/// Those that a .txnindex file of Apache Kafka tells of; what is not in its format is left out.
std::vector<aborted_transaction> read_transaction_index(bytes content);

/// Says of batches, in the log's order, whether transactions still need them.
class transactions_met {
public:
    explicit transactions_met(std::vector<aborted_transaction> aborted);

    /// True when the records were taken back, so that nobody may see them any more.
    bool was_aborted(const record::batch_header& header);
    /// True when no record of the transaction that this batch ends is left before it.
    bool is_idle_marker(const record::batch_header& header,
                        std::optional<record::control_type> type);

private:
    void open_up_to(std::int64_t offset);

    std::vector<aborted_transaction> aborted_; // by first offset
    std::size_t next_ = 0;
    std::map<std::int64_t, bool> open_aborted_; // producer -> whether records of it were met
    std::set<std::int64_t> committing_;         // producers with records before their marker
};

} // namespace kafka::detail::storage
