#include "token_issuer.hpp"

#include "security/base64.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <vector>

namespace kafka::testing {

namespace {

using detail::security::base64url;
using octet = unsigned char;

std::string number(const BIGNUM* n, std::size_t size) {
    std::string out(size, '\0');
    BN_bn2binpad(n, reinterpret_cast<octet*>(out.data()), static_cast<int>(size));
    return out;
}

std::string parameter(EVP_PKEY* key, const char* name) {
    BIGNUM* n = nullptr;
    EVP_PKEY_get_bn_param(key, name, &n);
    auto out = number(n, static_cast<std::size_t>(BN_num_bytes(n)));
    BN_free(n);
    return out;
}

std::size_t coordinate_size(const std::string& curve) {
    return curve == "P-256" ? 32 : curve == "P-384" ? 48 : 66;
}

std::string side_by_side(const std::string& der, std::size_t size) {
    const auto* bytes = reinterpret_cast<const octet*>(der.data());
    ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
    auto out = number(ECDSA_SIG_get0_r(both), size) + number(ECDSA_SIG_get0_s(both), size);
    ECDSA_SIG_free(both);
    return out;
}

std::string signature(EVP_PKEY* key, const std::string& algorithm, const std::string& text) {
    const EVP_MD* digest = algorithm.ends_with("256")   ? EVP_sha256()
                           : algorithm.ends_with("384") ? EVP_sha384()
                                                        : EVP_sha512();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* options = nullptr;
    EVP_DigestSignInit(context, &options, digest, nullptr, key);
    if (algorithm.starts_with("PS")) {
        EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
    }
    std::string out(1024, '\0');
    std::size_t size = out.size();
    EVP_DigestSign(context, reinterpret_cast<octet*>(out.data()), &size,
                   reinterpret_cast<const octet*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    out.resize(size);
    return out;
}

} // namespace

token_issuer token_issuer::rsa(unsigned bits) {
    token_issuer out;
    out.key_ = {EVP_RSA_gen(bits), EVP_PKEY_free};
    return out;
}

token_issuer token_issuer::elliptic(const char* curve) {
    token_issuer out;
    out.key_ = {EVP_EC_gen(curve), EVP_PKEY_free};
    out.curve_ = curve;
    return out;
}

std::string token_issuer::key(const std::string& more) const {
    if (curve_.empty())
        return R"({"kty":"RSA","n":")" + base64url(parameter(key_.get(), OSSL_PKEY_PARAM_RSA_N)) +
               R"(","e":")" + base64url(parameter(key_.get(), OSSL_PKEY_PARAM_RSA_E)) + '"' + more +
               "}";
    const auto size = coordinate_size(curve_);
    std::string x = parameter(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X);
    std::string y = parameter(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y);
    x.insert(0, size - x.size(), '\0');
    y.insert(0, size - y.size(), '\0');
    return R"({"kty":"EC","crv":")" + curve_ + R"(","x":")" + base64url(x) + R"(","y":")" +
           base64url(y) + '"' + more + "}";
}

std::string token_issuer::token(const std::string& algorithm, const std::string& claims,
                                const std::string& header) const {
    const auto unsigned_token = token_of(R"({"alg":")" + algorithm + '"' + header + "}", claims);
    const auto text = unsigned_token.substr(0, unsigned_token.size() - 1);
    auto bytes = signature(key_.get(), algorithm, text);
    if (!curve_.empty()) bytes = side_by_side(bytes, coordinate_size(curve_));
    return text + "." + base64url(bytes);
}

std::string token_of(const std::string& header, const std::string& claims,
                     const std::string& signature) {
    return base64url(header) + "." + base64url(claims) + "." + signature;
}

} // namespace kafka::testing
