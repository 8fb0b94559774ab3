// Which leader epoch began at which offset: `leader-epoch-checkpoint`.
#pragma once

#include "storage/file.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::storage {

struct epoch_start {
    std::int32_t epoch = -1;
    std::int64_t offset = -1;

    bool operator==(const epoch_start&) const = default;
};

/// The answer to OffsetForLeaderEpoch; {-1, -1} when nothing is known.
struct epoch_end {
    std::int32_t epoch = -1;
    std::int64_t end_offset = -1;

    bool operator==(const epoch_end&) const = default;
};

class leader_epochs {
public:
    /// Returns whether that was news. A later epoch or offset that was known before is forgotten.
    bool assign(std::int32_t epoch, std::int64_t offset);
    std::int32_t latest() const { return starts_.empty() ? -1 : starts_.back().epoch; }
    /// The largest epoch not above `epoch`, and where the next one begins.
    epoch_end end_of(std::int32_t epoch, std::int64_t log_end) const;
    /// Both return whether something changed.
    bool truncate_from_end(std::int64_t offset);
    bool truncate_from_start(std::int64_t offset);

    const std::vector<epoch_start>& starts() const { return starts_; }
    std::string to_text() const;
    /// Empty when the text is not such a file.
    static std::optional<leader_epochs> parse(std::string_view text);

private:
    std::vector<epoch_start> starts_;
};

} // namespace kafka::detail::storage
