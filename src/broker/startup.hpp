// From options to a broker that serves, and back to a directory that the next one finds in order.
#pragma once

#include <kafka/broker/options.hpp>

#include <string>
#include <system_error>

namespace kafka::detail::broker {

struct state;

/// Empty, or every mistake in the options.
std::string why_not_valid(const kafka::broker::options& wanted);

/// Opens the directory, replays the metadata log, starts a new term, opens every log. Empty, or
/// what is wrong; `code` is then storage's, where the directory is the reason.
std::string start(state& broker, std::error_code& code);

void shut_down(state& broker);

} // namespace kafka::detail::broker
