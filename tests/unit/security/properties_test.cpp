#include "security/json.hpp"
#include "security/login_config.hpp"
#include "security/token.hpp"

#include <kafka/error.hpp>
#include <kafka/sasl_properties.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using namespace std::string_literals;
using kafka::sasl::mechanism_of_properties;

login_config read(const std::string& text) {
    std::string mistake;
    auto config = read_login_config(text, mistake);
    EXPECT_TRUE(config) << mistake;
    return config.value_or(login_config());
}

std::string option(const std::string& text, const std::string& name) {
    const auto config = read(text);
    const auto found = config.options.find(name);
    return found == config.options.end() ? "absent" : std::string(found->second.reveal());
}

std::string first_message(std::string_view mechanism, const std::string& config) {
    const auto made = mechanism_of_properties(mechanism, config);
    EXPECT_EQ(made->name(), mechanism);
    return std::string(made->start({}, {"localhost", 9092}).response.reveal());
}

const auto scram_login = "org.apache.kafka.common.security.scram.ScramLoginModule required\n"
                         "    username=\"alice\"\n    password=\"alice-secret\";"s;

} // namespace

TEST(a_login_config, is_read_as_java_reads_it) {
    const auto config = read(scram_login);
    EXPECT_EQ(config.module, "org.apache.kafka.common.security.scram.ScramLoginModule");
    EXPECT_EQ(config.options.size(), 2u);
    EXPECT_EQ(option(scram_login, "username"), "alice");
    EXPECT_EQ(option("m Required a=b c='d e' ;", "c"), "d e");
    EXPECT_EQ(option("m optional a = \"q\\\"\\\\\\n\\101\\x\";", "a"), "q\"\\\nAx");
    EXPECT_EQ(option("m required a='it says \"hi\"';", "a"), "it says \"hi\"");
    EXPECT_EQ(option("// first\nm /* second; */ required / third\n a=\"b//c\"; // last", "a"),
              "b//c");
    EXPECT_EQ(option("m required a=\"\";", "a"), "");
    EXPECT_EQ(option("m required a=\xc3\xa4;", "a"), "\xc3\xa4");
}

TEST(a_login_config, that_is_none_is_refused_in_words_without_its_values) {
    for (const auto& text :
         {""s, ";"s, "m"s, "m required"s, "m perhaps;"s, "m required a=hidden"s, "m required a;"s,
          "m required a=;"s, "m required =hidden;"s, "m required a=\"hidden;"s,
          "m required a=\"hidden\\"s, "m required a=\"hid\nden\";"s, "m required a='hidden\";"s,
          "m required a=hidden; n required;"s, "m required; hidden"s, "/* only"s,
          "m required a=hidden;"s + std::string(1 << 20, ' ')}) {
        std::string mistake;
        EXPECT_FALSE(read_login_config(text, mistake)) << text.substr(0, 60);
        EXPECT_NE(mistake, "");
        EXPECT_EQ(mistake.find("hidden"), mistake.npos);
    }
}

TEST(properties, make_the_mechanism_that_they_name) {
    EXPECT_EQ(first_message("PLAIN", scram_login), "\0alice\0alice-secret"s);
    EXPECT_TRUE(first_message("SCRAM-SHA-256", scram_login).starts_with("n,,n=alice,r="));
    EXPECT_TRUE(first_message("SCRAM-SHA-512", scram_login).starts_with("n,,n=alice,r="));
    const auto shown =
        first_message("OAUTHBEARER", "m required unsecuredLoginStringClaim_sub=\"bob\" "
                                     "unsecuredLoginLifetimeSeconds=\"60\";");
    const auto from = shown.find("Bearer ") + 7;
    const auto token = read_token(shown.substr(from, shown.find('\1', from) - from));
    ASSERT_TRUE(token);
    EXPECT_EQ(token->claims.text("sub"), "bob");
    EXPECT_EQ(*token->claims.number("exp") - *token->claims.number("iat"), 60);
}

TEST(properties, that_make_no_mechanism_are_an_error_without_secrets) {
    const std::pair<const char*, std::string> wrong[] = {
        {"GSSAPI", scram_login},
        {"", scram_login},
        {"PLAIN", "m required username=alice;"},
        {"SCRAM-SHA-256", "m required password=hidden;"},
        {"PLAIN", "m required username=alice password=\"hidden;"},
        {"OAUTHBEARER", "m required;"},
        {"OAUTHBEARER", "m required unsecuredLoginStringClaim_sub=a "
                        "unsecuredLoginLifetimeSeconds=soon;"}};
    for (const auto& [mechanism, config] : wrong) {
        try {
            mechanism_of_properties(mechanism, config);
            ADD_FAILURE() << mechanism << " " << config;
        } catch (const kafka::error& e) {
            EXPECT_EQ(e.code(), kafka::errc::invalid_option);
            EXPECT_EQ(std::string(e.what()).find("hidden"), std::string::npos);
            EXPECT_EQ(std::string(e.what()).find("alice-secret"), std::string::npos);
        }
    }
}
