#include "consumer/record_walk.hpp"

#include "record/compressor.hpp"
#include "record/legacy_read.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

/// Bytes that were not received as they are: unpacked or rewritten.
struct made_memory {
    std::vector<std::byte> bytes;
    std::shared_ptr<const std::string> topic;
    byte_hold held;
};

kafka::errc code_of(record::errc e) {
    switch (e) {
    case record::errc::unknown_codec:
    case record::errc::codec_not_built:
        return errc::unsupported_codec;
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
    if (records_.error() != record::errc::ok)
        return fail(code_of(records_.error()), record::to_string(records_.error()));
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
        return fail(errc::corrupt_batch, record::to_string(record::errc::bad_crc));
    header_ = batch.header;
    ++batch_number_;
    if (header_.codec() != compression::none) return unpack(batch);
    records_ = record::record_cursor(header_, batch.records());
    keeps_ = rewritten_ ? rewritten_memory_ : what_.memory;
    return true;
}

bool record_walk::unpack(const record::batch_view& batch) {
    auto made = std::make_shared<made_memory>();
    const auto error =
        record::decompress(header_.codec(), batch.records(), rules_.largest_unpacked, made->bytes);
    if (error != record::errc::ok) return fail(code_of(error), record::to_string(error));
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
        return fail(code_of(error), record::to_string(error));
    batches_.skip(read);
    made->topic = what_.memory ? what_.memory->topic : nullptr;
    made->held = byte_hold(rules_.budget, made->bytes.size());
    rewritten_.emplace(wire::bytes(made->bytes));
    rewritten_memory_ = std::move(made);
    return true;
}

bool record_walk::fail(std::error_code code, std::string_view why) {
    records_ = record::record_cursor({}, {});
    batches_ = record::batch_cursor({});
    rewritten_.reset();
    const auto topic = what_.memory && what_.memory->topic ? *what_.memory->topic : std::string();
    damage_ = cluster::failure{code,
                               topic + "[" + std::to_string(what_.partition) + "] at offset " +
                                   std::to_string(position_) + ": " + std::string(why),
                               {}};
    return false;
}

bool record_walk::verify() {
    if (!std::exchange(rules_.check_crcs, false)) return true;
    auto left = batches_;
    const auto start = left.position();
    auto good = start; // where the batches end that are right
    for (auto batch = left.next(); batch; batch = left.next()) {
        if (!batch->crc_matches()) {
            what_.next = batch->header.base_offset;
            what_.records = what_.records.first(good);
            batches_ = record::batch_cursor(what_.records);
            batches_.skip(start);
            break;
        }
        good = left.position();
    }
    const bool something_left = batch_number_ > 0 || good > start || what_.records.size() > good;
    return something_left || fail(errc::corrupt_batch, record::to_string(record::errc::bad_crc));
}

} // namespace kafka::detail::consumer
