#include "net/tls_words.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <cstring>

namespace kafka::detail::net {

namespace {

std::string taken(const bio_pointer& from) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(from.get(), &text);
    return {text, static_cast<std::size_t>(std::max(size, 0L))};
}

std::string name_text(const X509_NAME* name) {
    const bio_pointer out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return taken(out);
}

std::string time_text(const ASN1_TIME* time) {
    const bio_pointer out(BIO_new(BIO_s_mem()));
    ASN1_TIME_print(out.get(), time);
    return taken(out);
}

std::string text_of(const GENERAL_NAME* name) {
    int kind = 0;
    const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &kind));
    const auto* bytes = ASN1_STRING_get0_data(value);
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(value));
    if (kind == GEN_DNS) return {reinterpret_cast<const char*>(bytes), size};
    if (kind != GEN_IPADD || (size != 4 && size != 16)) return {};
    char text[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes, text, sizeof text);
    return text;
}

/// Of a certificate that is not accepted.
std::string words_of_verdict(long verdict, const X509* shown, const std::string& expected) {
    switch (verdict) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return "the certificate is for " + names_of(shown) + ", not for " + expected +
               "; use one of its names, or set the server name";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return "a certificate of " + subject_text(shown) + " expired on " +
               time_text(X509_get0_notAfter(shown));
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return "a certificate of " + subject_text(shown) + " is valid only from " +
               time_text(X509_get0_notBefore(shown)) + "; is the clock right?";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return "the certificate of " + subject_text(shown) +
               " is signed by itself; to trust it, name it as an authority";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return "the certificate of " + subject_text(shown) + " is issued by " +
               name_text(X509_get_issuer_name(shown)) +
               ", which is not among the trusted authorities; give its certificate as one";
    default:
        return "the certificate of " + subject_text(shown) +
               " is refused: " + X509_verify_cert_error_string(verdict);
    }
}

std::string words_of_reason(int reason, bool is_server) {
    const std::string peer = is_server ? "the client" : "the broker";
    switch (reason) {
    case SSL_R_HTTP_REQUEST:
        return "the peer speaks HTTP; this is a Kafka port with TLS";
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_UNKNOWN_PROTOCOL:
        return is_server ? "the client does not speak TLS (security.protocol=SSL lets it)"
                         : "the peer does not speak TLS; is this a port without it?";
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return "the client has shown no certificate, which ssl.client.auth=required wants";
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
        return peer + " refuses the handshake; it may want a certificate, or share no cipher";
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        return peer + " does not know the authority of our certificate";
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
        return peer + " says that our certificate has expired";
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
        return peer + " refuses our certificate";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        return "both sides share no version of TLS";
    case SSL_R_NO_SHARED_CIPHER:
        return "both sides share no cipher";
    default:
        break;
    }
    const char* text = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, reason));
    return text != nullptr ? text : "an unknown failure of TLS";
}

} // namespace

std::string subject_text(const X509* certificate) {
    const auto text = name_text(X509_get_subject_name(certificate));
    return text.empty() ? "nobody" : text;
}

std::string names_of(const X509* certificate) {
    std::string out;
    auto* names = static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i)
        if (const auto one = text_of(sk_GENERAL_NAME_value(names, i)); !one.empty())
            out += (out.empty() ? "" : ", ") + one;
    GENERAL_NAMES_free(names);
    return out.empty() ? "no name but " + subject_text(certificate) : out;
}

int note_verdict(int accepted, X509_STORE_CTX* chain) {
    if (accepted == 1) return accepted;
    const auto* session = static_cast<const SSL*>(
        X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* check = static_cast<peer_check*>(SSL_get_app_data(session));
    const auto* shown = X509_STORE_CTX_get_current_cert(chain);
    if (check != nullptr && check->refusal.empty() && shown != nullptr)
        check->refusal = words_of_verdict(X509_STORE_CTX_get_error(chain), shown, check->expected);
    return accepted;
}

std::string words_of_failure(const SSL* session, const tls_failure& of) {
    const auto code = ERR_peek_error();
    ERR_clear_error();
    const bool is_server = SSL_is_server(session) != 0;
    if (ERR_GET_LIB(code) == ERR_LIB_SSL) {
        const auto reason = ERR_GET_REASON(code);
        const auto* check = static_cast<const peer_check*>(SSL_get_app_data(session));
        if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED && !check->refusal.empty())
            return check->refusal;
        if (reason != SSL_R_UNEXPECTED_EOF_WHILE_READING) return words_of_reason(reason, is_server);
    } else if (of.system_error != 0) {
        return of.doing + ": " + std::strerror(of.system_error);
    }
    const bool in_handshake = SSL_in_init(session) != 0;
    return "the peer closed the connection during " + of.doing +
           (in_handshake && !is_server ? "; is this a port without TLS?" : "");
}

} // namespace kafka::detail::net
