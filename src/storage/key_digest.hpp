// Stands for a record's key where keeping the key itself would take too much memory.
#pragma once

#include "wire/blob.hpp"

#include <array>
#include <cstdint>

namespace kafka::detail::storage {

using wire::bytes;

/// 128 bits: two keys with the same digest do not happen by chance, and nobody who does not know
/// the secret can look for them (SipHash-2-4, https://www.aumasson.jp/siphash/siphash.pdf).
struct key_digest {
    std::uint64_t first = 0;
    std::uint64_t second = 0;

    bool operator==(const key_digest&) const = default;
};

using digest_secret = std::array<std::uint64_t, 2>;

/// Another one for each process.
digest_secret make_digest_secret();

key_digest digest_of(bytes key, const digest_secret& secret);

} // namespace kafka::detail::storage
