// The field tables as data, so that what walks every message is compiled once and not once per
// message: as templates, the walks of these tests took a minute to compile under the sanitizers.
#pragma once

#include "wire/field.hpp"

#include <limits>
#include <memory>

namespace kafka::test {

namespace wire = kafka::detail::wire;

enum class kind { number, boolean, text, bytes, records, uuid, optional, array, structure };

struct field_view;

/// What can be done with a value of some type that is known by its address only.
struct type_view {
    kind is = kind::number;
    std::string_view name; // in Apache's schemas, of numbers, texts and the like
    std::size_t size = 0;
    const type_view* inside = nullptr;               // of an optional or an array
    const std::vector<field_view>* fields = nullptr; // of a structure
    void* (*emplace)(void*) = nullptr;               // optional: its value, made when there is none
    bool (*has_value)(const void*) = nullptr;
    void (*reset)(void*) = nullptr;
    void (*resize)(void*, std::size_t) = nullptr; // array
    void* (*at)(void*, std::size_t) = nullptr;
};

struct field_view {
    std::string_view name;
    std::string_view member;
    wire::versions in, nullable, tagged_in;
    int tag = -1;
    bool ignorable = false;
    std::size_t offset = 0;
    const void* initial = nullptr; // the default value
    const type_view* type = nullptr;
};

template <class T>
const type_view& view_of();

/// The name of a member, taken from the compiler's text for its pointer.
template <auto Member>
std::string_view member_name() {
    std::string_view text = __PRETTY_FUNCTION__; // "... Member = &some::message::the_member; ..."
    text = text.substr(0, text.find_first_of(";]", text.find("Member = ")));
    return text.substr(text.rfind(':') + 1);
}

template <wire::message M>
const std::vector<field_view>& fields_of() {
    static const auto all = [] {
        std::vector<field_view> out;
        wire::for_each_field<M>([&](auto i) {
            constexpr auto& f = wire::field_at<M, i>;
            const M& initial = wire::defaults<M>;
            const auto& value = initial.*f.member;
            const auto offset = reinterpret_cast<const std::byte*>(&value) -
                                reinterpret_cast<const std::byte*>(&initial);
            out.push_back({f.name, member_name<f.member>(), f.in, f.nullable, f.tagged_in, f.tag,
                           f.ignorable, static_cast<std::size_t>(offset), &value,
                           &view_of<std::remove_cvref_t<decltype(value)>>()});
        });
        return out;
    }();
    return all;
}

template <class T>
constexpr std::string_view number_name() {
    constexpr int bits = static_cast<int>(sizeof(T)) * 8;
    if constexpr (std::is_same_v<T, double>)
        return "float64";
    else if constexpr (std::is_unsigned_v<T>)
        return bits == 16 ? "uint16" : "uint32";
    else
        return bits == 8 ? "int8" : bits == 16 ? "int16" : bits == 32 ? "int32" : "int64";
}

template <class T>
type_view optional_view() {
    using O = std::optional<T>;
    type_view v{kind::optional, "", sizeof(O), &view_of<T>()};
    v.emplace = [](void* p) -> void* {
        auto& o = *static_cast<O*>(p);
        return o ? &*o : &o.emplace();
    };
    v.has_value = [](const void* p) { return static_cast<const O*>(p)->has_value(); };
    v.reset = [](void* p) { static_cast<O*>(p)->reset(); };
    return v;
}

template <class T>
type_view array_view() {
    using V = std::vector<T>;
    type_view v{kind::array, "", sizeof(V), &view_of<T>()};
    v.resize = [](void* p, std::size_t n) { static_cast<V*>(p)->resize(n); };
    v.at = [](void* p, std::size_t i) -> void* { return &(*static_cast<V*>(p))[i]; };
    return v;
}

template <class T>
type_view make_view() {
    if constexpr (wire::is_optional<T>)
        return optional_view<typename T::value_type>();
    else if constexpr (wire::is_vector<T>)
        return array_view<typename T::value_type>();
    else if constexpr (wire::message<T>)
        return {kind::structure, "struct", sizeof(T), nullptr, &fields_of<T>()};
    else if constexpr (std::is_same_v<T, std::string_view>)
        return {kind::text, "string", sizeof(T)};
    else if constexpr (std::is_same_v<T, wire::bytes>)
        return {kind::bytes, "bytes", sizeof(T)};
    else if constexpr (std::is_same_v<T, wire::blob>)
        return {kind::records, "records", sizeof(T)};
    else if constexpr (std::is_same_v<T, uuid>)
        return {kind::uuid, "uuid", sizeof(T)};
    else if constexpr (std::is_same_v<T, bool>)
        return {kind::boolean, "bool", sizeof(T)};
    else
        return {kind::number, number_name<T>(), sizeof(T)};
}

template <class T>
const type_view& view_of() {
    static const type_view view = make_view<T>();
    return view;
}

/// The type without optional and array around it.
inline const type_view& element(const type_view& t) { return t.inside ? element(*t.inside) : t; }

} // namespace kafka::test
