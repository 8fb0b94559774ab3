#include "security/aws_msk_iam.hpp"

#include "security/aws_profile.hpp"
#include "security/aws_signature.hpp"
#include "security/digest.hpp"
#include "security/failures.hpp"
#include "security/json.hpp"

#include <algorithm>

namespace kafka::detail::security {

namespace {

constexpr auto action = "kafka-cluster:Connect";

/// A presigned request: everything but the host is in the query.
aws_request request_of(const sasl::aws_msk_iam& options, const sasl::aws_credentials& keys,
                       const std::string& host, const aws_scope& scope) {
    aws_request out;
    out.headers = {{"host", host}};
    out.payload_hash = hex(digest(hash::sha_256, {}).reveal());
    out.query = {{"Action", action},
                 {"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
                 {"X-Amz-Credential", keys.access_key_id + "/" + scope.text()},
                 {"X-Amz-Date", scope.time},
                 {"X-Amz-Expires", std::to_string(options.expiry.count())},
                 {"X-Amz-SignedHeaders", aws_signed_headers(out)}};
    if (!keys.session_token.empty())
        out.query.emplace("X-Amz-Security-Token", keys.session_token.reveal());
    return out;
}

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

} // namespace

secret aws_msk_iam_message(const sasl::aws_msk_iam& options, const sasl::aws_credentials& keys,
                           const std::string& host, std::chrono::system_clock::time_point now) {
    const aws_scope scope{aws_time(now), options.region, "kafka-cluster"};
    const auto request = request_of(options, keys, host, scope);
    std::vector<std::pair<std::string, std::string>> members{
        {"version", "2020_10_22"}, {"host", host}, {"user-agent", options.user_agent}};
    for (const auto& [name, value] : request.query) members.emplace_back(lower_case(name), value);
    members.emplace_back("x-amz-signature",
                         aws_signature(request, keys.secret_access_key.reveal(), scope));
    return write_json(members);
}

} // namespace kafka::detail::security

namespace kafka::sasl {

namespace {

namespace security = kafka::detail::security;

/// The broker answers with a note that says nothing; had it refused, there would be an error.
class msk_session final : public session {
public:
    step next(std::string_view) override { return {.done = true}; }
};

class msk_mechanism final : public mechanism {
public:
    explicit msk_mechanism(aws_msk_iam options) : options_(std::move(options)) {}

    std::string_view name() const override { return "AWS_MSK_IAM"; }

    opening start(const context& ctx, const peer& broker) const override {
        const auto keys = options_.credentials(ctx);
        if (keys.access_key_id.empty() || keys.secret_access_key.empty())
            security::fail_authentication("SASL AWS_MSK_IAM: the credentials have no keys");
        return {std::make_unique<msk_session>(),
                security::aws_msk_iam_message(options_, keys, broker.host,
                                              std::chrono::system_clock::now())};
    }

private:
    aws_msk_iam options_;
};

std::string region_of_environment() {
    const auto variables = security::process_environment();
    const auto region = variables("AWS_REGION");
    return region.empty() ? variables("AWS_DEFAULT_REGION") : region;
}

bool is_region(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace

aws_msk_iam::operator mechanism_pointer() const {
    auto options = *this;
    if (options.region.empty()) options.region = region_of_environment();
    if (options.region.empty())
        security::fail_option("SASL AWS_MSK_IAM: no region; set .region or AWS_REGION");
    if (!is_region(options.region))
        security::fail_option("SASL AWS_MSK_IAM: \"" + options.region + "\" is no region");
    if (expiry < std::chrono::seconds(1) || expiry > std::chrono::hours(24 * 7))
        security::fail_option("SASL AWS_MSK_IAM: expiry must be one second to a week");
    if (!options.credentials) options.credentials = aws_default_credentials();
    return std::make_shared<msk_mechanism>(std::move(options));
}

} // namespace kafka::sasl
