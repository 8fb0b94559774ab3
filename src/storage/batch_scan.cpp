#include "storage/batch_scan.hpp"

#include "record/legacy_read.hpp"
#include "wire/byte_order.hpp"
#include "wire/crc32c.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

constexpr std::int32_t least_length = record::batch_header_size - record::batch_prefix_size;
constexpr std::size_t chunk = 256 * 1024;
constexpr std::size_t largest_message = 64 << 20; // of magic 0 or 1; Kafka's default was 1 MB

} // namespace

bool is_plausible(const record::batch_header& h, std::uint64_t available) {
    return h.magic == record::current_magic && h.length >= least_length && h.size() <= available &&
           h.last_offset_delta >= 0 && h.base_offset >= 0 &&
           h.base_offset <= std::numeric_limits<std::int64_t>::max() - h.last_offset_delta - 1;
}

bool header_scan::fill() {
    const bool there =
        next_ >= buffer_at_ && next_ + record::batch_header_size <= buffer_at_ + buffered_;
    if (there) return true;
    const auto wanted = std::min<std::uint64_t>(buffer_.size(), end_ - next_);
    const auto got = file_.read_at(next_, std::span(buffer_).first(wanted));
    error_ = got.error;
    buffer_at_ = next_;
    buffered_ = got.bytes;
    return !got.error;
}

scanned header_scan::next() {
    position_ = next_;
    if (next_ >= end_) return scanned::end;
    if (!fill()) return scanned::io_error;
    const auto at = static_cast<std::size_t>(next_ - buffer_at_);
    const auto header = record::read_batch_header(bytes(buffer_).first(buffered_).subspan(at));
    if (!header || !is_plausible(*header, end_ - next_)) return scanned::bad;
    header_ = *header;
    next_ += header_.size();
    return scanned::batch;
}

bytes batch_scan::take(std::uint64_t position, std::uint64_t wanted) {
    const auto size = std::min<std::uint64_t>(wanted, chunk);
    const bool there = position >= buffer_at_ && position + size <= buffer_at_ + buffered_;
    if (!there) {
        buffer_.resize(std::min<std::uint64_t>(chunk, end_ - position));
        const auto got = file_.read_at(position, buffer_);
        error_ = got.error;
        buffer_at_ = position;
        buffered_ = got.bytes;
    }
    const auto at = static_cast<std::size_t>(position - buffer_at_);
    return bytes(buffer_).subspan(at, std::min<std::uint64_t>(wanted, buffered_ - at));
}

std::optional<std::uint32_t> batch_scan::checksum(std::uint64_t begin, std::uint64_t end) {
    std::uint32_t crc = 0;
    while (begin < end) {
        const auto part = take(begin, end - begin);
        if (part.empty()) return std::nullopt;
        crc = wire::crc32c(part, crc);
        begin += part.size();
    }
    return crc;
}

scanned batch_scan::next() {
    position_ = next_;
    if (next_ >= end_) return scanned::end;
    const auto header = record::read_batch_header(take(next_, record::batch_header_size));
    if (error_) return scanned::io_error;
    if (!header || !is_plausible(*header, end_ - next_)) return scanned::bad;
    const auto crc = checksum(next_ + record::crc_covers_from, next_ + header->size());
    if (error_) return scanned::io_error;
    if (crc != header->crc) return scanned::bad;
    header_ = *header;
    next_ += header_.size();
    return scanned::batch;
}

bool batch_scan::is_old_format() {
    constexpr std::size_t front = record::batch_prefix_size;
    const auto prefix = take(position_, front);
    if (prefix.size() < front) return false;
    const auto length = wire::load<std::int32_t>(prefix.data() + 8);
    if (length <= 0 || static_cast<std::size_t>(length) > largest_message) return false;
    std::vector<std::byte> message(front + static_cast<std::size_t>(length));
    if (message.size() > end_ - position_) return false;
    const auto got = file_.read_at(position_, message);
    record::legacy_walk messages(bytes(message).first(got.bytes));
    record::legacy_message first;
    return messages.next(first);
}

} // namespace kafka::detail::storage
