// AWS_MSK_IAM: a signed request that is never sent as such, but as JSON.
#pragma once

#include <kafka/sasl_aws_msk_iam.hpp>

namespace kafka::detail::security {

/// The client's only message, as brokers of Amazon MSK read it ("2020_10_22").
secret aws_msk_iam_message(const sasl::aws_msk_iam& options, const sasl::aws_credentials& keys,
                           const std::string& host, std::chrono::system_clock::time_point now);

} // namespace kafka::detail::security
