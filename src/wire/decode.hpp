// Bytes -> value, driven by the field table. Every view in the value points into the frame.
#pragma once

#include "wire/min_size.hpp"
#include "wire/reader.hpp"

#include <cstring>

namespace kafka::detail::wire {

template <message M>
void decode_message(reader& r, M& m, layout l);

template <class T>
void decode_optional(reader& r, std::optional<T>& v, layout l);

template <class T>
void decode(reader& r, T& v, layout l) {
    if constexpr (message<T>)
        decode_message(r, v, l);
    else if constexpr (is_optional<T>)
        decode_optional(r, v, l);
    else if constexpr (std::is_same_v<T, bool>)
        v = r.fixed<std::uint8_t>() != 0;
    else if constexpr (std::is_enum_v<T>)
        v = static_cast<T>(r.fixed<std::underlying_type_t<T>>());
    else if constexpr (std::is_integral_v<T>)
        v = r.fixed<T>();
    else if constexpr (std::is_same_v<T, double>)
        v = std::bit_cast<double>(r.fixed<std::int64_t>());
    else if constexpr (std::is_same_v<T, uuid>) {
        if (auto b = r.take(16); !b.empty()) std::memcpy(v.bytes.data(), b.data(), 16);
    } else {
        std::optional<T> o;
        decode_optional(r, o, l);
        if (o)
            v = std::move(*o);
        else
            r.fail(errc::unexpected_null);
    }
}

template <class T>
void decode_array(reader& r, std::vector<T>& v, std::int64_t n, layout l) {
    if (static_cast<std::uint64_t>(n) * min_size<T>(l) > r.left()) return r.fail(errc::bad_length);
    v.resize(static_cast<std::size_t>(n));
    for (auto& x : v) {
        if (!r.good()) return;
        decode(r, x, l);
    }
}

template <class T>
void decode_optional(reader& r, std::optional<T>& v, layout l) {
    v.reset();
    if constexpr (message<T>) {
        if (r.fixed<std::int8_t>() >= 0 && r.good()) decode(r, v.emplace(), l);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
        if (const auto n = r.length<std::int16_t>(l); n >= 0) {
            const auto b = r.take(static_cast<std::size_t>(n));
            v.emplace(reinterpret_cast<const char*>(b.data()), b.size());
        }
    } else if constexpr (std::is_same_v<T, bytes> || std::is_same_v<T, blob>) {
        if (const auto n = r.length<std::int32_t>(l); n >= 0)
            v.emplace(r.take(static_cast<std::size_t>(n)));
    } else if (const auto n = r.length<std::int32_t>(l); n >= 0)
        decode_array(r, v.emplace(), n, l);
}

/// Decodes one tagged field when this message knows it; a field cannot read past its own length.
template <message M>
void decode_tag(reader& r, M& m, layout l, std::uint32_t tag, bytes body) {
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        if constexpr (f.tag >= 0) {
            if (static_cast<std::uint32_t>(f.tag) != tag || !f.is_tagged(l.version)) return;
            reader inside(body);
            decode(inside, m.*f.member, l);
            if (!inside.good())
                r.fail(inside.error());
            else if (inside.left() != 0)
                r.fail(errc::bad_tag);
        }
    });
}

template <message M>
void decode_tags(reader& r, M& m, layout l) {
    std::int64_t previous = -1;
    for (auto n = r.unsigned_varint(); n > 0 && r.good(); --n) {
        const auto tag = r.unsigned_varint();
        const auto body = r.take(r.unsigned_varint());
        if (std::int64_t{tag} <= previous) r.fail(errc::bad_tag);
        previous = tag;
        if (r.good()) decode_tag(r, m, l, tag, body);
    }
}

template <message M>
void decode_message(reader& r, M& m, layout l) {
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        if (f.is_tagged(l.version) || !f.in.has(l.version)) return; // keeps the default
        auto& v = m.*f.member;
        decode(r, v, l);
        if constexpr (is_optional<std::remove_cvref_t<decltype(v)>>)
            if (!v && r.good() && !f.nullable.has(l.version)) r.fail(errc::unexpected_null);
    });
    if (l.flexible) decode_tags(r, m, l);
}

/// Decodes exactly one message.
template <message M>
errc decode_exact(bytes frame, M& m, layout l) {
    reader r(frame);
    decode_message(r, m, l);
    if (r.good() && r.left() != 0) r.fail(errc::trailing_bytes);
    return r.error();
}

} // namespace kafka::detail::wire
