#include "security/scram_message.hpp"

#include "security/base64.hpp"
#include "security/scram_names.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::security {

namespace {

/// Takes attributes ("r=value") off the front of a message, one by one.
class attributes {
public:
    explicit attributes(std::string_view text) : rest_(text) {}

    bool at_end() const { return over_; }

    /// The value of the next attribute when that has this name.
    std::optional<std::string_view> take(char name) {
        if (over_ || rest_.size() < 2 || rest_[0] != name || rest_[1] != '=') return std::nullopt;
        return cut().substr(2);
    }

    /// The next attribute whatever its name is; nothing when it is none.
    std::optional<std::string_view> take_extension() {
        if (over_) return std::nullopt;
        const auto all = cut();
        const auto equals = all.find('=');
        if (equals == 0 || equals == all.npos || equals + 1 == all.size()) return std::nullopt;
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        if (!std::all_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(equals), letter))
            return std::nullopt;
        return all;
    }

private:
    std::string_view cut() {
        const auto comma = rest_.find(',');
        const auto taken = rest_.substr(0, comma);
        over_ = comma == rest_.npos;
        rest_.remove_prefix(over_ ? rest_.size() : comma + 1);
        return taken;
    }

    std::string_view rest_;
    bool over_ = false;
};

bool is_seven_bit(std::string_view text) {
    return text.size() <= max_scram_message &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
}

bool is_nonce(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::optional<int> positive_number(std::string_view text) {
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size() || n <= 0) return std::nullopt;
    return n;
}

/// Whether nothing but well-formed extensions is left; notes the one of Kafka's own.
bool only_extensions(attributes& from, bool* delegation_token = nullptr) {
    while (!from.at_end()) {
        const auto extension = from.take_extension();
        if (!extension) return false;
        if (delegation_token != nullptr && *extension == "tokenauth=true") *delegation_token = true;
    }
    return true;
}

/// Takes "n,," or "n,a=name," off the front.
bool take_header(std::string_view& text, client_first& out) {
    if (!text.starts_with("n,")) return false;
    const auto end = text.find(',', 2);
    if (end == text.npos) return false;
    out.header = text.substr(0, end + 1);
    const auto identity = text.substr(2, end - 2);
    text.remove_prefix(end + 1);
    if (identity.empty()) return true;
    const auto name = identity.starts_with("a=") ? unescape_name(identity.substr(2)) : std::nullopt;
    out.authorization_id = name.value_or("");
    return name.has_value();
}

} // namespace

std::optional<client_first> read_client_first(std::string_view text) {
    client_first out;
    if (!is_seven_bit(text) || !take_header(text, out)) return std::nullopt;
    out.bare = text;
    attributes from(text);
    const auto user = from.take('n');
    const auto nonce = from.take('r');
    if (!user || !nonce || !is_nonce(*nonce)) return std::nullopt;
    const auto name = unescape_name(*user);
    if (!name || !only_extensions(from, &out.delegation_token)) return std::nullopt;
    out.user = *name;
    out.nonce = *nonce;
    return out;
}

std::string client_first_bare(std::string_view user, std::string_view nonce) {
    return "n=" + escape_name(user) + ",r=" + std::string(nonce);
}

std::optional<server_first> read_server_first(std::string_view text) {
    if (!is_seven_bit(text)) return std::nullopt;
    attributes from(text);
    const auto nonce = from.take('r');
    const auto salt = from.take('s');
    const auto iterations = from.take('i');
    if (!nonce || !salt || !iterations || !is_nonce(*nonce)) return std::nullopt;
    auto salt_bytes = from_base64(*salt);
    const auto count = positive_number(*iterations);
    if (!salt_bytes || salt_bytes->empty() || !count || !only_extensions(from)) return std::nullopt;
    return server_first{std::string(*nonce), std::move(*salt_bytes), *count};
}

std::string write(const server_first& message) {
    return "r=" + message.nonce + ",s=" + base64(message.salt) +
           ",i=" + std::to_string(message.iterations);
}

std::optional<client_final> read_client_final(std::string_view text) {
    const auto last = text.rfind(",p=");
    if (!is_seven_bit(text) || last == text.npos) return std::nullopt;
    attributes from(text.substr(0, last));
    const auto channel = from.take('c');
    const auto nonce = from.take('r');
    if (!channel || !nonce || !is_nonce(*nonce) || !only_extensions(from)) return std::nullopt;
    auto binding = from_base64(*channel);
    auto proof = from_base64(text.substr(last + 3));
    if (!binding || !proof) return std::nullopt;
    return client_final{std::string(text.substr(0, last)), std::move(*binding), std::string(*nonce),
                        std::move(*proof)};
}

std::string client_final_without_proof(std::string_view header, std::string_view nonce) {
    return "c=" + base64(header) + ",r=" + std::string(nonce);
}

std::optional<server_final> read_server_final(std::string_view text) {
    if (!is_seven_bit(text)) return std::nullopt;
    attributes from(text);
    if (const auto error = from.take('e')) {
        if (error->empty() || !only_extensions(from)) return std::nullopt;
        return server_final{.error = std::string(*error)};
    }
    const auto signature = from.take('v');
    if (!signature || !only_extensions(from)) return std::nullopt;
    auto bytes = from_base64(*signature);
    if (!bytes || bytes->empty()) return std::nullopt;
    return server_final{.signature = std::move(*bytes)};
}

} // namespace kafka::detail::security
