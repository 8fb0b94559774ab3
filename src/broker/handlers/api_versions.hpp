// ApiVersions (18).
#pragma once

#include <kafka/broker_errc.hpp>

#include "broker/context.hpp"
#include "protocol/api_versions.hpp"

namespace kafka::detail::broker {

void handle(const protocol::api_versions_request& request, context& c,
            reply<protocol::api_versions_request> back);

/// The list of what is served, with this error.
protocol::api_versions_response api_versions_of(broker_errc error);

/// Kafka takes letters, digits, '.' and '-', the latter two not at either end.
bool is_software_name(std::string_view text);

} // namespace kafka::detail::broker
