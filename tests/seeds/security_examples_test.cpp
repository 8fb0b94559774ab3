// The programs of examples/seeds that encrypt and log in.
#include "support/certificates.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/kafka.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace {

using kafka::broker::security_protocol;

class a_secured_example : public ::testing::Test {
protected:
    a_secured_example() { std::ofstream(authorities_) << ours_.pem(); }

    kafka::broker::options options() const {
        const auto own = ours_.issue();
        return {
            .data_directory = directory_.path(),
            .nodes = {{.listeners = {{.name = "SSL", .protocol = security_protocol::ssl, .port = 0},
                                     {.name = "SASL",
                                      .protocol = security_protocol::sasl_plaintext,
                                      .port = 0}}}},
            .properties = {{"ssl.keystore.certificate.chain", own.pem},
                           {"ssl.keystore.key", own.key_pem},
                           {"listener.name.sasl.plain.sasl.jaas.config",
                            "org.apache.kafka.common.security.plain.PlainLoginModule required "
                            "user_my-username=\"my-password\";"}}};
    }
    std::string run(const std::string& name, const std::string& listener) {
        const auto path = kafka::testing::build_directory() + "/bin/examples/seeds/" + name;
        const auto result =
            kafka::testing::run_program({path, server_.address(listener), authorities_});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }

    kafka::testing::authority ours_;
    kafka::testing::scratch_directory directory_;
    std::string authorities_ = directory_.path() + "-authorities.pem";
    kafka::broker::server server_{options()};
};

} // namespace

TEST_F(a_secured_example, tls_dial_asks_for_the_controller) {
    EXPECT_EQ(run("tls_dial", "SSL"), "1 is the controller\n");
}

TEST_F(a_secured_example, tls_writer_and_tls_reader_pass_a_message_on) {
    EXPECT_EQ(run("tls_writer", "SSL"), "written over TLS\n");
    EXPECT_EQ(run("tls_reader", "SSL"), "Key-A = Hello World!\n");
}

TEST_F(a_secured_example, sasl_plain_reader_logs_in) {
    run("tls_writer", "SSL");
    EXPECT_EQ(run("sasl_plain_reader", "SASL"), "Key-A = Hello World!\n");
}
