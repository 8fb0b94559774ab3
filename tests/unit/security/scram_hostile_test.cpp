// SCRAM messages that are truncated, replayed, reordered, forged or malformed.
#include "security/base64.hpp"
#include "security/scram_client.hpp"
#include "security/scram_server.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using namespace std::string_literals;
using kind = verdict::kind;

const auto pencil = credential_of_password(hash::sha_256, "pencil", "some salt", 4096);

scram_options users() {
    return {.lookup =
                [](std::string_view name) {
                    return name == "user" ? std::optional(pencil) : std::nullopt;
                },
            .decoy_key = "decoys"};
}

/// A client and a broker in the middle of an exchange.
struct exchange {
    scram_session client{hash::sha_256, "user", "pencil", "client-nonce"};
    scram_authenticator broker;
    std::string challenge, proof;

    explicit exchange(std::string nonce = random_nonce(), const std::string& header = "n,,")
        : broker(users(), std::move(nonce)) {
        challenge = broker.next(header + client.first_message().substr(3), {}).response;
        proof = client.next(challenge).response.reveal();
    }
};

/// What the client says to a challenge; empty when it refuses.
std::string refusal(const std::string& challenge) {
    scram_session client(hash::sha_256, "user", "pencil", "client-nonce");
    try {
        client.next(challenge);
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::broker_errc::sasl_authentication_failed);
        EXPECT_EQ(std::string(e.what()).find("pencil"), std::string::npos);
        return e.what();
    }
    return {};
}

kind first(const std::string& bytes) { return scram_authenticator(users()).next(bytes, {}).result; }

} // namespace

TEST(a_scram_client, refuses_a_broker_that_cannot_sign) {
    exchange e;
    const auto other = base64(std::string(32, 'x'));
    EXPECT_THROW(e.client.next("v=" + other), kafka::error);
    EXPECT_THROW(exchange().client.next("v=" + other.substr(0, 8)), kafka::error);
    EXPECT_THROW(exchange().client.next("v="), kafka::error);
    EXPECT_THROW(exchange().client.next(""), kafka::error);
    EXPECT_THROW(exchange().client.next("e=invalid-proof"), kafka::error);
    const auto real = e.broker.next(e.proof, {}).response;
    EXPECT_THROW(e.client.next(real), kafka::error) << "the exchange was over";
}

TEST(a_scram_client, refuses_the_signature_of_another_exchange) {
    exchange earlier, now;
    const auto replayed = earlier.broker.next(earlier.proof, {}).response;
    EXPECT_THROW(now.client.next(replayed), kafka::error);
}

TEST(a_scram_client, refuses_a_nonce_that_does_not_continue_its_own) {
    EXPECT_NE(refusal("r=other-nonce,s=c2FsdA==,i=4096"), "");
    EXPECT_NE(refusal("r=client-nonc,s=c2FsdA==,i=4096"), "");
    EXPECT_NE(refusal("r=client-nonce,s=c2FsdA==,i=4096"), "") << "nothing of the broker's";
    EXPECT_EQ(refusal("r=client-nonce+,s=c2FsdA==,i=4096"), "");
}

TEST(a_scram_client, refuses_too_few_and_too_many_iterations) {
    EXPECT_NE(refusal("r=client-nonce+,s=c2FsdA==,i=4095").find("4095"), std::string::npos);
    EXPECT_NE(refusal("r=client-nonce+,s=c2FsdA==,i=1"), "");
    EXPECT_NE(refusal("r=client-nonce+,s=c2FsdA==,i=1000001"), "");
    EXPECT_NE(refusal("r=client-nonce+,s=c2FsdA==,i=2147483647"), "");
}

TEST(a_scram_client, refuses_challenges_that_it_cannot_read) {
    for (const auto& challenge :
         {""s, "r=client-nonce+"s, "r=client-nonce+,s=c2FsdA=="s, "r=client-nonce+,s=,i=4096"s,
          "r=client-nonce+,s=c2Fsd,i=4096"s, "r=client-nonce+,s=c2FsdA==,i="s,
          "r=client-nonce+,s=c2FsdA==,i=-4096"s, "r=client-nonce+,s=c2FsdA==,i=99999999999"s,
          "r=client-nonce+,s=c2FsdA==,i=4096,"s, "r=client-nonce+,s=c2FsdA==,i=4096x"s,
          "m=must,r=client-nonce+,s=c2FsdA==,i=4096"s, "s=c2FsdA==,r=client-nonce+,i=4096"s,
          "r=client-nonce\xff,s=c2FsdA==,i=4096"s, "r=client-nonce +,s=c2FsdA==,i=4096"s,
          "r=client-nonce"s + std::string(1 << 20, 'x') + ",s=c2FsdA==,i=4096"})
        EXPECT_NE(refusal(challenge), "") << challenge.substr(0, 60);
}

TEST(a_scram_client, repeats_no_control_characters_of_a_broker) {
    exchange e;
    try {
        e.client.next("e=\x1b[31mred");
        FAIL();
    } catch (const kafka::error& error) {
        EXPECT_EQ(std::string(error.what()).find('\x1b'), std::string::npos);
    }
}

TEST(a_scram_broker, refuses_every_truncation_of_both_messages) {
    const std::string whole = "n,,n=user,r=n";
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_EQ(first(whole.substr(0, n)), kind::refused) << n;
    for (std::size_t n = 0; n < exchange().proof.size(); n += 3) {
        exchange e;
        EXPECT_EQ(e.broker.next(e.proof.substr(0, n), {}).result, kind::refused) << n;
        EXPECT_EQ(e.broker.next(e.proof, {}).result, kind::refused) << "it was over";
    }
}

TEST(a_scram_broker, refuses_a_replayed_exchange_and_messages_out_of_order) {
    exchange earlier, now;
    EXPECT_EQ(now.broker.next(earlier.proof, {}).result, kind::refused) << "another nonce";
    EXPECT_EQ(first(earlier.proof), kind::refused) << "the last message first";
    exchange e;
    EXPECT_EQ(e.broker.next("n,,n=user,r=n", {}).result, kind::refused) << "the first twice";
    exchange done;
    EXPECT_EQ(done.broker.next(done.proof, {}).result, kind::accepted);
    EXPECT_EQ(done.broker.next(done.proof, {}).result, kind::refused) << "the last twice";
}

TEST(a_scram_broker, refuses_a_proof_with_any_bit_changed) {
    for (int bit = 0; bit < 256; bit += 37) {
        exchange e;
        const auto at = e.proof.rfind(",p=") + 3;
        auto proof = *from_base64(e.proof.substr(at));
        proof[static_cast<std::size_t>(bit / 8)] ^= static_cast<char>(1 << (bit % 8));
        EXPECT_EQ(e.broker.next(e.proof.substr(0, at) + base64(proof), {}).result, kind::refused);
    }
}

TEST(a_scram_broker, refuses_a_proof_of_another_length) {
    for (std::size_t size : {0u, 1u, 31u, 33u, 64u}) {
        exchange e;
        const auto text =
            e.proof.substr(0, e.proof.rfind(",p=") + 3) + base64(std::string(size, 'x'));
        EXPECT_EQ(e.broker.next(text, {}).result, kind::refused) << size;
    }
}

TEST(a_scram_broker, wants_the_header_repeated_as_channel_binding) {
    exchange e;
    auto other = e.proof;
    other.replace(0, 6, "c=eSws"); // "y,,": a client that believes we have no channel binding
    EXPECT_EQ(e.broker.next(other, {}).result, kind::refused);
}

/// The verdict on a client that knows the password and signs what it sends: this header first, and
/// then this binding and nonce.
kind end_of(const std::string& header, const std::string& binding, const std::string& nonce) {
    scram_authenticator broker(users(), "s");
    const auto challenge = broker.next(header + "n=user,r=c", {});
    if (challenge.result != kind::more) return challenge.result;
    const auto without = client_final_without_proof(binding, nonce);
    const auto salted = pbkdf2(hash::sha_256, "pencil", "some salt", 4096);
    const auto key = hmac(hash::sha_256, salted.reveal(), "Client Key");
    const auto signature = hmac(hash::sha_256, pencil.stored_key.reveal(),
                                auth_message("n=user,r=c", challenge.response, without));
    const auto proof = exclusive_or(key.reveal(), signature.reveal());
    return broker.next(without + ",p=" + base64(proof.reveal()), {}).result;
}

TEST(a_scram_broker, lets_a_client_name_only_itself_as_its_other_identity) {
    const auto with = [](const std::string& header) { return end_of(header, header, "cs"); };
    EXPECT_EQ(with("n,,"), kind::accepted);
    EXPECT_EQ(with("n,a=user,"), kind::accepted);
    EXPECT_EQ(with("n,a=root,"), kind::refused);
    EXPECT_EQ(with("n,a=,"), kind::refused);
    EXPECT_EQ(with("n,user,"), kind::refused);
}

TEST(a_scram_broker, refuses_another_nonce_or_binding_even_when_it_is_signed) {
    EXPECT_EQ(end_of("n,,", "n,,", "cs"), kind::accepted);
    EXPECT_EQ(end_of("n,,", "n,,", "cx"), kind::refused);
    EXPECT_EQ(end_of("n,,", "n,,", "css"), kind::refused);
    EXPECT_EQ(end_of("n,,", "y,,", "cs"), kind::refused);
    EXPECT_EQ(end_of("n,,", "n,a=root,", "cs"), kind::refused);
}

TEST(a_scram_broker, refuses_first_messages_that_it_cannot_read) {
    for (const auto& bytes :
         {"n,,n=,r=n"s, "n,,n=user,r="s, "n,,r=n,n=user"s, "y,,n=user,r=n"s,
          "p=tls-unique,,n=user,r=n"s, "n,n=user,r=n"s, "n,,m=must,n=user,r=n"s, "n,,n=us=er,r=n"s,
          "n,,n=us=2cer,r=n"s, "n,,n=user,r=n,"s, "n,,n=user,r=n,x"s, "n,,n=user,r=n,1=x"s,
          "n,,n=us\0er,r=n"s, "n,,n=us\xc3\xa4r,r=n"s, "n,,n=user,r=\x7f"s, "\xff\xff\xff"s,
          "n,,n="s + std::string(1 << 20, 'u') + ",r=n"})
        EXPECT_EQ(first(bytes), kind::refused) << bytes.substr(0, 60);
    EXPECT_EQ(first("n,,n=user,r=n,ext=anything"), kind::more)
        << "unknown extensions are passed over";
    EXPECT_EQ(first("n,,n=user,r=n,tokenauth=true"), kind::refused) << "no delegation tokens here";
}
