// Ids for producers, each given once for ever: a block is written to the metadata log before its
// first id is given away. Source: KIP-730.
#pragma once

#include <cstdint>
#include <optional>

namespace kafka::detail::broker {

class producer_ids {
public:
    /// The next id; empty when a new block is needed first.
    std::optional<std::int64_t> take() {
        if (next_ >= end_) return std::nullopt;
        return next_++;
    }
    void take_block(std::int64_t first, std::int64_t end) {
        next_ = first;
        end_ = end;
    }

private:
    std::int64_t next_ = 0;
    std::int64_t end_ = 0;
};

} // namespace kafka::detail::broker
