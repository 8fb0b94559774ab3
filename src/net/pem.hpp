// Certificates and keys as PEM, from the text itself or from a file.
#pragma once

#include "cluster/outcome.hpp"
#include "net/openssl.hpp"

#include <vector>

namespace kafka::detail::net {

/// The text that an option stands for: itself, or what is in the file of that name.
cluster::outcome<std::string> pem_text(const std::string& text_or_path);

/// All certificates, in their order; at least one.
cluster::outcome<std::vector<certificate_pointer>> read_certificates(const std::string& pem);
/// The first private key. An encrypted one needs its password.
cluster::outcome<key_pointer> read_private_key(const std::string& pem, const std::string& password);

} // namespace kafka::detail::net
