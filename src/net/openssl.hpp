// OpenSSL's objects, freed by themselves.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace kafka::detail::net {

template <auto free_function>
struct freed_by {
    template <class T>
    void operator()(T* p) const {
        free_function(p);
    }
};

using bio_pointer = std::unique_ptr<BIO, freed_by<BIO_free_all>>;
using certificate_pointer = std::unique_ptr<X509, freed_by<X509_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using ssl_pointer = std::unique_ptr<SSL, freed_by<SSL_free>>;
using ssl_context_pointer = std::unique_ptr<SSL_CTX, freed_by<SSL_CTX_free>>;

} // namespace kafka::detail::net
