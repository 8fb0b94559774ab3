// What OpenSSL reports, in the words of a person who set up a cluster.
#pragma once

#include "net/openssl.hpp"

#include <string>

namespace kafka::detail::net {

/// Of one session, found by its application data: OpenSSL forgets the certificate that it refuses.
struct peer_check {
    std::string expected = {}; // the name that the peer must have; empty: any
    std::string refusal = {};  // why its certificate is not accepted
};
/// OpenSSL's callback for each certificate of a chain: changes no verdict, keeps the words.
int note_verdict(int accepted, X509_STORE_CTX* chain);

struct tls_failure {
    std::string doing;    // what failed
    int system_error = 0; // errno at that moment
};

/// What failed and what to do. Takes OpenSSL's error queue.
std::string words_of_failure(const SSL* session, const tls_failure& of);
/// "CN=alice,O=Example", as Kafka writes it.
std::string subject_text(const X509* certificate);
/// The names and addresses that a certificate is for, separated by ", ".
std::string names_of(const X509* certificate);

} // namespace kafka::detail::net
