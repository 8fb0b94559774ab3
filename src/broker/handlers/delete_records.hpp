// DeleteRecords (21).
#pragma once

#include "broker/context.hpp"
#include "protocol/delete_records.hpp"

namespace kafka::detail::broker {

void handle(const protocol::delete_records_request& request, context& c,
            reply<protocol::delete_records_request> back);

} // namespace kafka::detail::broker
