// The bytes of one record inside a batch, written to any sink that takes varints and raw bytes.
// Source: https://kafka.apache.org/documentation/#record
#pragma once

#include <kafka/record.hpp>

#include "record/chunks.hpp"
#include "wire/varint.hpp"

#include <bit>
#include <cstring>

namespace kafka::detail::record {

/// Room for a record's length, attributes, timestamp, offset, and the three counts.
inline constexpr std::size_t record_overhead_bound = 5 + 1 + 10 + 5 + 5 + 5 + 5;
/// The shortest record: every field in one byte.
inline constexpr std::size_t smallest_record = 7;

/// Timestamps and offsets may be anybody's: any two of them must add and subtract without overflow.
inline std::int64_t sum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
inline std::int64_t difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

inline std::size_t varint_length(std::int64_t v) {
    return (static_cast<std::size_t>(std::bit_width(wire::zigzag(v) | 1)) + 6) / 7;
}
inline std::size_t nullable_length(bytes_view v) {
    return v.is_null() ? 1 : varint_length(static_cast<std::int64_t>(v.size())) + v.size();
}

/// Bytes of the record after its length field.
inline std::size_t record_body_size(const kafka::record& r, std::int64_t timestamp_delta,
                                    std::int32_t offset_delta) {
    std::size_t n = 1 + varint_length(timestamp_delta) + varint_length(offset_delta) +
                    nullable_length(r.key) + nullable_length(r.value) +
                    varint_length(static_cast<std::int64_t>(r.headers.size()));
    for (const auto& h : r.headers)
        n += varint_length(static_cast<std::int64_t>(h.key.size())) + h.key.size() +
             nullable_length(h.value);
    return n;
}

/// Writes where the caller has made contiguous room.
struct pointer_sink {
    std::byte* at;

    void varint(std::int64_t v) { at = wire::put_varint(at, v); }
    void raw(const void* from, std::size_t n) {
        if (n != 0) std::memcpy(at, from, n);
        at += n;
    }
};

/// Writes into reserved room that lies in several chunks.
struct chain_sink {
    chunk_chain& chain;

    void varint(std::int64_t v) {
        std::byte room[wire::max_varlong_bytes];
        chain.append(room, static_cast<std::size_t>(wire::put_varint(room, v) - room));
    }
    void raw(const void* from, std::size_t n) { chain.append(from, n); }
};

template <class Sink>
void put_nullable(Sink& to, bytes_view v) {
    to.varint(v.is_null() ? -1 : static_cast<std::int64_t>(v.size()));
    to.raw(v.data(), v.size());
}

/// `body` is what record_body_size() said.
template <class Sink>
void put_record(Sink& to, const kafka::record& r, std::size_t body, std::int64_t timestamp_delta,
                std::int32_t offset_delta) {
    to.varint(static_cast<std::int64_t>(body));
    to.varint(0); // a record's attributes: no bit is in use
    to.varint(timestamp_delta);
    to.varint(offset_delta);
    put_nullable(to, r.key);
    put_nullable(to, r.value);
    to.varint(static_cast<std::int64_t>(r.headers.size()));
    for (const auto& h : r.headers) {
        to.varint(static_cast<std::int64_t>(h.key.size()));
        to.raw(h.key.data(), h.key.size());
        put_nullable(to, h.value);
    }
}

} // namespace kafka::detail::record
