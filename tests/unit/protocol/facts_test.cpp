#include "facts.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <cstring>

namespace kafka::test {
namespace {

/// The part of `inner` that lies in `outer`; its min is larger than its max when there is none.
constexpr wire::versions cut(wire::versions inner, wire::versions outer) {
    return {std::max(inner.min, outer.min), std::min(inner.max, outer.max)};
}

std::string type_text(const type_view& t) {
    if (t.is == kind::optional) return type_text(*t.inside);
    return t.is == kind::array ? "[]" + type_text(*t.inside) : std::string(t.name);
}

template <class T>
T value_at(const void* p) {
    T value;
    std::memcpy(&value, p, sizeof value);
    return value;
}

std::int64_t number_at(const void* p, const type_view& t) {
    if (t.name == "uint16") return value_at<std::uint16_t>(p);
    if (t.size == 1) return value_at<std::int8_t>(p);
    if (t.size == 2) return value_at<std::int16_t>(p);
    return t.size == 4 ? value_at<std::int32_t>(p) : value_at<std::int64_t>(p);
}

std::string default_word(const void* p, const type_view& t) {
    if (t.is == kind::optional && !t.has_value(p)) return " default=null";
    if (t.is == kind::boolean && value_at<bool>(p)) return " default=true";
    if (t.is != kind::number || t.name == "float64" || number_at(p, t) == 0) return "";
    return " default=" + std::to_string(number_at(p, t));
}

struct fact_writer {
    wire::versions valid;
    std::vector<std::string> lines;

    std::string show(wire::versions v) const {
        return std::to_string(v.min) + (v.max == valid.max ? "+" : "-" + std::to_string(v.max));
    }

    /// The plain fields in their order, then the tagged ones by tag.
    void add_fields(const std::string& path, const std::vector<field_view>& fields,
                    wire::versions outer) {
        for (const bool tagged : {false, true})
            for (const auto& f : fields)
                if ((f.tag >= 0) == tagged) add_field(path + "." + std::string(f.name), f, outer);
    }

    void add_field(const std::string& path, const field_view& f, wire::versions outer) {
        const auto inner = cut(f.in, outer), nullable = cut(f.nullable, inner);
        if (inner.min > inner.max) return;
        auto line = path + " " + type_text(*f.type) + " " + show(inner);
        if (f.type->is == kind::optional && nullable.min <= nullable.max)
            line += " null=" + show(nullable);
        if (f.tag >= 0) line += " tag=" + std::to_string(f.tag);
        if (f.tag >= 0 && cut(f.tagged_in, inner) != inner)
            line += "@" + show(cut(f.tagged_in, inner));
        line += default_word(f.initial, *f.type);
        if (f.ignorable && inner != outer) line += " ignorable";
        lines.push_back(line);
        if (const auto& e = element(*f.type); e.fields) add_fields(path, *e.fields, inner);
    }
};

/// ThrottleTimeMs -> throttle_time_ms. Only the last of several capitals starts a word.
std::string snake_case(std::string_view name) {
    auto is_upper = [&](std::size_t i) {
        return i < name.size() && std::isupper(static_cast<unsigned char>(name[i]));
    };
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool last_capital = i + 1 < name.size() && !is_upper(i + 1);
        if (i > 0 && is_upper(i) && (!is_upper(i - 1) || last_capital)) out += '_';
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
    return out;
}

/// "KRaft" is one word, and "Key" of FindCoordinator would hide the API's number.
std::string expected_member(const std::string& path, std::string_view field) {
    if (path == "FindCoordinatorRequest.Key") return "coordinator_key";
    return field.starts_with("KRaft") ? "kraft" + snake_case(field.substr(1)).substr(4)
                                      : snake_case(field);
}

} // namespace

std::vector<std::string> facts_of(const std::string& message, const std::vector<field_view>& fields,
                                  wire::versions valid) {
    fact_writer writer{valid, {}};
    writer.add_fields(message, fields, valid);
    return writer.lines;
}

std::vector<std::string> misnamed(const std::string& message,
                                  const std::vector<field_view>& fields) {
    std::vector<std::string> out;
    for (const auto& f : fields) {
        const auto path = message + "." + std::string(f.name);
        if (f.member != expected_member(path, f.name))
            out.push_back(path + " is " + std::string(f.member));
        const auto& e = element(*f.type);
        const auto nested = e.fields ? misnamed(path, *e.fields) : std::vector<std::string>{};
        out.insert(out.end(), nested.begin(), nested.end());
    }
    return out;
}

namespace {

struct inner_sample {
    std::int64_t old = 7;
    using self = inner_sample;
    static constexpr std::tuple fields{wire::field{&self::old, "Old", wire::until(2)}};
};

struct sample {
    std::optional<std::string_view> second;
    std::optional<std::vector<inner_sample>> list;
    bool the_flag = true;

    using self = sample;
    static constexpr std::tuple fields{
        wire::field{&self::the_flag, "TheFlag", wire::since(2)}.tagged(0),
        wire::field{&self::second, "First", wire::since(1)}.null_since(2).ignore(),
        wire::field{&self::list, "List"},
    };
};

} // namespace

TEST(the_facts_of_a_message, state_every_field_in_the_normal_form) {
    const std::vector<std::string> expected{
        "S.First string 1+ null=2+ default=null ignorable",
        "S.List []struct 0+ null=0+ default=null",
        "S.List.Old int64 0-2 default=7",
        "S.TheFlag bool 2+ tag=0 default=true",
    };
    EXPECT_EQ(facts_of("S", fields_of<sample>(), {0, 5}), expected);
}

TEST(the_facts_of_a_message, find_a_member_with_the_name_of_another_field) {
    EXPECT_EQ(misnamed("S", fields_of<sample>()), std::vector<std::string>{"S.First is second"});
}

} // namespace kafka::test
