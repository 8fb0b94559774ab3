// Decodes the records of a batch one by one, where they lie.
#pragma once

#include <kafka/record.hpp>

#include "record/batch_header.hpp"
#include "record/errc.hpp"

#include <cstddef>
#include <iterator>

namespace kafka::detail::record {

/// The headers of a record, decoded as one walks over them. A record_cursor has checked their
/// bytes.
class header_range {
public:
    class iterator {
    public:
        using value_type = kafka::header;
        using difference_type = std::ptrdiff_t;

        iterator() = default;
        iterator(std::int32_t left, bytes encoded) : left_(left), rest_(encoded) { decode(); }
        const kafka::header& operator*() const { return current_; }
        const kafka::header* operator->() const { return &current_; }
        iterator& operator++() {
            --left_;
            decode();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& a, std::default_sentinel_t) { return a.left_ <= 0; }

    private:
        void decode();

        std::int32_t left_ = 0;
        bytes rest_;
        kafka::header current_;
    };

    header_range() = default;
    header_range(std::int32_t count, bytes encoded) : count_(count), encoded_(encoded) {}

    std::size_t size() const { return static_cast<std::size_t>(count_); }
    bool empty() const { return count_ == 0; }
    bytes encoded() const { return encoded_; }
    iterator begin() const { return {count_, encoded_}; }
    std::default_sentinel_t end() const { return {}; }

private:
    std::int32_t count_ = 0;
    bytes encoded_;
};

/// Views the batch's records area.
struct record_view {
    std::int64_t offset = 0;
    std::int64_t timestamp = -1; // milliseconds; the batch's own when it has log append time
    bytes_view key;
    bytes_view value;
    header_range headers;
};

/// Never reads outside `records`, whatever they hold.
///     record_cursor records(batch.header, area);
///     for (record_view r; records.next(r);) ...
///     if (records.error() != errc::ok) ...
class record_cursor {
public:
    /// `records` is the area after the header, decompressed.
    record_cursor(const batch_header& header, bytes records);

    /// False at the end and at the first damage; error() tells which.
    bool next(record_view& out);
    /// bad_count also when bytes are left after the last record.
    errc error() const { return error_; }
    /// Not more than the area can hold, whatever the header claims: safe to reserve.
    std::size_t count_bound() const;

private:
    bool fail(errc e);

    const std::byte* at_;
    const std::byte* end_;
    std::int64_t base_offset_;
    std::int64_t base_timestamp_;
    std::int64_t append_time_;
    std::int32_t left_;
    bool is_append_time_;
    errc error_ = errc::ok;
};

} // namespace kafka::detail::record
