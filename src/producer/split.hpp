// Makes two batches of one that a broker finds too large.
#pragma once

#include "record/batch_writer.hpp"

#include <optional>
#include <utility>

namespace kafka::detail::producer {

/// The first `first_count` records, and the rest. Empty when the batch cannot be read.
std::optional<std::pair<record::batch_writer, record::batch_writer>>
split_records(const record::sealed_batch& whole, std::uint32_t first_count,
              const std::shared_ptr<record::chunk_pool>& chunks);

} // namespace kafka::detail::producer
