#include "security/digest.hpp"

#include "security/base64.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <limits>
#include <stdexcept>

namespace kafka::detail::security {

namespace {

using octet = unsigned char;

const EVP_MD* algorithm(hash h) {
    switch (h) {
    case hash::sha_384:
        return EVP_sha384();
    case hash::sha_512:
        return EVP_sha512();
    case hash::sha_256:
        break;
    }
    return EVP_sha256();
}

const octet* octets(std::string_view bytes) {
    return reinterpret_cast<const octet*>(bytes.empty() ? "" : bytes.data());
}

int length(std::string_view bytes) {
    if (bytes.size() > std::size_t{std::numeric_limits<int>::max()})
        throw std::runtime_error("more bytes than a digest is asked for here");
    return static_cast<int>(bytes.size());
}

void require(bool worked) {
    if (!worked) throw std::runtime_error("OpenSSL cannot compute a digest");
}

/// Room for one digest that leaves nothing behind on the stack.
struct scratch {
    std::array<octet, EVP_MAX_MD_SIZE> bytes;

    ~scratch() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    secret taken(std::size_t size) const {
        return std::string_view(reinterpret_cast<const char*>(bytes.data()), size);
    }
};

} // namespace

std::size_t size_of(hash h) { return static_cast<std::size_t>(EVP_MD_get_size(algorithm(h))); }

secret digest(hash h, std::string_view bytes) {
    scratch out;
    require(EVP_Digest(octets(bytes), bytes.size(), out.bytes.data(), nullptr, algorithm(h),
                       nullptr) == 1);
    return out.taken(size_of(h));
}

secret hmac(hash h, std::string_view key, std::string_view bytes) {
    scratch out;
    require(HMAC(algorithm(h), octets(key), length(key), octets(bytes), bytes.size(),
                 out.bytes.data(), nullptr) != nullptr);
    return out.taken(size_of(h));
}

secret pbkdf2(hash h, std::string_view password, std::string_view salt, int iterations) {
    scratch out;
    const auto size = size_of(h);
    require(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(octets(password)), length(password),
                              octets(salt), length(salt), iterations, algorithm(h),
                              static_cast<int>(size), out.bytes.data()) == 1);
    return out.taken(size);
}

secret exclusive_or(std::string_view a, std::string_view b) {
    scratch out;
    if (a.size() != b.size() || a.size() > out.bytes.size())
        throw std::invalid_argument("exclusive_or of keys that are not equally long");
    for (std::size_t i = 0; i < a.size(); ++i)
        out.bytes[i] = static_cast<octet>(static_cast<octet>(a[i]) ^ static_cast<octet>(b[i]));
    return out.taken(a.size());
}

std::string hex(std::string_view bytes) {
    std::string out;
    for (char c : bytes)
        for (int shift : {4, 0}) out += "0123456789abcdef"[(static_cast<octet>(c) >> shift) & 0xf];
    return out;
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    if (count != 0 &&
        RAND_bytes(reinterpret_cast<octet*>(out.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    return out;
}

std::string random_nonce() { return base64(random_bytes(18)); }

} // namespace kafka::detail::security
