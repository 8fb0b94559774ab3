// Value -> bytes, driven by the field table. Size and bytes come from the same walk over two sinks.
#pragma once

#include "wire/compare.hpp"
#include "wire/gather.hpp"
#include "wire/sink.hpp"

#include <iterator>

namespace kafka::detail::wire {

template <class Sink, message M>
void encode_message(Sink& s, const M& m, layout l);

template <class Sink, class T>
void encode(Sink& s, const T& v, layout l);

template <class Sink, class T>
void encode_optional(Sink& s, const std::optional<T>& v, layout l) {
    if constexpr (message<T>) { // nullable struct: one presence byte
        put_fixed<Sink, std::int8_t>(s, v ? 1 : -1);
        if (v) encode(s, *v, l);
    } else if (v)
        encode(s, *v, l);
    else if constexpr (std::is_same_v<T, std::string_view>)
        put_length<std::int16_t>(s, -1, l);
    else
        put_length<std::int32_t>(s, -1, l);
}

template <class Sink, class T>
void encode(Sink& s, const T& v, layout l) {
    if constexpr (message<T>)
        encode_message(s, v, l);
    else if constexpr (is_optional<T>)
        encode_optional(s, v, l);
    else if constexpr (std::is_same_v<T, bool>)
        put_fixed<Sink, std::int8_t>(s, v);
    else if constexpr (std::is_enum_v<T>)
        put_fixed(s, static_cast<std::underlying_type_t<T>>(v));
    else if constexpr (std::is_integral_v<T>)
        put_fixed(s, v);
    else if constexpr (std::is_same_v<T, double>)
        put_fixed(s, std::bit_cast<std::int64_t>(v));
    else if constexpr (std::is_same_v<T, uuid>)
        s.put(v.bytes.data(), v.bytes.size());
    else if constexpr (std::is_same_v<T, std::string_view>) {
        put_length<std::int16_t>(s, std::ssize(v), l);
        s.put(v.data(), v.size());
    } else if constexpr (std::is_same_v<T, bytes>) {
        put_length<std::int32_t>(s, std::ssize(v), l);
        s.put(v.data(), v.size());
    } else if constexpr (std::is_same_v<T, blob>) {
        put_length<std::int32_t>(s, static_cast<std::int64_t>(v.size()), l);
        s.splice(v);
    } else {
        put_length<std::int32_t>(s, std::ssize(v), l);
        for (const auto& x : v) encode(s, x, l);
    }
}

template <class Sink, message M>
void encode_tags(Sink& s, const M& m, layout l) {
    auto each_set =
        [&](auto&& visit) { // tagged fields of this version that differ from their default
            for_each_field<M>([&](auto i) {
                constexpr auto& f = field_at<M, i>;
                if constexpr (f.tag >= 0)
                    if (f.is_tagged(l.version) && !same(m.*f.member, defaults<M>.*f.member))
                        visit(f.tag, m.*f.member);
            });
        };
    std::uint32_t n = 0;
    each_set([&](int, const auto&) { ++n; });
    put_unsigned_varint(s, n);
    each_set([&](int tag, const auto& v) {
        counter size;
        encode(size, v, l);
        put_unsigned_varint(s, static_cast<std::uint32_t>(tag));
        put_unsigned_varint(s, size.size);
        encode(s, v, l);
    });
}

template <class Sink, message M>
void encode_message(Sink& s, const M& m, layout l) {
    static_assert(well_formed<M>());
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        if (f.is_tagged(l.version)) return;
        const auto& v = m.*f.member;
        if (!f.in.has(l.version)) {
            if (!f.ignorable && !same(v, defaults<M>.*f.member)) fail(s, errc::not_in_version);
            return;
        }
        if constexpr (is_optional<std::remove_cvref_t<decltype(v)>>)
            if (!v && !f.nullable.has(l.version)) fail(s, errc::unexpected_null);
        encode(s, v, l);
    });
    if (l.flexible) encode_tags(s, m, l);
}

} // namespace kafka::detail::wire
