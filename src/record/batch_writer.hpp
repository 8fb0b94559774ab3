// An open batch: records are encoded once, on the caller's thread, straight into the memory that
// will be sent.
#pragma once

#include "record/errc.hpp"
#include "record/record_encode.hpp"
#include "record/sealed_batch.hpp"

#include <limits>
#include <memory>

namespace kafka::detail::record {

/// Not thread-safe; cheap to move. Takes no clock and, besides chunks, no memory per record.
class batch_writer {
public:
    /// The largest batch that the format can describe.
    static constexpr std::size_t max_size = std::numeric_limits<std::int32_t>::max();

    explicit batch_writer(std::shared_ptr<chunk_pool> pool) : chain_(std::move(pool)) {}

    /// At most this many bytes does the record add to any batch.
    static std::size_t bound(const kafka::record& r) {
        std::size_t n = record_overhead_bound + r.key.size() + r.value.size();
        for (const auto& h : r.headers) n += 10 + h.key.size() + h.value.size();
        return n;
    }

    /// Copies the record to the end. Only too_large is possible, and only beyond max_size; the
    /// batch is then as before. Throws std::bad_alloc with the same promise.
    [[nodiscard]] errc append(const kafka::record& r, std::int64_t timestamp_ms);

    bool empty() const { return count_ == 0; }
    std::int32_t count() const { return count_; }
    /// Of the whole batch with its header, as it is without compression.
    std::size_t size() const { return empty() ? batch_header_size : chain_.size(); }
    std::int64_t max_timestamp() const { return max_timestamp_; }

    /// Ends the batch, which must not be empty. Compresses unless that would make it larger or the
    /// codec is not built, so the result is never larger than size(). To compress outside a lock,
    /// move the writer out of it and seal then.
    sealed_batch seal(const producer_stamp& producer, compression codec = compression::none,
                      int level = default_compression_level) &&;

private:
    batch_header header(const producer_stamp& producer) const;

    chunk_chain chain_;
    std::int32_t count_ = 0;
    std::int64_t base_timestamp_ = 0;
    std::int64_t max_timestamp_ = -1;
};

} // namespace kafka::detail::record
