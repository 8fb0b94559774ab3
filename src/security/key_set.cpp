#include "security/key_set.hpp"

#include "security/base64.hpp"
#include "security/json.hpp"

namespace kafka::detail::security {

namespace {

std::optional<std::string> bytes_of(const json_object& from, std::string_view name) {
    const auto text = from.text(name);
    return text ? from_base64url(*text) : std::nullopt;
}

std::optional<public_key> key_of(const json_object& from) {
    const auto kind = from.text("kty");
    if (kind == "RSA") {
        const auto n = bytes_of(from, "n"), e = bytes_of(from, "e");
        return n && e ? public_key::rsa(*n, *e) : std::nullopt;
    }
    if (kind == "EC") {
        const auto curve = from.text("crv");
        const auto x = bytes_of(from, "x"), y = bytes_of(from, "y");
        return curve && x && y ? public_key::elliptic(*curve, *x, *y) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<key_set> key_set::read(std::string_view text, std::string& mistake) {
    mistake.clear();
    if (text.size() > max_bytes) mistake = "the key set is larger than 1 MiB";
    const auto document = mistake.empty() ? json_object::read(text) : std::nullopt;
    const auto listed = document ? document->objects("keys") : std::nullopt;
    if (mistake.empty() && !listed) mistake = "not a JSON web key set: no list \"keys\"";
    if (listed && listed->size() > max_keys) mistake = "the key set has more than 200 keys";
    if (!mistake.empty()) return std::nullopt;
    key_set out;
    for (const auto& from : *listed) {
        if (from.text("use").value_or("sig") != "sig") continue;
        if (auto key = key_of(from))
            out.keys_.push_back({from.text("kid"), from.text("alg"), std::move(*key)});
    }
    return out;
}

const public_key* key_set::find(const std::optional<std::string>& id,
                                std::string_view algorithm) const {
    const public_key* found = nullptr;
    for (const auto& e : keys_) {
        if (!e.key.suits(algorithm) || (e.algorithm && *e.algorithm != algorithm)) continue;
        if (id && e.id != id) continue;
        if (id) return &e.key;
        if (found != nullptr) return nullptr; // no id, and more than one could be meant
        found = &e.key;
    }
    return found;
}

} // namespace kafka::detail::security
