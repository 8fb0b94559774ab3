#include "consumer/record_walk.hpp"

#include "record/compressor.hpp"
#include "record/legacy_read.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

/// Bytes that were not received as they are: unpacked or rewritten.
struct made_memory {
    record::buffer bytes;
    std::shared_ptr<const std::string> topic;
    byte_hold held;
};

kafka::errc code_of(record::errc e) {
    switch (e) {
    case record::errc::unknown_codec:
    case record::errc::codec_not_built:
        return errc::unsupported_codec;
    case record::errc::too_large:
        return errc::message_too_large;
    default:
        return errc::corrupt_batch;
    }
}

} // namespace

record_walk::record_walk(fetched what, walk_rules rules)
    : what_(std::move(what))
    , rules_(std::move(rules))
    , records_({}, {})
    , batches_(what_.records)
    , position_(what_.from) {}

void record_walk::advance_to(std::int64_t offset) { position_ = std::max(position_, offset); }

/// False when the batch that ends here was damaged.
bool record_walk::end_batch() {
    if (damage_) return false;
    if (records_.error() != record::errc::ok) return fail(records_.error());
    if (batch_number_ > 0) advance_to(header_.next_offset());
    return true;
}

bool record_walk::begin_batch() {
    for (;;) {
        auto batch = rewritten_ ? rewritten_->next() : batches_.next();
        if (!batch && rewritten_) {
            rewritten_.reset();
            continue;
        }
        if (batch) {
            if (batch->header.is_control() || batch->header.last_offset() < what_.from) {
                advance_to(batch->header.next_offset());
                continue;
            }
            return open(*batch);
        }
        if (batches_.error() != record::errc::old_magic) break;
        if (!rewrite_old_messages()) return false;
    }
    advance_to(what_.next);
    return false;
}

bool record_walk::open(const record::batch_view& batch) {
    if (rules_.check_crcs && !rewritten_ && !batch.crc_matches())
        return fail(record::errc::bad_crc);
    header_ = batch.header;
    last_offset_ = header_.last_offset();
    ++batch_number_;
    if (header_.codec() != compression::none) return unpack(batch);
    records_ = record::record_cursor(header_, batch.records());
    const std::shared_ptr<const void> memory = rewritten_ ? rewritten_memory_ : what_.memory;
    if (keeps_ != memory) keeps_ = memory;
    return true;
}

bool record_walk::unpack(const record::batch_view& batch) {
    auto made = std::make_shared<made_memory>();
    const auto error =
        record::decompress(header_.codec(), batch.records(), rules_.largest_unpacked, made->bytes);
    if (error != record::errc::ok) return fail(error);
    made->topic = what_.memory ? what_.memory->topic : nullptr;
    made->held = byte_hold(rules_.budget, made->bytes.size());
    records_ = record::record_cursor(header_, made->bytes);
    keeps_ = std::move(made);
    return true;
}

bool record_walk::rewrite_old_messages() {
    auto made = std::make_shared<made_memory>();
    std::size_t read = 0;
    const auto error =
        record::rewrite_legacy(batches_.rest(), rules_.largest_unpacked, made->bytes, read);
    if (read == 0 || (error != record::errc::ok && error != record::errc::truncated))
        return fail(error);
    batches_.skip(read);
    made->topic = what_.memory ? what_.memory->topic : nullptr;
    made->held = byte_hold(rules_.budget, made->bytes.size());
    rewritten_.emplace(wire::bytes(made->bytes));
    rewritten_memory_ = std::move(made);
    return true;
}

bool record_walk::refuse_offset() { return fail(record::errc::bad_record); }

bool record_walk::fail(record::errc why) {
    records_ = record::record_cursor({}, {});
    batches_ = record::batch_cursor({});
    rewritten_.reset();
    const auto topic = what_.memory && what_.memory->topic ? *what_.memory->topic : std::string();
    auto text = "topic \"" + topic + "\" partition " + std::to_string(what_.partition) +
                " at offset " + std::to_string(position_) + ": " +
                std::string(record::to_string(why));
    if (why == record::errc::too_large)
        text += ", which is queue_bytes = " + std::to_string(rules_.largest_unpacked);
    damage_ = cluster::failure{code_of(why), std::move(text), {}};
    return false;
}

} // namespace kafka::detail::consumer
