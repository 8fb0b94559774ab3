// TLS over one connected socket that does not block. The socket stays its owner's, who waits for it
// as the states say; nothing here waits.
#pragma once

#include "net/tls_context.hpp"
#include "net/tls_words.hpp"
#include "wire/blob.hpp"

#include <sys/types.h>

#include <span>
#include <string>

namespace kafka::detail::net {

class tls_session {
public:
    enum class state {
        done,        // the step was made
        wants_read,  // call again once the socket can be read
        wants_write, // call again once the socket takes more
        closed,      // the peer has said that it sends no more
        failed,      // see `why`; nothing else works from here on
    };

    /// `peer` is the host that was asked for: its name must be in the certificate.
    static tls_session to_server(const tls_context& context, int socket, const std::string& peer);
    static tls_session to_client(const tls_context& context, int socket);

    state handshake();
    /// `n` bytes were put into `into`. May give fewer than there are: see `has_unread`.
    state read_some(std::span<std::byte> into, std::size_t& n);
    /// `n` bytes were taken; those not taken come again first.
    state write_some(wire::bytes from, std::size_t& n);
    /// The same with `length` bytes of a file, by the system; only where `is_sent_by_kernel`.
    state send_file(int descriptor, off_t position, std::size_t length, std::size_t& n);
    /// Bytes have been decrypted already: the socket says nothing about them.
    bool has_unread() const;
    /// Says that nothing more will be sent, without waiting.
    void say_goodbye();

    /// What went wrong, for a person.
    const std::string& why() const { return why_; }
    /// The subject of the peer's certificate as RFC 2253 writes it, "CN=alice,O=Example"; empty
    /// when it has shown none.
    std::string peer_subject() const;
    /// The protocol and cipher that were agreed on.
    std::string protocol() const;
    std::string cipher() const;
    /// The system encrypts what is sent: files may be sent by the system as well.
    bool is_sent_by_kernel() const;

private:
    tls_session(const tls_context& context, int socket);
    state after(int result, const char* doing);

    std::unique_ptr<peer_check> check_; // OpenSSL has its address
    ssl_pointer ssl_;
    std::string why_;
};

} // namespace kafka::detail::net
