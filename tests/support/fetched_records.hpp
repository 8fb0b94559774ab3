// Pieces of fetch answers for tests of whoever reads them.
#pragma once

#include "consumer/fetched.hpp"
#include "record/batch_builder.hpp"
#include "record/control.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace kafka::testing {

using record_bytes = std::vector<std::byte>;

/// A batch of records with these values, from `offset` on.
inline record_bytes batch_at(std::int64_t offset, std::initializer_list<std::string_view> values,
                             compression codec = compression::none, std::int32_t epoch = 3) {
    std::vector<record> records;
    for (const auto v : values) records.push_back({.key = "k", .value = v});
    return detail::record::make_batch(
        {.base_offset = offset, .leader_epoch = epoch, .timestamp_ms = 1'000}, records, codec);
}

inline record_bytes control_batch_at(std::int64_t offset) {
    return detail::record::make_transaction_marker({.base_offset = offset},
                                                   detail::record::control_type::commit, 0);
}

inline record_bytes joined(std::initializer_list<record_bytes> parts) {
    record_bytes out;
    for (const auto& p : parts) out.insert(out.end(), p.begin(), p.end());
    return out;
}

/// A piece of topic "t" that owns its bytes.
inline detail::consumer::fetched piece_of(record_bytes records, std::int64_t from,
                                          std::int64_t next, std::int32_t partition = 0) {
    using namespace detail::consumer;
    auto owned = std::make_shared<const record_bytes>(std::move(records));
    fetched out{.partition = partition, .from = from, .next = next, .high_watermark = 1'000};
    out.records = *owned;
    out.memory =
        std::make_shared<received>(received{owned, std::make_shared<const std::string>("t"), {}});
    return out;
}

} // namespace kafka::testing
