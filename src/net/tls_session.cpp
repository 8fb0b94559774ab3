#include "net/tls_session.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <new>

namespace kafka::detail::net {

tls_session::tls_session(const tls_context& context, int socket)
    : check_(std::make_unique<peer_check>())
    , ssl_(SSL_new(context.native())) {
    if (!ssl_ || SSL_set_fd(ssl_.get(), socket) != 1) throw std::bad_alloc();
    SSL_set_app_data(ssl_.get(), check_.get());
}

tls_session tls_session::to_server(const tls_context& context, int socket,
                                   const std::string& peer) {
    tls_session made(context, socket);
    SSL_set_connect_state(made.ssl_.get());
    const auto& options = context.options();
    made.check_->expected = options.server_name.empty() ? peer : options.server_name;
    auto* expected = SSL_get0_param(made.ssl_.get());
    const bool is_address =
        X509_VERIFY_PARAM_set1_ip_asc(expected, made.check_->expected.c_str()) == 1;
    if (!is_address) {
        SSL_set_tlsext_host_name(made.ssl_.get(), made.check_->expected.c_str());
        X509_VERIFY_PARAM_set1_host(expected, made.check_->expected.c_str(), 0);
    }
    if (!options.verify_server_name) {
        X509_VERIFY_PARAM_set1_host(expected, nullptr, 0);
        X509_VERIFY_PARAM_set1_ip(expected, nullptr, 0);
    }
    ERR_clear_error();
    return made;
}

tls_session tls_session::to_client(const tls_context& context, int socket) {
    tls_session made(context, socket);
    SSL_set_accept_state(made.ssl_.get());
    return made;
}

tls_session::state tls_session::after(int result, const char* doing) {
    const int system_error = errno;
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return state::wants_read;
    case SSL_ERROR_WANT_WRITE:
        return state::wants_write;
    case SSL_ERROR_ZERO_RETURN:
        return state::closed;
    default:
        why_ = words_of_failure(ssl_.get(), {doing, system_error});
        return state::failed;
    }
}

tls_session::state tls_session::handshake() {
    ERR_clear_error();
    errno = 0;
    const int result = SSL_do_handshake(ssl_.get());
    return result == 1 ? state::done : after(result, "the TLS handshake");
}

tls_session::state tls_session::read_some(std::span<std::byte> into, std::size_t& n) {
    ERR_clear_error();
    errno = 0;
    const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &n);
    return result == 1 ? state::done : after(result, "reading");
}

tls_session::state tls_session::write_some(wire::bytes from, std::size_t& n) {
    ERR_clear_error();
    errno = 0;
    const int result = SSL_write_ex(ssl_.get(), from.data(), from.size(), &n);
    return result == 1 ? state::done : after(result, "writing");
}

tls_session::state tls_session::send_file(int descriptor, off_t position, std::size_t length,
                                          std::size_t& n) {
    ERR_clear_error();
    errno = 0;
    const auto sent = SSL_sendfile(ssl_.get(), descriptor, position, length, 0);
    if (sent < 0) return after(static_cast<int>(sent), "sending a file");
    n = static_cast<std::size_t>(sent);
    return state::done;
}

bool tls_session::has_unread() const { return SSL_pending(ssl_.get()) > 0; }

void tls_session::say_goodbye() {
    if (!why_.empty() || SSL_in_init(ssl_.get()) != 0) return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
}

std::string tls_session::peer_subject() const {
    const certificate_pointer shown(SSL_get1_peer_certificate(ssl_.get()));
    return shown ? subject_text(shown.get()) : std::string();
}

std::string tls_session::protocol() const { return SSL_get_version(ssl_.get()); }
std::string tls_session::cipher() const { return SSL_get_cipher_name(ssl_.get()); }

bool tls_session::is_sent_by_kernel() const {
    return BIO_get_ktls_send(SSL_get_wbio(ssl_.get())) != 0;
}

} // namespace kafka::detail::net
