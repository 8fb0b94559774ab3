#include "record/validate.hpp"

#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/record_encode.hpp"
#include "record/record_view.hpp"
#include "wire/crc32c.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::record {

namespace {

constexpr std::size_t most_record_errors = 1000;
constexpr std::int64_t no_timestamp = -1;
constexpr std::int16_t first_version_with_zstd = 7;

/// Judges one batch, step by step; the first step that finds something wrong ends it.
class judge {
public:
    judge(bytes produced, const append_rules& rules) : produced_(produced), rules_(rules) {}

    append_verdict run() {
        (void)(the_request_holds_one_batch() && the_log_takes_the_batch() &&
               the_header_is_consistent() && the_records_are_valid() && the_result_fits());
        return std::move(verdict_);
    }

private:
    bool refuse(broker_errc error, std::string message) {
        verdict_.error = error;
        verdict_.message = std::move(message);
        return false;
    }
    bool refuse_record(std::string message) {
        return refuse(broker_errc::invalid_record, std::move(message));
    }

    bool the_request_holds_one_batch();
    bool nothing_whole_follows(bytes rest);
    bool the_log_takes_the_batch();
    bool the_header_is_consistent();
    bool the_records_are_valid();
    bool the_records_unpack(bytes packed, buffer& room, bytes& area);
    record_cursor records_of(bytes area) const;
    bool every_record_is_valid(bytes area);
    void check(const record_view& r, std::int32_t index);
    void blame(std::int32_t index, broker_errc error, std::string message);
    bool conclude_records();
    void settle_timestamps(bytes records);
    bool rebuild(bytes area);
    bool the_result_fits();

    compression wanted_codec() const { return rules_.codec.value_or(header_.codec()); }

    bytes produced_;
    const append_rules& rules_;
    append_verdict verdict_;
    batch_header header_; // as produced
    bytes batch_;
    std::int64_t max_timestamp_ = no_timestamp;
    bool in_sequence_ = true;
    bool wrong_timestamp_ = false;
    std::size_t wrong_records_ = 0;
};

bool judge::the_request_holds_one_batch() {
    batch_cursor batches(produced_);
    const auto batch = batches.next();
    if (!batch) {
        if (batches.error() == errc::ok || batches.error() == errc::truncated)
            return refuse_record("the request holds no whole record batch for this partition");
        if (batches.error() == errc::old_magic)
            return refuse_record("record batches must have magic 2");
        return refuse(broker_errc::corrupt_message, std::string(to_string(batches.error())));
    }
    header_ = batch->header;
    batch_ = batch->whole;
    if (header_.codec() == compression::zstd && rules_.produce_version < first_version_with_zstd)
        return refuse(broker_errc::unsupported_compression_type,
                      "zstd needs version 7 of the Produce request");
    return nothing_whole_follows(batches.rest());
}

bool judge::nothing_whole_follows(bytes rest) {
    const auto follows = rest.empty() ? errc::truncated : judge_batch(rest);
    if (follows == errc::truncated) return true;
    if (follows == errc::ok || follows == errc::old_magic)
        return refuse_record("the request holds more than one record batch for this partition");
    return refuse(broker_errc::corrupt_message, std::string(to_string(follows)));
}

bool judge::the_log_takes_the_batch() {
    if (header_.base_offset != 0)
        return refuse_record("the base offset of a produced batch must be 0, not " +
                             std::to_string(header_.base_offset));
    if (batch_.size() > rules_.max_message_bytes)
        return refuse(broker_errc::message_too_large, "the batch is " +
                                                          std::to_string(batch_.size()) +
                                                          " bytes and max.message.bytes is " +
                                                          std::to_string(rules_.max_message_bytes));
    if (batch_crc(batch_) != header_.crc)
        return refuse(broker_errc::corrupt_message, std::string(to_string(errc::bad_crc)));
    return true;
}

bool judge::the_header_is_consistent() {
    const auto& h = header_;
    if (h.record_count <= 0)
        return refuse_record("the batch claims " + std::to_string(h.record_count) + " records");
    if (std::int64_t{h.last_offset_delta} + 1 != h.record_count)
        return refuse_record("the batch claims " + std::to_string(h.record_count) +
                             " records and takes " +
                             std::to_string(std::int64_t{h.last_offset_delta} + 1) + " offsets");
    if (h.is_control()) return refuse_record("clients may not write control batches");
    if (h.has_producer() && h.base_sequence < 0)
        return refuse_record("the batch has a producer id and the sequence number " +
                             std::to_string(h.base_sequence));
    return true;
}

bool judge::the_records_are_valid() {
    const auto packed = batch_.subspan(batch_header_size);
    buffer room;
    bytes area = packed;
    if (!the_records_unpack(packed, room, area) || !every_record_is_valid(area)) return false;
    if (wanted_codec() != header_.codec() || !in_sequence_) return rebuild(area);
    verdict_.records = packed;
    settle_timestamps(packed);
    return true;
}

bool judge::the_records_unpack(bytes packed, buffer& room, bytes& area) {
    if (header_.codec() == compression::none) return true;
    const auto result = decompress(header_.codec(), packed, rules_.max_decompressed_bytes, room);
    area = room;
    if (result == errc::ok) return true;
    if (result == errc::too_large)
        return refuse(broker_errc::message_too_large,
                      "the batch decompresses to more than " +
                          std::to_string(rules_.max_decompressed_bytes) + " bytes");
    if (result == errc::bad_compression) return refuse_record(std::string(to_string(result)));
    return refuse(broker_errc::unsupported_compression_type, std::string(to_string(result)));
}

/// With the timestamps that the producer gave them, even if he claims log append time.
record_cursor judge::records_of(bytes area) const {
    auto h = header_;
    h.attributes = static_cast<std::int16_t>(h.attributes & ~log_append_time_bit);
    return {h, area};
}

bool judge::every_record_is_valid(bytes area) {
    auto records = records_of(area);
    std::int32_t index = 0;
    for (record_view r; records.next(r); ++index) {
        check(r, index);
        if (r.offset != index) in_sequence_ = false;
        max_timestamp_ = std::max(max_timestamp_, r.timestamp);
    }
    if (records.error() != errc::ok) return refuse_record(std::string(to_string(records.error())));
    return conclude_records();
}

void judge::check(const record_view& r, std::int32_t index) {
    if (rules_.compacted && r.key.is_null()) {
        blame(index, broker_errc::invalid_record, "a compacted topic takes no record without key");
    } else if (!rules_.log_append_time && r.timestamp != no_timestamp) {
        const auto age = difference(rules_.now_ms, r.timestamp);
        if (age > rules_.before_max_ms || difference(0, age) > rules_.after_max_ms)
            blame(index, broker_errc::invalid_timestamp,
                  "the timestamp " + std::to_string(r.timestamp) +
                      " is further from the broker's clock (" + std::to_string(rules_.now_ms) +
                      ") than the topic allows");
    } else if (header_.is_log_append_time()) {
        blame(index, broker_errc::invalid_timestamp,
              "a producer may not set the timestamp type to log append time");
    }
}

void judge::blame(std::int32_t index, broker_errc error, std::string message) {
    ++wrong_records_;
    wrong_timestamp_ |= error == broker_errc::invalid_timestamp;
    if (verdict_.record_errors.size() < most_record_errors)
        verdict_.record_errors.push_back({index, std::move(message)});
}

bool judge::conclude_records() {
    if (wrong_records_ == 0) return true;
    const auto error =
        wrong_timestamp_ ? broker_errc::invalid_timestamp : broker_errc::invalid_record;
    return refuse(error, "the batch is refused because of " + std::to_string(wrong_records_) +
                             " of its records, the first: " + verdict_.record_errors[0].message);
}

/// In place: the attribute, the maximum timestamp, and then the CRC, but only if they change.
void judge::settle_timestamps(bytes records) {
    auto& h = verdict_.header = header_;
    const auto bit = rules_.log_append_time ? log_append_time_bit : std::int16_t{0};
    h.attributes = static_cast<std::int16_t>((h.attributes & ~log_append_time_bit) | bit);
    h.max_timestamp = rules_.log_append_time ? rules_.now_ms : max_timestamp_;
    if (h == header_) return;
    std::array<std::byte, batch_header_size> front;
    write_batch_header(h, front.data());
    h.crc = wire::crc32c(records, batch_crc(front));
}

/// The topic wants another codec, or the records' offsets are not 0, 1, 2...
bool judge::rebuild(bytes area) {
    if (!is_built(wanted_codec()))
        return refuse(broker_errc::unsupported_compression_type,
                      std::string(to_string(errc::codec_not_built)));
    auto like = header_;
    like.attributes =
        static_cast<std::int16_t>((header_.attributes & ~log_append_time_bit) |
                                  (rules_.log_append_time ? log_append_time_bit : std::int16_t{0}));
    like.max_timestamp = rules_.now_ms;
    batch_builder builder(0);
    auto records = records_of(area);
    std::int64_t offset = 0;
    for (record_view r; records.next(r);) {
        r.offset = offset++;
        if (builder.append(r) != errc::ok)
            return refuse(broker_errc::message_too_large, std::string(to_string(errc::too_large)));
    }
    verdict_.rebuilt = std::move(builder).build(like, wanted_codec(), rules_.level);
    verdict_.header = *read_batch_header(verdict_.rebuilt);
    verdict_.records = bytes{verdict_.rebuilt}.subspan(batch_header_size);
    return true;
}

bool judge::the_result_fits() {
    const auto size = verdict_.header.size();
    if (!verdict_.rebuilt.empty() && size > rules_.max_message_bytes)
        return refuse(broker_errc::message_too_large,
                      "the batch is " + std::to_string(size) +
                          " bytes with the topic's compression.type, and max.message.bytes is " +
                          std::to_string(rules_.max_message_bytes));
    if (size > rules_.segment_bytes)
        return refuse(broker_errc::record_list_too_large, "the batch is " + std::to_string(size) +
                                                              " bytes and segment.bytes is " +
                                                              std::to_string(rules_.segment_bytes));
    return true;
}

} // namespace

append_verdict validate(bytes produced, const append_rules& rules) {
    return judge(produced, rules).run();
}

} // namespace kafka::detail::record
