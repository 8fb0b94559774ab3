#include "security/scram_user.hpp"

#include "security/base64.hpp"

#include <charconv>
#include <map>
#include <stdexcept>

namespace kafka::detail::security {

namespace {

struct mistaken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using members = std::map<std::string, secret, std::less<>>;

std::string_view unquoted(std::string_view value) {
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

members members_of(std::string_view list) {
    members out;
    for (bool more = true; more;) {
        const auto comma = list.find(',');
        const auto part = list.substr(0, comma);
        more = comma != list.npos;
        list.remove_prefix(more ? comma + 1 : list.size());
        const auto equals = part.find('=');
        if (equals == part.npos) throw mistaken("a part between commas has no equals sign");
        const auto name = part.substr(0, equals);
        bool known = false;
        for (std::string_view k : {"name", "password", "iterations", "salt", "saltedpassword"})
            known = known || k == name;
        if (!known) throw mistaken("\"" + std::string(name) + "\" is not known");
        out.insert_or_assign(std::string(name), secret(unquoted(part.substr(equals + 1))));
    }
    return out;
}

std::string_view get(const members& from, std::string_view name) {
    const auto found = from.find(name);
    return found == from.end() ? std::string_view() : found->second.reveal();
}

std::string bytes_of(const members& from, std::string_view name) {
    auto bytes = from_base64(get(from, name));
    if (!bytes) throw mistaken("\"" + std::string(name) + "\" is not base64");
    return std::move(*bytes);
}

int iterations_of(const members& from) {
    if (!from.contains("iterations")) return min_iterations;
    const auto text = get(from, "iterations");
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size() || !iterations_allowed(n))
        throw mistaken("\"iterations\" must be 4096 to 16384");
    return n;
}

scram_credential credential_of(hash h, const members& from) {
    const auto iterations = iterations_of(from);
    const bool salted = get(from, "password").empty();
    if (salted && get(from, "saltedpassword").empty())
        throw mistaken("\"password\" or \"saltedpassword\" is missing");
    if (salted && get(from, "salt").empty())
        throw mistaken("\"saltedpassword\" needs its \"salt\"");
    auto salt = get(from, "salt").empty() ? random_nonce() : bytes_of(from, "salt");
    if (!salted)
        return credential_of_password(h, get(from, "password"), std::move(salt), iterations);
    const secret key = bytes_of(from, "saltedpassword");
    if (key.size() != size_of(h)) throw mistaken("\"saltedpassword\" has not the digest's length");
    return credential_of_salted_password(h, key.reveal(), std::move(salt), iterations);
}

scram_user read(std::string_view text) {
    const auto equals = text.find('=');
    const auto h = scram_hash(text.substr(0, equals));
    if (!h) throw mistaken("the mechanism is neither SCRAM-SHA-256 nor SCRAM-SHA-512");
    auto list = equals == text.npos ? std::string_view() : text.substr(equals + 1);
    if (list.size() < 2 || list.front() != '[' || list.back() != ']')
        throw mistaken("what follows the mechanism is not in brackets");
    const auto from = members_of(list.substr(1, list.size() - 2));
    if (get(from, "name").empty()) throw mistaken("\"name\" is missing");
    return {std::string(get(from, "name")), *h, credential_of(*h, from)};
}

} // namespace

std::optional<scram_user> read_scram_user(std::string_view text, std::string& mistake) {
    try {
        mistake.clear();
        return read(text);
    } catch (const mistaken& m) {
        mistake = m.what();
        return std::nullopt;
    }
}

} // namespace kafka::detail::security
