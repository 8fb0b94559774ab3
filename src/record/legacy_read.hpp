// Message sets of magic 0 and 1, which brokers kept before 0.11 and may still hold.
// Source: https://kafka.apache.org/documentation/#messageset, KIP-31, KIP-32, KIP-57
#pragma once

#include "record/batch_header.hpp"
#include "record/buffer.hpp"
#include "record/errc.hpp"
#include "record/record_view.hpp"

#include <cstdint>

namespace kafka::detail::record {

/// One message, or the wrapper around a compressed set, where it lies. Its CRC matches.
struct legacy_message {
    std::int64_t offset = 0;
    std::int64_t timestamp = -1; // magic 0 has none
    std::int8_t magic = 0;
    compression codec = compression::none; // other than none: `value` is a compressed set
    bool is_log_append_time = false;
    bytes_view key;
    bytes_view value;
};

/// Walks the messages of one level: a set, or what was inside a wrapper. Stops before a batch of
/// magic 2.
class legacy_walk {
public:
    explicit legacy_walk(bytes set) : set_(set) {}

    /// False at the end and at the first damage.
    bool next(legacy_message& out);
    /// ok: everything was read, or a batch of magic 2 follows. truncated: what is left may be the
    /// front of a message.
    errc error() const { return error_; }
    /// How many bytes the messages handed out so far take.
    std::size_t position() const { return position_; }

private:
    bool fail(errc e);

    bytes set_;
    std::size_t position_ = 0;
    errc error_ = errc::ok;
};

/// Walks a set record by record and opens wrappers on the way.
///     legacy_cursor records(batches.rest(), limit); // after batch_cursor said old_magic
///     for (record_view r; records.next(r);) ...
///     batches.skip(records.position());
class legacy_cursor {
public:
    /// No wrapper may decompress to more than `limit` bytes.
    legacy_cursor(bytes set, std::size_t limit) : outer_(set), limit_(limit) {}

    /// What `out` views lies in the set, or, for a record of a compressed set, in this cursor until
    /// it opens the next wrapper.
    bool next(record_view& out);
    errc error() const { return error_; }
    /// How many bytes of the set are read; moves on when a wrapper is opened.
    std::size_t position() const { return outer_.position(); }

private:
    bool open(const legacy_message& wrapper);
    bool next_inner(record_view& out);
    bool fail(errc e);

    legacy_walk outer_;
    legacy_walk inner_{bytes{}};
    buffer unpacked_;
    legacy_message wrapper_;
    std::int64_t inner_base_ = 0; // what is added to an inner offset
    std::size_t limit_;
    errc error_ = errc::ok;
};

/// Writes the records of a set as uncompressed batches of magic 2, with the same offsets and
/// timestamps, to the end of `out`, `limit` bytes at most; `read` is how many bytes of the
/// set that took. So that whatever comes after needs to know one format only.
[[nodiscard]] errc rewrite_legacy(bytes set, std::size_t limit, buffer& out, std::size_t& read);

} // namespace kafka::detail::record
