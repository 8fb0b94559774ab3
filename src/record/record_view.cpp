#include "record/record_view.hpp"

#include "record/record_encode.hpp"

#include <algorithm>

namespace kafka::detail::record {

namespace {

/// Reads the fields of one record; the first failure sticks, and later reads yield nothing.
struct field_reader {
    const std::byte* at;
    const std::byte* end;
    bool good = true;

    std::size_t left() const { return static_cast<std::size_t>(end - at); }

    std::int64_t varlong() {
        if (std::uint64_t u; short_varint(u)) [[likely]]
            return wire::unzigzag(u);
        std::int64_t out = 0;
        accept(wire::get_varlong(at, end, out));
        return good ? out : 0;
    }
    std::int32_t varint() {
        if (std::uint64_t u; short_varint(u)) [[likely]]
            return static_cast<std::int32_t>(wire::unzigzag(u));
        std::int32_t out = 0;
        accept(wire::get_varint(at, end, out));
        return good ? out : 0;
    }
    /// Nearly every varint of a record has one byte or two.
    bool short_varint(std::uint64_t& out) {
        if (at == end) return false;
        out = static_cast<std::uint64_t>(at[0]);
        if (out < 0x80) {
            ++at;
            return true;
        }
        if (left() < 2 || at[1] >= std::byte{0x80}) return false;
        out = (out & 0x7f) | static_cast<std::uint64_t>(at[1]) << 7;
        at += 2;
        return true;
    }
    bytes take(std::int32_t n) {
        const auto size = static_cast<std::size_t>(static_cast<std::uint32_t>(n));
        if (n < 0 || size > left()) [[unlikely]] {
            fail();
            return {};
        }
        const bytes out{at, size};
        at += size;
        return out;
    }
    bytes_view nullable() {
        const auto n = varint();
        if (n == -1) return {};
        return bytes_view(take(n));
    }
    kafka::header header() {
        const auto key = take(varint());
        const auto value = nullable();
        return {.key = {reinterpret_cast<const char*>(key.data()), key.size()}, .value = value};
    }

    void accept(const std::byte* next) {
        if (next == nullptr)
            fail();
        else
            at = next;
    }
    void fail() {
        good = false;
        at = end;
    }
};

header_range read_headers(field_reader& in) {
    const auto count = in.varint();
    if (count < 0) in.fail();
    const bytes encoded{in.at, in.left()};
    for (std::int32_t i = 0; i < count && in.good; ++i) in.header();
    return in.good ? header_range(count, encoded) : header_range();
}

} // namespace

void header_range::iterator::decode() {
    if (left_ <= 0) return;
    field_reader in{rest_.data(), rest_.data() + rest_.size()};
    current_ = in.header();
    rest_ = {in.at, in.left()};
}

record_cursor::record_cursor(const batch_header& header, bytes records)
    : at_(records.data())
    , end_(records.data() + records.size())
    , base_offset_(header.base_offset)
    , base_timestamp_(header.base_timestamp)
    , append_time_(header.max_timestamp)
    , left_(header.record_count)
    , is_append_time_(header.is_log_append_time()) {
    if (left_ < 0) fail(errc::bad_count);
}

std::size_t record_cursor::count_bound() const {
    const auto fit = static_cast<std::size_t>(end_ - at_) / smallest_record;
    return std::min(fit, static_cast<std::size_t>(left_));
}

bool record_cursor::fail(errc e) {
    error_ = e;
    at_ = end_;
    left_ = 0;
    return false;
}

bool record_cursor::next(record_view& out) {
    if (left_ == 0) return at_ == end_ ? false : fail(errc::bad_count);
    if (at_ == end_) return fail(errc::bad_count);
    field_reader in{at_, end_};
    const auto length = in.varint();
    if (!in.good || length < 0 || static_cast<std::size_t>(length) > in.left())
        return fail(errc::bad_record);
    in.end = in.at + length;
    in.take(1); // attributes: no bit is in use
    const auto timestamp_delta = in.varlong();
    out.offset = sum(base_offset_, in.varint());
    out.timestamp = is_append_time_ ? append_time_ : sum(base_timestamp_, timestamp_delta);
    out.key = in.nullable();
    out.value = in.nullable();
    out.headers = read_headers(in);
    if (!in.good || in.at != in.end) return fail(errc::bad_record);
    at_ = in.end;
    --left_;
    return true;
}

} // namespace kafka::detail::record
