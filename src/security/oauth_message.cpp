#include "security/oauth_message.hpp"

#include "security/scram_names.hpp"

#include <algorithm>
#include <cctype>

namespace kafka::detail::security {

namespace {

using namespace std::string_view_literals;

constexpr auto separator = "\x01"sv;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_token_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_printable(char c) { return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\r' || c == '\n'; }

template <class Test>
bool consists_of(std::string_view text, Test test) {
    return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

/// The token behind "Bearer ", empty when it is none.
std::string_view token_of(std::string_view authorization) {
    const auto blank = authorization.find(' ');
    if (blank != 6) return {};
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    constexpr auto scheme = "bearer"sv;
    if (!std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                    [&](char want, char have) { return same(have, want); }))
        return {};
    const auto start = authorization.find_first_not_of(' ', blank);
    const auto token = start == authorization.npos ? ""sv : authorization.substr(start);
    return consists_of(token, is_token_character) ? token : ""sv;
}

/// Takes "n,," or "n,a=name,", then the separator, off the front.
bool take_header(std::string_view& text, oauth_message& out) {
    const auto end = text.find(separator);
    if (end == text.npos) return false;
    auto header = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (header == "n,,") return true;
    if (!header.starts_with("n,a=") || !header.ends_with(',')) return false;
    const auto name = unescape_name(header.substr(4, header.size() - 5));
    out.authorization_id = name.value_or("");
    return name.has_value();
}

} // namespace

bool is_extension(std::string_view name, std::string_view value) {
    return name != "auth" && consists_of(name, is_letter) && consists_of(value, is_printable);
}

std::optional<oauth_message> read_oauth_message(std::string_view text) {
    oauth_message out;
    if (text.size() > max_oauth_message || !take_header(text, out)) return std::nullopt;
    while (text != separator) { // each pair ends with one, and one more ends the message
        const auto end = text.find(separator);
        if (end == text.npos) return std::nullopt;
        const auto pair = text.substr(0, end);
        text.remove_prefix(end + 1);
        const auto equals = pair.find('=');
        if (equals == pair.npos) return std::nullopt;
        const auto name = pair.substr(0, equals), value = pair.substr(equals + 1);
        if (name == "auth") {
            if (!out.token.empty() || token_of(value).empty()) return std::nullopt;
            out.token = token_of(value);
        } else if (!is_extension(name, value) || !out.extensions.emplace(name, value).second)
            return std::nullopt;
    }
    return out.token.empty() ? std::nullopt : std::optional(std::move(out));
}

secret write_oauth_message(std::string_view token,
                           const std::map<std::string, std::string>& extensions) {
    std::string pairs;
    for (const auto& [name, value] : extensions)
        pairs.append(name).append("=").append(value).append(separator);
    return secret::joined({"n,,", separator, "auth=Bearer ", token, separator, pairs, separator});
}

} // namespace kafka::detail::security
