// A batch that takes no more records and is ready to send, as often as it must be.
#pragma once

#include "record/batch_header.hpp"
#include "record/buffer.hpp"
#include "record/chunks.hpp"

#include <span>
#include <vector>

namespace kafka::detail::record {

/// Who writes a batch, and as which of his batches: what makes a retry recognisable.
struct producer_stamp {
    std::int64_t id = -1; // -1: not idempotent
    std::int16_t epoch = -1;
    std::int32_t base_sequence = -1;
    bool transactional = false;
};

/// Made by batch_writer::seal. Movable; the pieces stay where they are when it is moved.
class sealed_batch {
public:
    sealed_batch(chunk_chain records, const batch_header& header);
    /// `packed` has 61 bytes for the header in front.
    sealed_batch(buffer packed, const batch_header& header);

    const batch_header& header() const { return header_; }
    std::size_t size() const { return header_.size(); }
    std::int32_t count() const { return header_.record_count; }
    /// The whole batch, in order. One piece when compressed.
    std::span<const wire::bytes> pieces() const& { return pieces_; }
    std::span<const wire::bytes> pieces() && = delete; // they would be gone at once
    /// Rewrites the producer's fields and the CRC: for a retry under another producer id.
    void restamp(const producer_stamp& producer);

private:
    void write_header();

    chunk_chain chain_;
    buffer packed_;
    std::vector<wire::bytes> pieces_;
    batch_header header_;
};

/// Sets the producer's fields of a header.
void stamp(batch_header& header, const producer_stamp& producer);

} // namespace kafka::detail::record
