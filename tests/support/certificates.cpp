#include "support/certificates.hpp"

#include "net/openssl.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>

namespace kafka::testing {

namespace {

using detail::net::bio_pointer;
using detail::net::certificate_pointer;
using detail::net::key_pointer;

std::string taken(const bio_pointer& from) {
    char* text = nullptr;
    const auto size = BIO_get_mem_data(from.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
    const bio_pointer out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(out.get(), certificate);
    return taken(out);
}

std::string pem_of(EVP_PKEY* key) {
    const bio_pointer out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return taken(out);
}

void set_name(X509_NAME* name, const std::string& common_name) {
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                               0);
}

void extend(X509* to, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    if (auto* made = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str())) {
        X509_add_ext(to, made, -1);
        X509_EXTENSION_free(made);
    }
}

certificate_pointer unsigned_certificate(const certificate_wish& wish, EVP_PKEY* key) {
    static std::atomic<long> last_serial = 1000;
    certificate_pointer made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++last_serial);
    using std::chrono::seconds;
    X509_gmtime_adj(X509_getm_notBefore(made.get()), seconds(wish.valid_from).count());
    X509_gmtime_adj(X509_getm_notAfter(made.get()), seconds(wish.valid_until).count());
    set_name(X509_get_subject_name(made.get()), wish.common_name);
    X509_set_pubkey(made.get(), key);
    return made;
}

void add_names(X509* to, X509* issuer, const certificate_wish& wish) {
    std::string all;
    for (const auto& n : wish.names) all += (all.empty() ? "" : ",") + n;
    if (!all.empty()) extend(to, issuer, NID_subject_alt_name, all);
}

} // namespace

struct authority::implementation {
    key_pointer key{EVP_EC_gen("P-256")};
    certificate_pointer own;
    std::string pem;
};

authority::authority(const std::string& name) : body_(std::make_unique<implementation>()) {
    auto& b = *body_;
    b.own = unsigned_certificate({.common_name = name}, b.key.get());
    set_name(X509_get_issuer_name(b.own.get()), name);
    extend(b.own.get(), b.own.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(b.own.get(), b.own.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(b.own.get(), b.key.get(), EVP_sha256());
    b.pem = pem_of(b.own.get());
}

authority::~authority() = default;

const std::string& authority::pem() const { return body_->pem; }

certificate authority::issue(const certificate_wish& wish) const {
    const key_pointer key(EVP_EC_gen("P-256"));
    const auto made = unsigned_certificate(wish, key.get());
    X509_set_issuer_name(made.get(), X509_get_subject_name(body_->own.get()));
    add_names(made.get(), body_->own.get(), wish);
    X509_sign(made.get(), body_->key.get(), EVP_sha256());
    return {pem_of(made.get()), pem_of(key.get())};
}

certificate authority::self_signed(const certificate_wish& wish) {
    const key_pointer key(EVP_EC_gen("P-256"));
    const auto made = unsigned_certificate(wish, key.get());
    set_name(X509_get_issuer_name(made.get()), wish.common_name);
    add_names(made.get(), made.get(), wish);
    X509_sign(made.get(), key.get(), EVP_sha256());
    return {pem_of(made.get()), pem_of(key.get())};
}

std::string authority::locked(const std::string& key_pem, const std::string& password) {
    const bio_pointer in(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
    const key_pointer key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    const bio_pointer out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), EVP_aes_256_cbc(), password.data(),
                                  static_cast<int>(password.size()), nullptr, nullptr);
    return taken(out);
}

} // namespace kafka::testing
