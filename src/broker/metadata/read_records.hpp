// Hands out the values in record batches of the metadata log and of its snapshots.
#pragma once

#include "record/batch_view.hpp"

#include <functional>

namespace kafka::detail::broker {

/// Calls `each` with every record's value of a data batch; control batches hold none for us.
/// False when the batch cannot be read or `each` refuses a value.
bool for_each_value(const record::batch_view& batch, const std::function<bool(wire::bytes)>& each);

} // namespace kafka::detail::broker
