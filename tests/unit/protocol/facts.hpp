// Our field tables as lines of facts, in the format that tools/schema_facts.py states. The same
// normal form on both sides is what makes the comparison a comparison of text.
#pragma once

#include "wire/field.hpp"

#include <limits>
#include <string>
#include <vector>

namespace kafka::test {

namespace wire = kafka::detail::wire;

/// The part of `inner` that lies in `outer`; its min is larger than its max when there is none.
constexpr wire::versions cut(wire::versions inner, wire::versions outer) {
    return {std::max(inner.min, outer.min), std::min(inner.max, outer.max)};
}

/// The type's name in Apache's schemas.
template <class T>
std::string type_name() {
    if constexpr (wire::is_optional<T>)
        return type_name<typename T::value_type>();
    else if constexpr (wire::is_vector<T>)
        return "[]" + type_name<typename T::value_type>();
    else if constexpr (wire::message<T>)
        return "struct";
    else if constexpr (std::is_same_v<T, std::string_view>)
        return "string";
    else if constexpr (std::is_same_v<T, wire::bytes>)
        return "bytes";
    else if constexpr (std::is_same_v<T, wire::blob>)
        return "records";
    else if constexpr (std::is_same_v<T, uuid>)
        return "uuid";
    else if constexpr (std::is_same_v<T, bool>)
        return "bool";
    else if constexpr (std::is_same_v<T, double>)
        return "float64";
    else
        return (std::is_unsigned_v<T> ? "uint" : "int") +
               std::to_string(std::numeric_limits<std::make_unsigned_t<T>>::digits);
}

/// The element type of a field, without optional and vector.
template <class T>
struct element {
    using type = T;
};
template <class T>
struct element<std::optional<T>> : element<T> {};
template <class T>
struct element<std::vector<T>> : element<T> {};

template <class T>
std::string default_word(const T& value) {
    if constexpr (wire::is_optional<T>)
        return value ? default_word(*value) : " default=null";
    else if constexpr (std::is_same_v<T, bool>)
        return value ? " default=true" : "";
    else if constexpr (std::is_integral_v<T>)
        return value != 0 ? " default=" + std::to_string(value) : "";
    else
        return "";
}

class fact_writer {
public:
    explicit fact_writer(wire::versions valid) : valid_(valid) {}

    /// One line per field: the plain ones in their order, then the tagged ones by tag.
    template <wire::message M>
    void add_fields(const std::string& path, wire::versions outer) {
        for (const bool tagged : {false, true})
            wire::for_each_field<M>([&](auto i) {
                if ((wire::field_at<M, i>.tag >= 0) == tagged) add_field<M, i>(path, outer);
            });
    }

    std::vector<std::string> lines;

private:
    template <wire::message M, std::size_t I>
    void add_field(const std::string& path, wire::versions outer) {
        constexpr auto& f = wire::field_at<M, I>;
        using T = std::remove_cvref_t<decltype(std::declval<M&>().*f.member)>;
        using E = typename element<T>::type;
        const auto inner = cut(f.in, outer);
        if (inner.min > inner.max) return;
        const auto name = path + "." + std::string(f.name);
        auto line = name + " " + type_name<T>() + " " + show(inner);
        const auto nullable = cut(f.nullable, inner);
        if (wire::is_optional<T> && nullable.min <= nullable.max) line += " null=" + show(nullable);
        if (f.tag >= 0) line += " tag=" + std::to_string(f.tag) + tag_range(f.tagged_in, inner);
        line += default_word(wire::defaults<M>.*f.member);
        if (f.ignorable && inner != outer) line += " ignorable";
        lines.push_back(line);
        if constexpr (wire::message<E>) add_fields<E>(name, inner);
    }

    std::string tag_range(wire::versions tagged, wire::versions inner) const {
        return cut(tagged, inner) == inner ? "" : "@" + show(cut(tagged, inner));
    }

    std::string show(wire::versions v) const {
        return std::to_string(v.min) + (v.max == valid_.max ? "+" : "-" + std::to_string(v.max));
    }

    wire::versions valid_;
};

} // namespace kafka::test
