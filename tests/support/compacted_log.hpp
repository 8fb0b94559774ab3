// A log of keys and values on a file system in memory, with short ways to compact and to read it.
#pragma once

#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "support/log_on_memory.hpp"

#include <map>
#include <optional>
#include <string>

namespace kafka::testing {

/// A record as a consumer sees it. No value: a tombstone.
struct kept_record {
    std::int64_t offset = 0;
    std::string key;
    std::optional<std::string> value;

    bool operator==(const kept_record&) const = default;
};

class compacted_log : public log_on_memory {
public:
    using record_list = std::vector<std::pair<std::string, std::optional<std::string>>>;

    compacted_log();

    /// One batch; returns its base offset, -1 when it was refused.
    std::int64_t put(const record_list& records, compression codec = compression::none,
                     detail::record::producer_stamp producer = {});
    std::int64_t put(const std::string& key, std::optional<std::string> value) {
        return put({{key, std::move(value)}});
    }
    std::int64_t append_encoded(const std::vector<std::byte>& batch);
    /// Begins a new segment at the next batch, and makes what there is durable.
    void roll();
    /// A whole round, when it is worth it. False: it was not, or it failed with `failed`.
    bool compact();
    /// Every batch of the log that holds records, and every record in it.
    std::vector<kept_record> records(std::int64_t from = 0);
    /// The last value of each key; a tombstone is none.
    std::map<std::string, std::string> values();

    std::int64_t now = 1'000'000;
    std::int64_t cleaned_to = 0;
    std::uint64_t memory = 1 << 20;
    std::error_code failed;
};

} // namespace kafka::testing
