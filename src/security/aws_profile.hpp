// Where AWS keys are kept: variables of the environment, and the shared credentials file.
#pragma once

#include <kafka/sasl_aws_msk_iam.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

/// A variable's value; empty when it is not set or has none.
using environment = std::function<std::string(const char* name)>;
environment process_environment();

/// Empty when one of the two keys is not set.
std::optional<sasl::aws_credentials> credentials_in(const environment& variables);

/// The keys of one profile in the text of a credentials file; empty when they are not there.
std::optional<sasl::aws_credentials> credentials_in(std::string_view file_text,
                                                    std::string_view profile);

} // namespace kafka::detail::security
