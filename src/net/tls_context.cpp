#include "net/tls_context.hpp"

#include "net/pem.hpp"
#include "net/tls_words.hpp"

#include <kafka/error.hpp>

#include <openssl/err.h>

#include <algorithm>
#include <filesystem>

namespace kafka::detail::net {

namespace {

using cluster::fail;
using cluster::nothing;
using cluster::outcome;

outcome<nothing> refused(const std::string& what) {
    ERR_clear_error();
    return fail(errc::invalid_option, what);
}

/// Java's name of a cipher is the standard's; OpenSSL has its own for those before TLS 1.3.
std::string as_openssl_names_it(const std::string& cipher) {
    const std::string known = OPENSSL_cipher_name(cipher.c_str());
    return known == "(NONE)" ? cipher : known;
}

/// Commas and colons both part ciphers.
outcome<nothing> set_ciphers(SSL_CTX* to, const std::string& list) {
    std::string before_1_3, of_1_3;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find_first_of(",:", at), list.size());
        const auto one = list.substr(at, end - at);
        const bool is_1_3 = one.starts_with("TLS_AES_") || one.starts_with("TLS_CHACHA20_");
        if (!one.empty()) (is_1_3 ? of_1_3 : before_1_3) += as_openssl_names_it(one) + ":";
        at = end + 1;
    }
    if (!before_1_3.empty() && SSL_CTX_set_cipher_list(to, before_1_3.c_str()) != 1)
        return refused("OpenSSL knows no cipher in \"" + list + "\"");
    if (!of_1_3.empty() && SSL_CTX_set_ciphersuites(to, of_1_3.c_str()) != 1)
        return refused("OpenSSL knows no cipher in \"" + list + "\"");
    return nothing{};
}

outcome<nothing> set_protocol(SSL_CTX* to, const tls_options& from) {
    SSL_CTX_set_min_proto_version(to, from.oldest == tls_version::tls_1_3 ? TLS1_3_VERSION
                                                                          : TLS1_2_VERSION);
    SSL_CTX_set_options(to, SSL_OP_ENABLE_KTLS | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // What a write has not taken may be moved and grow before the next one.
    SSL_CTX_set_mode(to, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                             SSL_MODE_RELEASE_BUFFERS);
    return set_ciphers(to, from.ciphers);
}

outcome<nothing> trust_text(SSL_CTX* to, const std::string& text_or_path) {
    const auto pem = pem_text(text_or_path);
    if (!pem) return pem.error();
    const auto all = read_certificates(*pem);
    if (!all) return all.error();
    for (const auto& one : *all)
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(to), one.get()) != 1)
            return refused("OpenSSL does not take a certificate of the authorities");
    return nothing{};
}

outcome<nothing> set_trust(SSL_CTX* to, const tls_options& from) {
    std::error_code ignored;
    if (from.authorities.empty()) {
        SSL_CTX_set_default_verify_paths(to);
        return nothing{};
    }
    if (!std::filesystem::is_directory(from.authorities, ignored))
        return trust_text(to, from.authorities);
    if (SSL_CTX_load_verify_dir(to, from.authorities.c_str()) != 1)
        return refused("cannot use the folder " + from.authorities);
    return nothing{};
}

outcome<nothing> set_certificate(SSL_CTX* to, const tls_options& from) {
    const auto pem = pem_text(from.certificate);
    if (!pem) return pem.error();
    const auto chain = read_certificates(*pem);
    if (!chain) return chain.error();
    const auto key_pem = from.private_key.empty() ? pem : pem_text(from.private_key);
    if (!key_pem) return key_pem.error();
    const auto key = read_private_key(*key_pem, from.private_key_password);
    if (!key) return key.error();
    if (SSL_CTX_use_certificate(to, chain->front().get()) != 1)
        return refused("OpenSSL does not take the certificate");
    for (std::size_t i = 1; i < chain->size(); ++i) SSL_CTX_add1_chain_cert(to, (*chain)[i].get());
    if (SSL_CTX_use_PrivateKey(to, key->get()) != 1)
        return refused("the private key is not that of the certificate");
    return nothing{};
}

int verification(client_certificate wanted) {
    switch (wanted) {
    case client_certificate::none:
        return SSL_VERIFY_NONE;
    case client_certificate::requested:
        return SSL_VERIFY_PEER;
    case client_certificate::required:
        break;
    }
    return SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
}

} // namespace

outcome<std::shared_ptr<const tls_context>> tls_context::of_client(const tls_options& from) {
    ssl_context_pointer made(SSL_CTX_new(TLS_client_method()));
    if (auto e = set_protocol(made.get(), from); !e) return e.error();
    if (auto e = set_trust(made.get(), from); !e) return e.error();
    if (!from.certificate.empty())
        if (auto e = set_certificate(made.get(), from); !e) return e.error();
    SSL_CTX_set_verify(made.get(), from.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, note_verdict);
    return std::make_shared<const tls_context>(std::move(made), from);
}

outcome<std::shared_ptr<const tls_context>> tls_context::of_listener(const listener_tls& from) {
    ssl_context_pointer made(SSL_CTX_new(TLS_server_method()));
    if (from.options.certificate.empty())
        return fail(errc::invalid_option, "a listener with TLS needs a certificate");
    if (auto e = set_protocol(made.get(), from.options); !e) return e.error();
    if (auto e = set_certificate(made.get(), from.options); !e) return e.error();
    SSL_CTX_set_session_id_context(made.get(), reinterpret_cast<const unsigned char*>("kafka"), 5);
    if (from.wanted != client_certificate::none)
        if (auto e = set_trust(made.get(), from.options); !e) return e.error();
    SSL_CTX_set_verify(made.get(), verification(from.wanted), note_verdict);
    return std::make_shared<const tls_context>(std::move(made), from.options);
}

} // namespace kafka::detail::net
