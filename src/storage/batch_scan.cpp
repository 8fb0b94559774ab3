#include "storage/batch_scan.hpp"

#include "record/legacy_read.hpp"
#include "wire/byte_order.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

constexpr std::int32_t least_length = record::batch_header_size - record::batch_prefix_size;
constexpr std::size_t read_ahead = 256 * 1024;

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

bytes batch_scan::take(std::size_t wanted) {
    const auto available = [&] { return buffer_at_ + buffered_ - next_; };
    if (next_ < buffer_at_ || next_ > buffer_at_ + buffered_ || available() < wanted) {
        const auto size = std::min<std::uint64_t>(std::max(wanted, read_ahead), end_ - next_);
        if (buffer_.size() < size) buffer_.resize(size);
        const auto got = file_.read_at(next_, std::span(buffer_).first(size));
        error_ = got.error;
        buffer_at_ = next_;
        buffered_ = got.bytes;
    }
    const auto at = static_cast<std::size_t>(next_ - buffer_at_);
    return bytes(buffer_).subspan(at, std::min<std::size_t>(wanted, buffered_ - at));
}

scanned batch_scan::next() {
    position_ = next_;
    if (next_ >= end_) return scanned::end;
    const auto header = record::read_batch_header(take(record::batch_header_size));
    if (error_) return scanned::io_error;
    if (!header || !is_plausible(*header, end_ - next_)) return scanned::bad;
    batch_ = take(header->size());
    if (error_) return scanned::io_error;
    if (batch_.size() != header->size() || record::batch_crc(batch_) != header->crc)
        return scanned::bad;
    header_ = *header;
    next_ += header_.size();
    return scanned::batch;
}

bool batch_scan::is_old_format() {
    constexpr std::size_t front = record::batch_prefix_size;
    const auto prefix = take(front);
    if (prefix.size() < front) return false;
    const auto length = wire::load<std::int32_t>(prefix.data() + 8);
    if (length <= 0 || static_cast<std::uint64_t>(length) > end_ - next_ - front) return false;
    record::legacy_walk messages(take(front + static_cast<std::size_t>(length)));
    record::legacy_message first;
    return messages.next(first);
}

} // namespace kafka::detail::storage
