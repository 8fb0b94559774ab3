// IncrementalAlterConfigs (44).
#pragma once

#include "broker/context.hpp"
#include "protocol/incremental_alter_configs.hpp"

namespace kafka::detail::broker {

void handle(const protocol::incremental_alter_configs_request& request, context& c,
            reply<protocol::incremental_alter_configs_request> back);

} // namespace kafka::detail::broker
