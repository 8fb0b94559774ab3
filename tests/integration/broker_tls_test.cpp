// A broker that listens with and without TLS.
#include "support/certificates.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

namespace {

using kafka::testing::authority;

class a_broker_with_tls : public ::testing::Test {
protected:
    kafka::broker::options options() {
        const auto own = ours_.issue();
        kafka::broker::options o;
        o.data_directory = directory_.path();
        o.nodes = {
            {.listeners = {
                 {.port = 0},
                 {.name = "SSL", .protocol = kafka::broker::security_protocol::ssl, .port = 0}}}};
        o.properties = {{"ssl.keystore.certificate.chain", own.pem},
                        {"ssl.keystore.key", own.key_pem}};
        return o;
    }

    authority ours_;
    kafka::testing::scratch_directory directory_;
};

} // namespace

TEST_F(a_broker_with_tls, has_an_address_for_each_listener) {
    const kafka::broker::server server(options());
    EXPECT_EQ(server.address(), server.address("PLAINTEXT"));
    EXPECT_NE(server.address("SSL"), server.address("PLAINTEXT"));
    EXPECT_EQ(server.listening_on().back(), server.address("SSL") + " (SSL)");
    EXPECT_THROW(server.address("SASL"), kafka::error);
}

TEST_F(a_broker_with_tls, does_not_start_without_a_certificate) {
    auto o = options();
    o.properties.clear();
    EXPECT_THROW(kafka::broker::server{o}, kafka::error);
}
