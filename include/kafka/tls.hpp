// How connections are encrypted, and how the two sides prove who they are.
#pragma once

#include <string>

namespace kafka {

/// The oldest protocol that is spoken; the newest is whatever both sides have.
enum class tls_version { tls_1_2, tls_1_3 };

/// TLS of a client. The defaults encrypt, check that the broker's certificate was issued by
/// somebody whom this system trusts, and that it is for the name by which the broker was asked for.
/// Wherever a member takes PEM, it takes the text itself ("-----BEGIN ...") or the path of a file.
/// Mistakes (a file that is not there, a key that does not fit) are told when the object that uses
/// the options is made. Source: RFC 8446, RFC 9525.
struct tls_options {
    /// PEM of those whose signature counts, or a folder of such files with hashed names. Default:
    /// the system's. Kafka: ssl.truststore.certificates; librdkafka: ssl.ca.location, ssl.ca.pem.
    std::string authorities = {};
    /// PEM of our own certificate, followed by those between it and the authority; for brokers that
    /// want one (ssl.client.auth). Default: none.
    std::string certificate = {};
    /// PEM of its private key. Default: it stands in `certificate`.
    std::string private_key = {};
    /// Of the private key, when it is encrypted. Never printed.
    std::string private_key_password = {};
    /// The name that the broker's certificate must have. Default: the host that was asked for, as
    /// it was given or advertised.
    std::string server_name = {};
    /// False: the name in the certificate does not count. Kafka: an empty
    /// ssl.endpoint.identification.algorithm.
    bool verify_server_name = true;
    /// False: anybody may be at the other end. Only for a test.
    bool verify = true;
    tls_version oldest = tls_version::tls_1_2;
    /// By the standard's or OpenSSL's names, parted by commas or colons. Default: OpenSSL's choice.
    /// Kafka: ssl.cipher.suites.
    std::string ciphers = {};
};

} // namespace kafka
