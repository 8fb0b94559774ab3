#include "security/failures.hpp"
#include "security/login_config.hpp"

#include <kafka/sasl_aws_msk_iam.hpp>
#include <kafka/sasl_oauth_bearer.hpp>
#include <kafka/sasl_properties.hpp>

#include <charconv>

namespace kafka::sasl {

namespace {

namespace security = kafka::detail::security;

const secret& option(const security::login_config& config, const std::string& name) {
    static const secret none;
    const auto found = config.options.find(name);
    return found == config.options.end() ? none : found->second;
}

std::string text(const security::login_config& config, const std::string& name) {
    return std::string(option(config, name).reveal());
}

std::chrono::seconds lifetime(const security::login_config& config) {
    const auto given = text(config, "unsecuredLoginLifetimeSeconds");
    if (given.empty()) return std::chrono::hours(1);
    int n = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), n);
    if (error != std::errc() || end != given.data() + given.size() || n <= 0)
        security::fail_option("sasl.jaas.config: unsecuredLoginLifetimeSeconds is no number of "
                              "seconds");
    return std::chrono::seconds(n);
}

mechanism_pointer unsecured(const security::login_config& config) {
    const auto subject = text(config, "unsecuredLoginStringClaim_sub");
    if (subject.empty())
        security::fail_option("sasl.jaas.config: OAUTHBEARER needs "
                              "unsecuredLoginStringClaim_sub here; for other tokens use "
                              "kafka::sasl::oauth_bearer");
    return oauth_bearer{.source = [subject, each = lifetime(config)](const auto&, const auto&) {
        return unsecured_token(subject, each);
    }};
}

} // namespace

mechanism_pointer mechanism_of_properties(std::string_view mechanism,
                                          std::string_view jaas_config) {
    std::string mistake;
    const auto config = security::read_login_config(jaas_config, mistake);
    if (!config) security::fail_option("sasl.jaas.config: " + mistake);
    const auto user = text(*config, "username");
    const auto& password = option(*config, "password");
    if (mechanism == "PLAIN") return plain{user, password};
    if (mechanism == "SCRAM-SHA-256") return scram_sha_256{user, password};
    if (mechanism == "SCRAM-SHA-512") return scram_sha_512{user, password};
    if (mechanism == "OAUTHBEARER") return unsecured(*config);
    if (mechanism == "AWS_MSK_IAM") {
        const auto profile = text(*config, "awsProfileName");
        return aws_msk_iam{.credentials = profile.empty() ? aws_default_credentials()
                                                          : aws_profile_credentials(profile)};
    }
    security::fail_option("sasl.mechanism: \"" + std::string(mechanism) +
                          "\" is not known; there are PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, "
                          "OAUTHBEARER and AWS_MSK_IAM");
}

} // namespace kafka::sasl
