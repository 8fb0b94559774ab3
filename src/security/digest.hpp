// The digests that mechanisms are made of. They throw std::runtime_error when OpenSSL refuses to
// work (it was built or configured without the digest), never because of what they are given.
#pragma once

#include <kafka/secret.hpp>

#include <string>
#include <string_view>

namespace kafka::detail::security {

enum class hash { sha_256, sha_384, sha_512 };

std::size_t size_of(hash h);
secret digest(hash h, std::string_view bytes);
secret hmac(hash h, std::string_view key, std::string_view bytes);
/// PBKDF2 with HMAC, one block of the digest's size: Hi() of RFC 5802.
secret pbkdf2(hash h, std::string_view password, std::string_view salt, int iterations);
/// `a` and `b` are equally long.
secret exclusive_or(std::string_view a, std::string_view b);
std::string hex(std::string_view bytes);

/// `count` bytes that nobody can guess.
std::string random_bytes(std::size_t count);
/// 24 printable characters without a comma, made of 18 random bytes.
std::string random_nonce();

} // namespace kafka::detail::security
