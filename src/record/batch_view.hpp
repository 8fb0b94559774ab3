// Walks the record batches in a buffer: a fetch response, a produce request, a piece of a log.
#pragma once

#include "record/batch_header.hpp"
#include "record/errc.hpp"

#include <optional>

namespace kafka::detail::record {

/// One whole batch where it lies. The header's fields are as they came, not judged.
struct batch_view {
    batch_header header;
    bytes whole;

    /// What follows the header: compressed when header.codec() says so.
    bytes records() const { return whole.subspan(batch_header_size); }
    bool crc_matches() const { return batch_crc(whole) == header.crc; }
};

/// Hands out whole batches until something else comes. It checks length and magic, never the CRC.
///     batch_cursor batches(buffer);
///     while (auto batch = batches.next()) ...
///     if (batches.error() == errc::truncated) ... // the last batch is cut: legal at the end of a
///                                                 // fetch, a torn tail in a log
class batch_cursor {
public:
    explicit batch_cursor(bytes buffer) : buffer_(buffer) {}

    /// Empty at the end and at the first thing that is not a whole batch; then error() says which.
    std::optional<batch_view> next();

    /// ok: everything was read. truncated: what is left may be the front of a batch. old_magic: a
    /// message set follows, see legacy_read.hpp. bad_length, bad_magic: damage.
    errc error() const { return error_; }
    /// How many bytes the batches handed out so far take.
    std::size_t position() const { return position_; }
    bytes rest() const { return buffer_.subspan(position_); }
    /// Continues `n` bytes further on, after somebody else has read them.
    void skip(std::size_t n);

private:
    bytes buffer_;
    std::size_t position_ = 0;
    errc error_ = errc::ok;
};

/// What stands at the front of `from`: ok for a whole batch of magic 2, else as
/// batch_cursor::error().
errc judge_batch(bytes from);

} // namespace kafka::detail::record
