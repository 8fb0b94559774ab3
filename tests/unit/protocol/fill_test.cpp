#include "fill.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace kafka::test {
namespace {

/// Two bytes of value `b`, in memory that lives as long as the program.
wire::bytes two_bytes(std::size_t b) {
    static const auto pairs = [] {
        std::vector<std::byte> out(512);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(i / 2);
        return out;
    }();
    return {pairs.data() + b * 2, 2};
}

struct filler {
    fill_case what;
    std::int16_t version;
    std::size_t counter = 0;

    void fields(void* to, const std::vector<field_view>& all, int depth) {
        for (const bool tagged : {false, true})
            for (const auto& f : all)
                if ((f.tag >= 0) == tagged && f.in.has(version))
                    field(static_cast<std::byte*>(to) + f.offset, f, depth);
    }

    void field(void* to, const field_view& f, int depth) {
        if (f.type->is != kind::optional) return value(to, *f.type, depth);
        if (f.nullable.has(version)) {
            const bool structs = element(*f.type).is == kind::structure;
            if (what == fill_case::initial && !f.type->has_value(to)) return;
            if (what == (structs ? fill_case::absent : fill_case::nulls)) return f.type->reset(to);
        }
        value(f.type->emplace(to), *f.type->inside, depth);
    }

    void value(void* to, const type_view& t, int depth) {
        if (t.is == kind::array)
            array(to, t, depth);
        else if (t.is == kind::structure)
            fields(to, *t.fields, depth + 1);
        else if (what != fill_case::initial)
            set(to, t);
    }

    void array(void* to, const type_view& t, int depth) {
        const bool structs = t.inside->is == kind::structure;
        if (what == fill_case::initial) return;
        if (what == (structs ? fill_case::bare : fill_case::empty)) return;
        const std::size_t size = structs && depth > 0 ? 1 : 2;
        t.resize(to, size);
        for (std::size_t i = 0; i < size; ++i) value(t.at(to, i), *t.inside, depth);
    }

    void set(void* to, const type_view& t) {
        constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
        const auto n = ++counter, b = 0x11 + n % 0x5f;
        const bool empty = what == fill_case::empty;
        const auto text = empty ? std::string_view() : letters.substr(n % 26, 1);
        const auto bytes = empty ? wire::bytes() : two_bytes(b);
        if (t.is == kind::text)
            *static_cast<std::string_view*>(to) = text;
        else if (t.is == kind::bytes)
            *static_cast<wire::bytes*>(to) = bytes;
        else if (t.is == kind::records)
            *static_cast<wire::blob*>(to) = bytes;
        else if (t.is == kind::boolean)
            *static_cast<bool*>(to) = !*static_cast<bool*>(to);
        else
            std::memset(to, static_cast<int>(b), t.size);
    }
};

} // namespace

void fill(void* to, const std::vector<field_view>& fields, fill_case what, std::int16_t version) {
    filler{what, version}.fields(to, fields, 0);
}

namespace {

struct sample {
    std::int32_t number = -1;
    std::optional<std::string_view> text;
    std::vector<std::int8_t> list;

    using self = sample;
    static constexpr std::tuple fields{
        wire::field{&self::number, "Number"},
        wire::field{&self::text, "Text"}.null_since(1),
        wire::field{&self::list, "List", wire::since(1)},
    };
};

sample filled(fill_case what, std::int16_t version) {
    sample out;
    fill(&out, fields_of<sample>(), what, version);
    return out;
}

} // namespace

TEST(a_filled_message, has_another_value_in_every_field) {
    const auto all = filled(fill_case::full, 1);
    EXPECT_EQ(all.number, 0x12121212);
    EXPECT_EQ(all.text, "c");
    EXPECT_EQ(all.list, (std::vector<std::int8_t>{0x14, 0x15}));
}

TEST(a_filled_message, has_null_only_where_the_version_allows_it) {
    EXPECT_EQ(filled(fill_case::initial, 0).text, "");
    EXPECT_EQ(filled(fill_case::initial, 1).text, std::nullopt);
    EXPECT_EQ(filled(fill_case::nulls, 0).text, "c");
    EXPECT_EQ(filled(fill_case::nulls, 1).text, std::nullopt);
    EXPECT_EQ(filled(fill_case::empty, 1).text, "");
}

TEST(a_filled_message, leaves_fields_of_other_versions_alone) {
    EXPECT_TRUE(filled(fill_case::full, 0).list.empty());
}

} // namespace kafka::test
