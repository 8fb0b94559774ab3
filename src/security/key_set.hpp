// A JSON web key set (RFC 7517): the keys that an issuer of tokens signs with.
#pragma once

#include "security/public_key.hpp"

#include <vector>

namespace kafka::detail::security {

class key_set {
public:
    static constexpr std::size_t max_bytes = 1024 * 1024;
    static constexpr std::size_t max_keys = 200;

    /// Empty when the text is no key set, is larger than max_bytes or lists more than max_keys;
    /// then `mistake` says why. Keys that are not for signatures, or of kinds that are not known
    /// here, are passed over, as RFC 7517 asks.
    static std::optional<key_set> read(std::string_view text, std::string& mistake);

    std::size_t size() const { return keys_.size(); }
    /// The key with this id that the algorithm suits. Without an id: the only one that suits.
    const public_key* find(const std::optional<std::string>& id, std::string_view algorithm) const;

private:
    struct entry {
        std::optional<std::string> id;
        std::optional<std::string> algorithm; // the only one that the key is for
        public_key key;
    };
    std::vector<entry> keys_;
};

} // namespace kafka::detail::security
