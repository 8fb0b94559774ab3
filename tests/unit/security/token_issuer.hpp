// Signs tokens as an issuer would, with keys of its own.
#pragma once

#include <memory>
#include <string>

struct evp_pkey_st;

namespace kafka::testing {

class token_issuer {
public:
    static token_issuer rsa(unsigned bits = 2048);
    static token_issuer elliptic(const char* curve); // "P-256"

    /// The public half as a member of a key set; `more` is JSON that is added, such as ,"kid":"k".
    std::string key(const std::string& more = {}) const;
    std::string key_set(const std::string& more = {}) const {
        return R"({"keys":[)" + key(more) + "]}";
    }
    /// A token with this algorithm, header members (such as ,"kid":"k") and claims.
    std::string token(const std::string& algorithm, const std::string& claims,
                      const std::string& header = {}) const;

private:
    std::shared_ptr<evp_pkey_st> key_;
    std::string curve_;
};

/// A token with these two parts and a signature that is whatever is given.
std::string token_of(const std::string& header, const std::string& claims,
                     const std::string& signature = {});

} // namespace kafka::testing
