// The handshake between two sessions over a pair of sockets, and what is said when it fails.
#include "net/tls_session.hpp"
#include "support/certificates.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace {

using namespace kafka::detail::net;
using kafka::tls_options;
using kafka::testing::authority;
using state = tls_session::state;

/// Two sessions that are driven in turn, each until it has to wait.
class tls_pair {
public:
    tls_pair(const tls_options& client, const listener_tls& server,
             const std::string& asked_for = "localhost") {
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, sockets_),
                  0);
        client_context_ = take(tls_context::of_client(client));
        server_context_ = take(tls_context::of_listener(server));
        if (!client_context_ || !server_context_) return;
        client_.emplace(tls_session::to_server(*client_context_, sockets_[0], asked_for));
        server_.emplace(tls_session::to_client(*server_context_, sockets_[1]));
    }
    ~tls_pair() {
        client_.reset();
        server_.reset();
        for (const int s : sockets_) ::close(s);
    }
    tls_pair(const tls_pair&) = delete;
    tls_pair& operator=(const tls_pair&) = delete;

    bool shake_hands() {
        auto of_client = state::wants_read, of_server = state::wants_read;
        const auto is_under_way = [](state s) {
            return s == state::wants_read || s == state::wants_write;
        };
        for (int steps = 0; steps < 20; ++steps) {
            if (is_under_way(of_client)) of_client = client().handshake();
            if (is_under_way(of_server)) of_server = server().handshake();
        }
        return of_client == state::done && of_server == state::done;
    }
    /// In TLS 1.3 a client learns only afterwards that its certificate was refused.
    std::string heard_by_client() {
        std::byte bytes[64];
        std::size_t n = 0;
        client().read_some(bytes, n);
        return client().why();
    }

    tls_session& client() { return *client_; }
    tls_session& server() { return *server_; }

private:
    static std::shared_ptr<const tls_context>
    take(kafka::detail::cluster::outcome<std::shared_ptr<const tls_context>> made) {
        EXPECT_TRUE(made) << made.error().text();
        return made ? *made : nullptr;
    }

    int sockets_[2] = {-1, -1};
    std::shared_ptr<const tls_context> client_context_, server_context_;
    std::optional<tls_session> client_, server_;
};

void expect_word(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), text.npos) << text;
}

const authority& ours() {
    static const authority one("Our Authority");
    return one;
}

listener_tls listening(const kafka::testing::certificate& with,
                       client_certificate wanted = client_certificate::none) {
    return {{.authorities = ours().pem(), .certificate = with.pem, .private_key = with.key_pem},
            wanted};
}

std::string refusal_of(const tls_options& client, const listener_tls& server,
                       const std::string& name = "localhost") {
    tls_pair pair(client, server, name);
    EXPECT_FALSE(pair.shake_hands());
    return pair.client().why();
}

} // namespace

TEST(a_tls_session, passes_bytes_both_ways_once_both_have_shaken_hands) {
    tls_pair pair({.authorities = ours().pem()}, listening(ours().issue()));
    ASSERT_TRUE(pair.shake_hands()) << pair.client().why() << pair.server().why();
    const std::vector<std::byte> sent(100'000, std::byte{7});
    std::vector<std::byte> received(sent.size());
    std::size_t out = 0, in = 0;
    while (in < received.size()) {
        std::size_t n = 0;
        if (out < sent.size() &&
            pair.client().write_some(std::span(sent).subspan(out), n) == state::done)
            out += n;
        n = 0;
        if (pair.server().read_some(std::span(received).subspan(in), n) == state::done) in += n;
    }
    EXPECT_EQ(received, sent);
    EXPECT_EQ(pair.client().protocol(), "TLSv1.3");
}

TEST(a_tls_session, tells_that_bytes_are_left_which_the_socket_does_not_know_of) {
    tls_pair pair({.authorities = ours().pem()}, listening(ours().issue()));
    ASSERT_TRUE(pair.shake_hands());
    const std::vector<std::byte> sent(1000);
    std::byte one[1];
    std::size_t n = 0;
    ASSERT_EQ(pair.client().write_some(sent, n), state::done);
    ASSERT_EQ(pair.server().read_some(one, n), state::done);
    EXPECT_TRUE(pair.server().has_unread());
}

TEST(a_tls_session, ends_when_the_peer_says_goodbye) {
    tls_pair pair({.authorities = ours().pem()}, listening(ours().issue()));
    ASSERT_TRUE(pair.shake_hands());
    pair.client().say_goodbye();
    std::byte bytes[10];
    std::size_t n = 0;
    EXPECT_EQ(pair.server().read_some(bytes, n), state::closed);
}

TEST(a_tls_client, accepts_an_address_as_the_name) {
    tls_pair pair({.authorities = ours().pem()}, listening(ours().issue()), "127.0.0.1");
    EXPECT_TRUE(pair.shake_hands()) << pair.client().why();
}

TEST(a_tls_client, refuses_a_name_that_is_not_in_the_certificate_and_says_which_are) {
    const auto why =
        refusal_of({.authorities = ours().pem()},
                   listening(ours().issue({.names = {"DNS:kafka.example", "IP:10.0.0.1"}})));
    expect_word(why, "for kafka.example, 10.0.0.1, not for localhost");
}

TEST(a_tls_client, may_be_told_the_name_or_not_to_look_at_it) {
    const auto server = listening(ours().issue({.names = {"DNS:kafka.example"}}));
    tls_pair told({.authorities = ours().pem(), .server_name = "kafka.example"}, server);
    EXPECT_TRUE(told.shake_hands()) << told.client().why();
    tls_pair blind({.authorities = ours().pem(), .verify_server_name = false}, server);
    EXPECT_TRUE(blind.shake_hands()) << blind.client().why();
}

TEST(a_tls_client, refuses_an_authority_that_it_does_not_know_and_names_it) {
    const authority theirs("Their Authority");
    const auto why = refusal_of({.authorities = ours().pem()}, listening(theirs.issue()));
    expect_word(why, "issued by CN=Their Authority");
}

TEST(a_tls_client, refuses_a_certificate_that_only_signs_itself) {
    const auto why = refusal_of({.authorities = ours().pem()}, listening(authority::self_signed()));
    expect_word(why, "signed by itself");
}

TEST(a_tls_client, refuses_a_certificate_out_of_its_time_and_says_when_that_is) {
    using std::chrono::hours;
    expect_word(
        refusal_of({.authorities = ours().pem()},
                   listening(ours().issue({.valid_from = hours(-48), .valid_until = hours(-24)}))),
        "expired on ");
    expect_word(
        refusal_of({.authorities = ours().pem()},
                   listening(ours().issue({.valid_from = hours(24), .valid_until = hours(48)}))),
        "valid only from ");
}

TEST(a_tls_client, accepts_anybody_only_when_told_so) {
    tls_pair pair({.verify = false}, listening(authority::self_signed()));
    EXPECT_TRUE(pair.shake_hands()) << pair.client().why();
}

TEST(a_tls_listener, knows_who_a_client_is_by_its_certificate) {
    const auto alice = ours().issue({.common_name = "alice", .names = {}});
    tls_pair pair({.authorities = ours().pem(), .certificate = alice.both()},
                  listening(ours().issue(), client_certificate::required));
    ASSERT_TRUE(pair.shake_hands()) << pair.server().why();
    EXPECT_EQ(pair.server().peer_subject(), "CN=alice");
}

TEST(a_tls_listener, refuses_a_client_without_the_certificate_that_it_wants) {
    tls_pair pair({.authorities = ours().pem()},
                  listening(ours().issue(), client_certificate::required));
    EXPECT_FALSE(pair.shake_hands());
    expect_word(pair.server().why(), "shown no certificate");
    expect_word(pair.heard_by_client(), "may want a certificate");
}

TEST(a_tls_listener, takes_clients_with_and_without_a_certificate_when_it_only_asks) {
    tls_pair pair({.authorities = ours().pem()},
                  listening(ours().issue(), client_certificate::requested));
    ASSERT_TRUE(pair.shake_hands());
    EXPECT_EQ(pair.server().peer_subject(), "");
}

TEST(a_tls_listener, says_what_speaks_to_it_without_tls) {
    const auto said = [](std::string_view bytes) {
        int sockets[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, sockets), 0);
        EXPECT_GT(::write(sockets[0], bytes.data(), bytes.size()), 0);
        const auto context = tls_context::of_listener(listening(ours().issue()));
        auto session = tls_session::to_client(**context, sockets[1]);
        EXPECT_EQ(session.handshake(), state::failed);
        for (const int s : sockets) ::close(s);
        return session.why();
    };
    expect_word(said("GET / HTTP/1.1\r\n\r\n"), "speaks HTTP");
    expect_word(said(std::string_view("\0\0\0\x16\0\x12\0\x04\0\0\0\1\0\0\0\0\0", 16)),
                "does not speak TLS");
}

TEST(tls_options, are_refused_with_what_is_wrong_with_them) {
    const auto mistake = [](const tls_options& o) {
        const auto made = tls_context::of_client(o);
        return made ? std::string() : made.error().what;
    };
    const auto good = ours().issue();
    expect_word(mistake({.authorities = "/no/such/file"}), "/no/such/file");
    expect_word(mistake({.authorities = "/etc/hostname"}), "no PEM");
    expect_word(mistake({.certificate = good.pem}), "no private key");
    expect_word(mistake({.certificate = good.pem, .private_key = ours().issue().key_pem}),
                "not that of the certificate");
    expect_word(mistake({.ciphers = "ROT13"}), "ROT13");
    const auto locked = authority::locked(good.key_pem, "secret");
    expect_word(mistake({.certificate = good.pem, .private_key = locked}), "no password");
    expect_word(
        mistake({.certificate = good.pem, .private_key = locked, .private_key_password = "wrong"}),
        "does not open");
    EXPECT_EQ(
        mistake({.certificate = good.pem, .private_key = locked, .private_key_password = "secret"}),
        "");
}
