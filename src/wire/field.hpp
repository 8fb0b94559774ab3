// The field table: one constexpr description per message that encoding, decoding, sizing, printing
// and the comparison with Apache's schema all read.
#pragma once

#include <kafka/uuid.hpp>

#include "wire/blob.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace kafka::detail::wire {

struct versions {
    std::int16_t min = 0;
    std::int16_t max = 0x7fff;
    constexpr bool has(std::int16_t v) const { return min <= v && v <= max; }
    bool operator==(const versions&) const = default;
};

constexpr versions since(std::int16_t v) { return {v}; }
constexpr versions until(std::int16_t v) { return {0, v}; }
inline constexpr versions never{1, 0};

template <class M, class T>
struct field {
    T M::*member;
    std::string_view name;  // as in Apache's schema
    versions in{};          // versions that carry the field
    versions nullable{};    // only meaningful when T is std::optional
    int tag = -1;           // >= 0: lives in the tag section ...
    versions tagged_in{};   // ... in these versions, and among the plain fields in the others
    bool ignorable = false; // may be dropped silently by versions that lack it

    constexpr field(T M::*m, std::string_view n, versions v = {}) : member(m), name(n), in(v) {}
    constexpr field null_since(std::int16_t v) const { return null_in({v}); }
    constexpr field null_in(versions v) const {
        field f = *this;
        f.nullable = v;
        return f;
    }
    constexpr field tagged(int t) const { return tagged(t, in); }
    constexpr field tagged(int t, versions v) const {
        field f = *this;
        f.tag = t;
        f.tagged_in = v;
        return f;
    }
    constexpr field ignore() const {
        field f = *this;
        f.ignorable = true;
        return f;
    }
    constexpr bool is_tagged(std::int16_t v) const { return tag >= 0 && tagged_in.has(v); }
};

template <class T>
concept message = requires {
    T::fields;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// How a frame is laid out: picked once per message, then passed down.
struct layout {
    std::int16_t version = 0;
    bool flexible = false;
};

/// Calls `f` once per field with a compile-time index, so that version ranges, tags and member
/// offsets fold into constants: passed as run-time values they made encoding five times slower.
template <message M, class F>
constexpr void for_each_field(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<std::remove_const_t<decltype(M::fields)>>>{});
}

template <message M, std::size_t I>
inline constexpr auto field_at = std::get<I>(M::fields);

template <message M>
inline const M defaults{};

/// Compile-time check of a table: tags are 0, 1, 2 ... in order, ranges are not reversed.
template <message M>
consteval bool well_formed() {
    int next = 0;
    bool ok = true;
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        if (f.tag >= 0) ok = ok && f.tag == next++;
        ok = ok && f.in.min <= f.in.max;
    });
    return ok;
}

} // namespace kafka::detail::wire
