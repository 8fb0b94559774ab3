#include "security/aws_signature.hpp"

#include "security/digest.hpp"

#include <ctime>

namespace kafka::detail::security {

namespace {

std::string sha_256(std::string_view text) { return hex(digest(hash::sha_256, text).reveal()); }

std::string uri_encoded(std::string_view text) {
    std::string out;
    for (char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view("-_.~").find(c) != std::string_view::npos;
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 0xf];
    }
    return out;
}

/// Sorted by encoded name. Names are never the same, so that values need not be compared.
std::string canonical_query(const aws_request& request) {
    std::map<std::string, std::string> encoded;
    for (const auto& [name, value] : request.query)
        encoded.emplace(uri_encoded(name), uri_encoded(value));
    std::string out;
    for (const auto& [name, value] : encoded)
        out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
    return out;
}

} // namespace

std::string aws_scope::text() const {
    return date() + "/" + region + "/" + service + "/aws4_request";
}

std::string aws_time(std::chrono::system_clock::time_point t) {
    const auto seconds = std::chrono::system_clock::to_time_t(t);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc)};
}

std::string aws_signed_headers(const aws_request& request) {
    std::string out;
    for (const auto& [name, value] : request.headers)
        out.append(out.empty() ? "" : ";").append(name);
    return out;
}

std::string aws_canonical_request(const aws_request& request) {
    std::string out = request.method + "\n" + request.path + "\n" + canonical_query(request) + "\n";
    for (const auto& [name, value] : request.headers)
        out.append(name).append(":").append(value).append("\n");
    return out + "\n" + aws_signed_headers(request) + "\n" + request.payload_hash;
}

secret aws_signing_key(std::string_view secret_access_key, const aws_scope& scope) {
    const auto next = [](const secret& key, std::string_view text) {
        return hmac(hash::sha_256, key.reveal(), text);
    };
    const auto start = secret::joined({"AWS4", secret_access_key});
    return next(next(next(next(start, scope.date()), scope.region), scope.service), "aws4_request");
}

std::string aws_signature(const aws_request& request, std::string_view secret_access_key,
                          const aws_scope& scope) {
    const auto text = "AWS4-HMAC-SHA256\n" + scope.time + "\n" + scope.text() + "\n" +
                      sha_256(aws_canonical_request(request));
    const auto key = aws_signing_key(secret_access_key, scope);
    return hex(hmac(hash::sha_256, key.reveal(), text).reveal());
}

} // namespace kafka::detail::security
