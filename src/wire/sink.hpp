// Where encoding puts bytes. One template over a sink encodes everything: `counter` measures first,
// then `memory_writer` or `gather_writer` fills exactly what was measured.
#pragma once

#include "wire/blob.hpp"
#include "wire/byte_order.hpp"
#include "wire/errc.hpp"
#include "wire/field.hpp"
#include "wire/varint.hpp"

#include <limits>

namespace kafka::detail::wire {

struct counter {
    std::size_t size = 0;    // of what is encoded
    std::size_t spliced = 0; // of the blobs between it
    errc error = errc::ok;
    void put(const void*, std::size_t n) { size += n; }
    void splice(const blob& b) { spliced += b.size(); }
};

/// Writes through a raw cursor into memory of the measured size.
struct memory_writer {
    std::byte* cursor;
    errc error = errc::ok;
    void put(const void* from, std::size_t n) {
        if (n != 0) std::memcpy(cursor, from, n);
        cursor += n;
    }
    void splice(const blob& b) {
        put(b.data.data(), b.data.size());
        for (auto piece : b.pieces) put(piece.data(), piece.size());
    }
};

template <class Sink>
void fail(Sink& s, errc e) {
    if (s.error == errc::ok) s.error = e;
}

template <class Sink, std::integral T>
void put_fixed(Sink& s, T v) {
    const auto u = big_endian(static_cast<std::make_unsigned_t<T>>(v));
    s.put(&u, sizeof u);
}

template <class Sink>
void put_unsigned_varint(Sink& s, std::uint64_t v) {
    std::byte buffer[max_varlong_bytes];
    s.put(buffer, static_cast<std::size_t>(put_unsigned_varint(buffer, v) - buffer));
}

template <class Legacy, class Sink>
void put_length(Sink& s, std::int64_t n, layout l) {
    if (n > std::numeric_limits<Legacy>::max()) fail(s, errc::bad_length);
    if (l.flexible)
        put_unsigned_varint(s, static_cast<std::uint64_t>(n + 1));
    else
        put_fixed(s, static_cast<Legacy>(n));
}

} // namespace kafka::detail::wire
