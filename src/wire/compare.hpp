// Equality of values, by the field table. A span of bytes has no == of its own, so a message that
// holds one compares itself with `same`.
#pragma once

#include "wire/field.hpp"

#include <algorithm>

namespace kafka::detail::wire {

template <class T>
bool same(const T& a, const T& b);

template <message M>
bool same_fields(const M& a, const M& b) {
    bool equal = true;
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        equal = equal && same(a.*f.member, b.*f.member);
    });
    return equal;
}

template <class T>
bool same(const T& a, const T& b) {
    if constexpr (std::is_same_v<T, bytes>)
        return std::ranges::equal(a, b);
    else if constexpr (message<T>)
        return same_fields(a, b);
    else if constexpr (is_optional<T>)
        return a.has_value() == b.has_value() && (!a || same(*a, *b));
    else if constexpr (is_vector<T>)
        return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return same(x, y); });
    else
        return a == b;
}

} // namespace kafka::detail::wire
