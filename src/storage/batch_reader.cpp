#include "storage/batch_reader.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 20;

} // namespace

bytes batch_reader::take(std::size_t wanted) {
    const bool there = next_ >= buffer_at_ && next_ + wanted <= buffer_at_ + buffered_;
    if (!there) {
        buffer_.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>(std::max(wanted, chunk), end_ - next_)));
        const auto got = file_->read_at(next_, buffer_);
        error_ = got.error;
        buffer_at_ = next_;
        buffered_ = got.error ? 0 : got.bytes;
    }
    const auto at = static_cast<std::size_t>(next_ - buffer_at_);
    return bytes(buffer_).subspan(at, std::min(wanted, buffered_ - at));
}

scanned batch_reader::next() {
    if (next_ >= end_) return scanned::end;
    const auto header = record::read_batch_header(take(record::batch_header_size));
    if (error_) return scanned::io_error;
    if (!header || !is_plausible(*header, end_ - next_) || header->size() > largest_)
        return scanned::bad;
    whole_ = take(header->size());
    if (error_) return scanned::io_error;
    if (whole_.size() < header->size() || record::batch_crc(whole_) != header->crc)
        return scanned::bad;
    header_ = *header;
    next_ += header_.size();
    return scanned::batch;
}

} // namespace kafka::detail::storage
