// AWS_MSK_IAM: how clients enter Amazon MSK with the keys of an AWS user or role.
#pragma once

#include <kafka/sasl.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace kafka::sasl {

/// Keys of an AWS user, or of a role for a while.
struct aws_credentials {
    std::string access_key_id;
    secret secret_access_key;
    secret session_token; ///< empty: keys of a user, which do not end
};

/// Gets credentials. Called for each authentication, on the callback thread, by several threads at
/// once; it may wait up to the context's deadline, and throws to give up.
using aws_credentials_source = std::function<aws_credentials(const context& ctx)>;

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Throws kafka::error when one of
/// the first two is not set.
aws_credentials_source aws_environment_credentials();
/// A profile of the shared credentials file, read anew each time. Default: the profile AWS_PROFILE
/// or "default", the file AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials. Throws kafka::error
/// when there is no such file or profile, or the profile has no keys.
aws_credentials_source aws_profile_credentials(std::string profile = {}, std::string file = {});
/// The environment's when it has both keys, otherwise the profile's.
aws_credentials_source aws_default_credentials();

/// Becoming a mechanism throws kafka::error (errc::invalid_option) when the region is not known or
/// has characters that regions have not, or `expiry` is not between one second and a week.
struct aws_msk_iam {
    std::string region;                          ///< default: AWS_REGION or AWS_DEFAULT_REGION
    aws_credentials_source credentials;          ///< default: aws_default_credentials()
    std::chrono::seconds expiry{300};            ///< how long a signature may be used to enter
    std::string user_agent = "kafka-cpp/client"; ///< shows in the cluster's logs

    operator mechanism_pointer() const;
};

} // namespace kafka::sasl
