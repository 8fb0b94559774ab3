// Reads batches again to learn what a log should know of them.
#pragma once

#include "storage/leader_epochs.hpp"
#include "storage/producer_table.hpp"
#include "storage/segment.hpp"

namespace kafka::detail::storage {

/// What a log knows of its batches besides where they are.
struct batch_knowledge {
    producer_table producers;
    leader_epochs epochs;
    bool epochs_changed = false;
};

/// The end of a transaction that this batch marks; empty for any other batch.
std::optional<transaction_end> transaction_end_in(const record::batch_header& header,
                                                  bytes records);

/// Feeds the batches of an open segment: producers from one offset on, epochs from another.
std::error_code replay(const segment& from, std::int64_t producers_from, std::int64_t epochs_from,
                       batch_knowledge& to);

} // namespace kafka::detail::storage
