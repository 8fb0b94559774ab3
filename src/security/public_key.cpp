#include "security/public_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <vector>

namespace kafka::detail::security {

namespace {

using octet = unsigned char;

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* p) const {
        Free(p);
    }
};
using number = std::unique_ptr<BIGNUM, freed_by<BN_free>>;
using builder = std::unique_ptr<OSSL_PARAM_BLD, freed_by<OSSL_PARAM_BLD_free>>;
using parameters = std::unique_ptr<OSSL_PARAM, freed_by<OSSL_PARAM_free>>;
using key_context = std::unique_ptr<EVP_PKEY_CTX, freed_by<EVP_PKEY_CTX_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;
using ecdsa_signature = std::unique_ptr<ECDSA_SIG, freed_by<ECDSA_SIG_free>>;

const octet* octets(std::string_view s) { return reinterpret_cast<const octet*>(s.data()); }

number number_of(std::string_view bytes) {
    return number(BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr));
}

struct curve {
    std::string_view name;
    const char* openssl_name;
    std::string_view algorithm;
    std::size_t coordinate_size;
};
constexpr curve curves[] = {{"P-256", "P-256", "ES256", 32},
                            {"P-384", "P-384", "ES384", 48},
                            {"P-521", "P-521", "ES512", 66}};

const curve* curve_named(std::string_view name) {
    for (const auto& c : curves)
        if (c.name == name) return &c;
    return nullptr;
}

/// The digest that the last three digits of an algorithm name.
const EVP_MD* digest_of(std::string_view algorithm) {
    if (algorithm.ends_with("256")) return EVP_sha256();
    return algorithm.ends_with("384") ? EVP_sha384() : EVP_sha512();
}

std::shared_ptr<evp_pkey_st> key_of(const char* kind, OSSL_PARAM* from) {
    const key_context context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!context || from == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, from) != 1)
        return nullptr;
    return {key, EVP_PKEY_free};
}

/// JSON web signatures have r and s side by side; OpenSSL wants them as DER.
std::optional<std::string> der_signature(std::string_view signature, std::size_t coordinate_size) {
    if (signature.size() != 2 * coordinate_size) return std::nullopt;
    auto r = number_of(signature.substr(0, coordinate_size));
    auto s = number_of(signature.substr(coordinate_size));
    const ecdsa_signature both(ECDSA_SIG_new());
    if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return std::nullopt;
    (void)r.release(); // the signature's now
    (void)s.release();
    octet* der = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &der);
    if (size <= 0) return std::nullopt;
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

bool set_padding(EVP_PKEY_CTX* context, std::string_view algorithm) {
    if (!algorithm.starts_with("PS")) return true; // the older padding is OpenSSL's default
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

} // namespace

public_key::public_key(std::shared_ptr<evp_pkey_st> key, std::string curve)
    : key_(std::move(key))
    , curve_(std::move(curve)) {}

std::optional<public_key> public_key::rsa(std::string_view modulus, std::string_view exponent) {
    if (modulus.size() > 16384 / 8 || exponent.empty() || exponent.size() > 8) return std::nullopt;
    const auto n = number_of(modulus), e = number_of(exponent);
    const builder build(OSSL_PARAM_BLD_new());
    if (!n || !e || !build || BN_num_bits(n.get()) < 2048 ||
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return std::nullopt;
    const parameters from(OSSL_PARAM_BLD_to_param(build.get()));
    auto key = key_of("RSA", from.get());
    if (!key) return std::nullopt;
    return public_key(std::move(key), "");
}

std::optional<public_key> public_key::elliptic(std::string_view name, std::string_view x,
                                               std::string_view y) {
    const auto* c = curve_named(name);
    if (c == nullptr || x.size() != c->coordinate_size || y.size() != c->coordinate_size)
        return std::nullopt;
    const auto point = "\x04" + std::string(x) + std::string(y); // uncompressed
    const builder build(OSSL_PARAM_BLD_new());
    if (!build ||
        OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, c->openssl_name,
                                        0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        return std::nullopt;
    const parameters from(OSSL_PARAM_BLD_to_param(build.get()));
    auto key = key_of("EC", from.get()); // refuses a point that is not on the curve
    if (!key) return std::nullopt;
    return public_key(std::move(key), std::string(name));
}

bool public_key::suits(std::string_view algorithm) const {
    if (const auto* c = curve_named(curve_)) return algorithm == c->algorithm;
    for (std::string_view known : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
        if (algorithm == known) return true;
    return false;
}

bool public_key::verify(std::string_view algorithm, std::string_view text,
                        std::string_view signature) const {
    if (!suits(algorithm)) return false;
    std::string given(signature);
    if (const auto* c = curve_named(curve_)) {
        auto der = der_signature(signature, c->coordinate_size);
        if (!der) return false;
        given = std::move(*der);
    }
    const digest_context context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr; // the context's own
    return context &&
           EVP_DigestVerifyInit(context.get(), &options, digest_of(algorithm), nullptr,
                                key_.get()) == 1 &&
           set_padding(options, algorithm) &&
           EVP_DigestVerify(context.get(), octets(given), given.size(), octets(text),
                            text.size()) == 1;
}

} // namespace kafka::detail::security
