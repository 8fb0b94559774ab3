// The fewest bytes a T can take in a layout. It bounds array counts, so that a four-byte length can
// never make us allocate more than the frame justifies.
#pragma once

#include "wire/field.hpp"

namespace kafka::detail::wire {

template <class T>
constexpr std::size_t min_size(layout l);

template <message M>
constexpr std::size_t min_message_size(layout l) {
    std::size_t n = l.flexible ? 1 : 0;
    for_each_field<M>([&](auto i) {
        constexpr auto& f = field_at<M, i>;
        using F = std::remove_cvref_t<decltype(std::declval<M&>().*f.member)>;
        if (!f.is_tagged(l.version) && f.in.has(l.version)) n += min_size<F>(l);
    });
    return n;
}

template <class T>
constexpr std::size_t min_size(layout l) {
    if constexpr (std::is_same_v<T, uuid>)
        return 16;
    else if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>)
        return sizeof(T);
    else if constexpr (message<T>)
        return min_message_size<T>(l);
    else if constexpr (is_optional<T>) {
        if constexpr (message<typename T::value_type>)
            return 1;
        else
            return min_size<typename T::value_type>(l);
    } else if constexpr (std::is_same_v<T, std::string_view>)
        return l.flexible ? 1 : 2;
    else
        return l.flexible ? 1 : 4; // bytes, records, arrays
}

} // namespace kafka::detail::wire
