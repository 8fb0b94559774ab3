// Fills any message by the rule of tools/golden/src/main/java/golden/Filler.java, so that our bytes
// can be compared with those that Apache's own code made. The two must be changed together.
#pragma once

#include "wire/field.hpp"

#include <cstring>
#include <string_view>

namespace kafka::test {

namespace wire = kafka::detail::wire;

enum class fill_case { initial, full, nulls, empty, absent, bare };

class filler {
public:
    filler(std::int16_t version, fill_case what) : version_(version), what_(what) {}

    template <wire::message M>
    void fill(M& m, int depth = 0) {
        for (const bool tagged : {false, true})
            wire::for_each_field<M>([&](auto i) {
                constexpr auto& f = wire::field_at<M, i>;
                if ((f.tag >= 0) != tagged || !f.in.has(version_)) return;
                fill_field(m.*f.member, f.nullable.has(version_), depth);
            });
    }

private:
    template <class T>
    void fill_field(T& value, bool, int depth) {
        fill_value(value, depth);
    }

    template <class T>
    void fill_field(std::optional<T>& value, bool nullable, int depth) {
        const bool struct_inside = holds_structs<T>();
        if (what_ == fill_case::initial && !value && nullable) return;
        if (nullable && what_ == (struct_inside ? fill_case::absent : fill_case::nulls)) {
            value.reset();
            return;
        }
        fill_value(value ? *value : value.emplace(), depth);
    }

    template <class T>
    void fill_value(std::vector<T>& value, int depth) {
        constexpr bool structs = wire::message<T>;
        if (what_ == fill_case::initial || what_ == (structs ? fill_case::bare : fill_case::empty))
            return;
        value.resize(structs && depth > 0 ? 1 : 2);
        for (auto& x : value) fill_value(x, depth);
    }

    template <class T>
    void fill_value(T& value, int depth) {
        if constexpr (wire::message<T>)
            fill(value, depth + 1);
        else if (what_ != fill_case::initial)
            set(value);
    }

    template <class T>
    void set(T& value) {
        const int n = ++counter_;
        const auto b = static_cast<std::uint8_t>(0x11 + n % 0x5f);
        if constexpr (std::is_same_v<T, bool>)
            value = !value;
        else if constexpr (std::is_same_v<T, std::string_view>)
            value = what_ == fill_case::empty ? ""
                                              : letters.substr(static_cast<std::size_t>(n % 26), 1);
        else if constexpr (std::is_same_v<T, wire::bytes> || std::is_same_v<T, wire::blob>)
            value = what_ == fill_case::empty ? wire::bytes{} : two_bytes(b);
        else
            std::memset(static_cast<void*>(&value), b, sizeof value);
    }

    template <class T>
    static constexpr bool holds_structs() {
        if constexpr (wire::is_vector<T>)
            return wire::message<typename T::value_type>;
        else
            return wire::message<T>;
    }

    /// Two bytes of value `b`, in memory that lives as long as the program.
    static wire::bytes two_bytes(std::uint8_t b) {
        static const auto all = [] {
            std::vector<std::byte> pairs(512);
            for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = static_cast<std::byte>(i / 2);
            return pairs;
        }();
        return {all.data() + std::size_t{b} * 2, 2};
    }

    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    std::int16_t version_;
    fill_case what_;
    int counter_ = 0;
};

} // namespace kafka::test
