// What a partition remembers of its idempotent and transactional producers.
#pragma once

#include "record/batch_header.hpp"
#include "storage/errc.hpp"

#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace kafka::detail::storage {

/// One of a producer's batches in this partition.
struct produced_batch {
    std::int32_t last_sequence = -1;
    std::int64_t last_offset = -1;
    std::int32_t offset_delta = 0; // last offset minus first offset
    std::int64_t timestamp = -1;

    std::int64_t base_offset() const { return last_offset - offset_delta; }
    bool operator==(const produced_batch&) const = default;
};

/// The last batches of one producer. A repeated request finds itself among them: a client has at
/// most five under way.
struct producer_entry {
    static constexpr std::size_t remembered = 5;

    std::int16_t epoch = -1;
    std::int32_t coordinator_epoch = -1;
    std::int64_t transaction_first_offset = -1;
    std::int64_t timestamp = -1;
    std::uint8_t count = 0;
    std::array<produced_batch, remembered> batches{}; // the oldest first

    const produced_batch* last() const { return count == 0 ? nullptr : &batches[count - 1u]; }
    std::int32_t last_sequence() const { return count == 0 ? -1 : last()->last_sequence; }
    void add(const produced_batch& batch);
    void start_epoch(std::int16_t next);

    bool operator==(const producer_entry&) const = default;
};

/// What is to be done with a batch of a producer.
struct producer_verdict {
    std::error_code error;
    std::optional<produced_batch> duplicate; // it is in the log already, here
};

/// The end of a transaction, as its marker in the log says.
struct transaction_end {
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = -1;
    std::int32_t coordinator_epoch = -1;
    std::int64_t timestamp = -1;
};

class producer_table {
public:
    /// Kafka's rules for what a client sends. Batches without a producer id always pass.
    producer_verdict check(const record::batch_header& header) const;
    /// A batch of records that is now in the log. A producer's first batch is the only thing that
    /// allocates.
    void add(const record::batch_header& header);
    void end_transaction(const transaction_end& end);

    /// Forgets producers that wrote nothing for `expiration` and have no transaction open.
    void expire(std::int64_t now, std::int64_t expiration);
    /// The first offset of the oldest transaction that is open; empty when there is none.
    std::optional<std::int64_t> first_open_offset() const;

    std::size_t size() const { return entries_.size(); }
    const producer_entry* find(std::int64_t producer_id) const;
    void put(std::int64_t producer_id, const producer_entry& entry);
    void clear();
    const std::unordered_map<std::int64_t, producer_entry>& entries() const { return entries_; }

private:
    void open_transaction(std::int64_t producer_id, producer_entry& entry, std::int64_t offset);

    std::unordered_map<std::int64_t, producer_entry> entries_;
    std::map<std::int64_t, std::int64_t> open_; // first offset -> producer
};

} // namespace kafka::detail::storage
