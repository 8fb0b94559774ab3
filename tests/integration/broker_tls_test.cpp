// Our client and our broker behind TLS and SASL.
#include "support/certificates.hpp"
#include "support/log_lines.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using kafka::broker::security_protocol;
using kafka::testing::authority;

kafka::context soon() { return kafka::context::after(20s); }

class a_secured_broker : public ::testing::Test {
protected:
    kafka::broker::options options() {
        const auto own = ours_.issue();
        kafka::broker::options o;
        o.data_directory = directory_.path();
        o.nodes = {{.listeners = {
                        {.port = 0},
                        {.name = "SSL", .protocol = security_protocol::ssl, .port = 0},
                        {.name = "SASL_PLAINTEXT",
                         .protocol = security_protocol::sasl_plaintext,
                         .port = 0},
                        {.name = "SASL_SSL", .protocol = security_protocol::sasl_ssl, .port = 0}}}};
        const std::string users = "org.apache.kafka.common.security.plain.PlainLoginModule "
                                  "required user_alice=\"secret\";";
        o.properties = {{"ssl.keystore.certificate.chain", own.pem},
                        {"ssl.keystore.key", own.key_pem},
                        {"listener.name.sasl_plaintext.plain.sasl.jaas.config", users},
                        {"listener.name.sasl_ssl.plain.sasl.jaas.config", users}};
        o.log = log_.writer();
        return o;
    }
    kafka::tls_options trusting() const { return {.authorities = ours_.pem()}; }
    static kafka::sasl::mechanism_pointer alice(const char* password = "secret") {
        return kafka::sasl::plain{.username = "alice", .password = password};
    }

    /// Writes and reads 3 000 records of 1 KiB, more than one record of TLS holds.
    void expect_messages_flow(const std::string& address, const kafka::dialer& by) {
        kafka::writer writer{
            {.brokers = {address}, .topic = "t", .allow_auto_topic_creation = true, .dialer = by}};
        const std::string value(1024, 'v');
        for (int i = 0; i < 3000; ++i) writer.post(soon(), {.value = value});
        writer.close(soon());
        kafka::reader reader{{.brokers = {address}, .topic = "t", .dialer = by}};
        for (int i = 0; i < 3000; ++i) ASSERT_EQ(reader.fetch_message(soon())->value, value);
    }
    /// What a client is told that cannot enter.
    static std::string refusal(const std::string& address, const kafka::dialer& by,
                               std::error_code expected) {
        kafka::client client{{.brokers = {address}, .dialer = by}};
        try {
            client.topics(soon());
        } catch (const kafka::error& e) {
            EXPECT_EQ(e.code(), expected) << e.what();
            return e.what();
        }
        ADD_FAILURE() << "it was let in";
        return {};
    }

    authority ours_;
    kafka::testing::log_lines log_;
    kafka::testing::scratch_directory directory_;
};

void expect_word(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), text.npos) << text;
}

} // namespace

TEST_F(a_secured_broker, has_an_address_for_each_listener) {
    const kafka::broker::server server(options());
    EXPECT_EQ(server.address(), server.address("PLAINTEXT"));
    EXPECT_NE(server.address("SSL"), server.address("PLAINTEXT"));
    EXPECT_EQ(server.listening_on()[1], server.address("SSL") + " (SSL)");
    EXPECT_THROW(server.address("OTHER"), kafka::error);
}

TEST_F(a_secured_broker, does_not_start_without_a_certificate_or_without_users) {
    auto o = options();
    o.properties.erase("ssl.keystore.certificate.chain");
    EXPECT_THROW(kafka::broker::server{o}, kafka::error);
    o = options();
    o.properties.erase("listener.name.sasl_ssl.plain.sasl.jaas.config");
    EXPECT_THROW(kafka::broker::server{o}, kafka::error);
}

TEST_F(a_secured_broker, passes_messages_over_tls) {
    const kafka::broker::server server(options());
    expect_messages_flow(server.address("SSL"), {.tls = trusting()});
}

TEST_F(a_secured_broker, passes_messages_to_who_has_logged_in) {
    const kafka::broker::server server(options());
    expect_messages_flow(server.address("SASL_PLAINTEXT"), {.sasl = alice()});
    expect_messages_flow(server.address("SASL_SSL"), {.tls = trusting(), .sasl = alice()});
}

TEST_F(a_secured_broker, turns_a_wrong_password_away_in_words) {
    const kafka::broker::server server(options());
    const auto said = refusal(server.address("SASL_PLAINTEXT"), {.sasl = alice("wrong")},
                              kafka::broker_errc::sasl_authentication_failed);
    expect_word(said, "SASL PLAIN");
    EXPECT_EQ(said.find("wrong"), said.npos) << said;
    EXPECT_TRUE(log_.wait_for("SASL: "));
}

TEST_F(a_secured_broker, names_the_mechanisms_that_it_has) {
    const kafka::broker::server server(options());
    const kafka::sasl::mechanism_pointer scram =
        kafka::sasl::scram_sha_256{.username = "alice", .password = "secret"};
    expect_word(refusal(server.address("SASL_PLAINTEXT"), {.sasl = scram},
                        kafka::broker_errc::unsupported_sasl_mechanism),
                "offers PLAIN");
    expect_word(refusal(server.address("PLAINTEXT"), {.sasl = alice()},
                        kafka::broker_errc::illegal_sasl_state),
                "does not authenticate");
}

TEST_F(a_secured_broker, answers_nothing_to_who_has_not_logged_in) {
    const kafka::broker::server server(options());
    kafka::client client{{.brokers = {server.address("SASL_PLAINTEXT")}}};
    EXPECT_THROW(client.topics(kafka::context::after(300ms)), kafka::error);
    EXPECT_TRUE(log_.wait_for("before the client has authenticated"));
}

TEST_F(a_secured_broker, is_not_trusted_with_another_authority) {
    const kafka::broker::server server(options());
    const authority theirs("Their Authority");
    const auto said =
        refusal(server.address("SSL"), {.tls = kafka::tls_options{.authorities = theirs.pem()}},
                kafka::errc::tls_failed);
    expect_word(said, "issued by CN=Test Authority");
}

TEST_F(a_secured_broker, is_told_from_one_without_tls) {
    const kafka::broker::server server(options());
    expect_word(refusal(server.address("PLAINTEXT"), {.tls = trusting()}, kafka::errc::tls_failed),
                "without TLS");
    kafka::client plain{{.brokers = {server.address("SSL")}}};
    EXPECT_THROW(plain.topics(kafka::context::after(300ms)), kafka::error);
    EXPECT_TRUE(log_.wait_for("does not speak TLS"));
}

TEST_F(a_secured_broker, knows_a_connection_of_its_own_kind) {
    const kafka::broker::server server(options());
    const kafka::dialer dialer{
        .tls = trusting(), .sasl = alice(), .allow_auto_topic_creation = true};
    auto connection = dialer.dial_leader(soon(), server.address("SASL_SSL"), "t", 0);
    EXPECT_EQ(connection.write_messages(soon(), {{.value = "one"}}), 3u);
}
