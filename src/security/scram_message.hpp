// The four messages of SCRAM (RFC 5802), read as Kafka reads them: only the header "n" (no channel
// binding), seven-bit text, extensions passed over. A reader returns nothing for what is malformed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

/// Longer messages are refused unread.
inline constexpr std::size_t max_scram_message = 4096;

struct client_first {
    std::string
        header;       // "n,," or "n,a=name,": what the channel binding of the last message repeats
    std::string bare; // everything after the header, which is signed as it came
    std::string authorization_id;
    std::string user;
    std::string nonce;
    bool delegation_token = false; // the user is the id of a delegation token (tokenauth=true)
};
std::optional<client_first> read_client_first(std::string_view text);
std::string client_first_bare(std::string_view user, std::string_view nonce);

struct server_first {
    std::string nonce;
    std::string salt;
    int iterations = 0;
};
std::optional<server_first> read_server_first(std::string_view text);
std::string write(const server_first& message);

struct client_final {
    std::string without_proof; // signed as it came
    std::string channel_binding;
    std::string nonce;
    std::string proof;
};
std::optional<client_final> read_client_final(std::string_view text);
std::string client_final_without_proof(std::string_view header, std::string_view nonce);

struct server_final {
    std::string signature;
    std::string error; // not empty: the server says no
};
std::optional<server_final> read_server_final(std::string_view text);

} // namespace kafka::detail::security
