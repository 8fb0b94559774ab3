#include "security/base64.hpp"

#include <boost/beast/core/detail/base64.hpp>

#include <algorithm>

namespace kafka::detail::security {

namespace coding = boost::beast::detail::base64;

std::string base64(std::string_view bytes) {
    std::string out(coding::encoded_size(bytes.size()), '\0');
    out.resize(coding::encode(out.data(), bytes.data(), bytes.size()));
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string out(coding::decoded_size(text.size()), '\0');
    out.resize(coding::decode(out.data(), text.data(), text.size()).first);
    if (base64(out) != text) return std::nullopt; // the decoder stops at what it does not know
    return out;
}

std::string base64url(std::string_view bytes) {
    auto out = base64(bytes);
    while (out.ends_with('=')) out.pop_back();
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != text.npos) return std::nullopt;
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), '-', '+');
    std::replace(plain.begin(), plain.end(), '_', '/');
    plain.append((4 - plain.size() % 4) % 4, '=');
    return from_base64(plain);
}

} // namespace kafka::detail::security
