#include "net/pem.hpp"

#include <kafka/error.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace kafka::detail::net {

namespace {

using cluster::fail;
using cluster::outcome;

constexpr std::size_t most_pem_bytes = std::size_t{16} << 20; // a system's whole bundle has 200 KiB

bool is_pem(std::string_view text) { return text.find("-----BEGIN ") != text.npos; }

bio_pointer reader_of(const std::string& pem) {
    return bio_pointer(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

int give_password(char* into, int size, int, void* password) {
    const auto& text = *static_cast<const std::string*>(password);
    const auto n = std::min(text.size(), static_cast<std::size_t>(std::max(size, 0)));
    std::memcpy(into, text.data(), n);
    return static_cast<int>(n);
}

} // namespace

outcome<std::string> pem_text(const std::string& text_or_path) {
    if (is_pem(text_or_path)) return text_or_path;
    std::ifstream file(text_or_path, std::ios::binary);
    if (!file)
        return fail(errc::invalid_option,
                    "cannot read " + text_or_path + ": " + std::strerror(errno));
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.size() > most_pem_bytes)
        return fail(errc::invalid_option, text_or_path + " is too large for certificates in PEM");
    if (is_pem(text)) return text;
    return fail(errc::invalid_option,
                text_or_path + " holds no PEM (\"-----BEGIN ...\"); a Java key store is turned "
                               "into PEM by keytool and openssl pkcs12");
}

outcome<std::vector<certificate_pointer>> read_certificates(const std::string& pem) {
    const auto from = reader_of(pem);
    std::vector<certificate_pointer> found;
    while (auto* one = PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr))
        found.emplace_back(one);
    const auto last = ERR_peek_last_error();
    ERR_clear_error();
    const bool at_end = ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    if (!at_end) return fail(errc::invalid_option, "a certificate in the PEM is damaged");
    if (found.empty()) return fail(errc::invalid_option, "the PEM holds no certificate");
    return found;
}

outcome<key_pointer> read_private_key(const std::string& pem, const std::string& password) {
    const auto from = reader_of(pem);
    key_pointer key(PEM_read_bio_PrivateKey(from.get(), nullptr, give_password,
                                            const_cast<std::string*>(&password)));
    ERR_clear_error();
    if (key) return key;
    const bool encrypted = pem.find("ENCRYPTED") != pem.npos;
    return fail(errc::invalid_option,
                encrypted ? password.empty()
                                ? "the private key is encrypted and no password is given"
                                : "the password does not open the private key"
                          : "the PEM holds no private key");
}

} // namespace kafka::detail::net
