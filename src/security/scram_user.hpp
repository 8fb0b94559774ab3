// A SCRAM user as Kafka's tools take one at a broker's first start (--add-scram).
#pragma once

#include "security/scram_credential.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

struct scram_user {
    std::string name;
    hash algorithm = hash::sha_256;
    scram_credential credential;
};

/// Reads "SCRAM-SHA-256=[name=alice,password=...]". Beside these: iterations (default 4096), salt
/// in base64 (default: a random one), and saltedpassword in base64 instead of the password, which
/// needs its salt. A value may stand in double quotes; none can have a comma. Empty when it is not
/// that; `mistake` then says why, without the secrets.
std::optional<scram_user> read_scram_user(std::string_view text, std::string& mistake);

} // namespace kafka::detail::security
