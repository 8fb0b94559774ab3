// The name of the member that a field of a table points at. Without this a table could point
// "Host" at `port` of the same type, and every test that walks tables would agree with it.
#pragma once

#include "wire/field.hpp"

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace kafka::test {

namespace wire = kafka::detail::wire;

template <auto Member>
std::string_view member_name() {
    std::string_view text = __PRETTY_FUNCTION__; // "... Member = &some::message::the_member; ..."
    text = text.substr(0, text.find_first_of(";]", text.find("Member = ")));
    return text.substr(text.rfind(':') + 1);
}

/// ThrottleTimeMs -> throttle_time_ms. Only the last of several capitals starts a word.
inline std::string snake_case(std::string_view name) {
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
inline std::string expected_member(std::string_view field) {
    if (field == "KRaftVersion") return "kraft_version";
    if (field == "KRaftVersionFeature") return "kraft_version_feature";
    return snake_case(field);
}

/// Every field of M, and of the structs in it, whose member has another name than the schema says.
template <wire::message M>
void add_misnamed(const std::string& path, std::vector<std::string>& out) {
    wire::for_each_field<M>([&](auto i) {
        constexpr auto& f = wire::field_at<M, i>;
        const auto name = path + "." + std::string(f.name);
        const auto member = member_name<f.member>();
        const auto expected =
            name == "FindCoordinatorRequest.Key" ? "coordinator_key" : expected_member(f.name);
        if (member != expected) out.push_back(name + " is " + std::string(member));
        using E =
            typename element<std::remove_cvref_t<decltype(std::declval<M&>().*f.member)>>::type;
        if constexpr (wire::message<E>) add_misnamed<E>(name, out);
    });
}

} // namespace kafka::test
