#include "record/sealed_batch.hpp"

#include "wire/crc32c.hpp"

#include <cassert>

namespace kafka::detail::record {

void stamp(batch_header& header, const producer_stamp& producer) {
    header.producer_id = producer.id;
    header.producer_epoch = producer.epoch;
    header.base_sequence = producer.base_sequence;
    header.attributes =
        static_cast<std::int16_t>(producer.transactional ? header.attributes | transactional_bit
                                                         : header.attributes & ~transactional_bit);
}

sealed_batch::sealed_batch(chunk_chain records, const batch_header& header)
    : chain_(std::move(records))
    , pieces_(chain_.pieces())
    , header_(header) {
    write_header();
}

sealed_batch::sealed_batch(buffer packed, const batch_header& header)
    : chain_(nullptr)
    , packed_(std::move(packed))
    , pieces_{wire::bytes{packed_}}
    , header_(header) {
    write_header();
}

void sealed_batch::restamp(const producer_stamp& producer) {
    stamp(header_, producer);
    write_header();
}

void sealed_batch::write_header() {
    assert(!pieces_.empty()); // batch_writer::seal forbids empty batches
    auto* front = packed_.empty() ? chain_.front() : packed_.data();
    write_batch_header(header_, front);
    header_.crc = wire::crc32c(pieces_.front().subspan(crc_covers_from));
    for (auto piece : std::span(pieces_).subspan(1)) header_.crc = wire::crc32c(piece, header_.crc);
    write_batch_header(header_, front);
}

} // namespace kafka::detail::record
