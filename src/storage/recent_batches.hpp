// Where the last batches of the active segment are, so that consumers at the end of the log, which
// are most of them, cost no read of headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace kafka::detail::storage {

struct batch_span {
    std::int64_t next_offset = 0;
    std::uint64_t position = 0;
    std::uint64_t size = 0;

    std::uint64_t end() const { return position + size; }
};

class recent_batches {
public:
    static constexpr std::size_t capacity = 64;

    void add(batch_span batch);
    void clear() { count_ = 0; }
    /// The first batch that reaches up to `offset` or beyond, when it is among these for sure.
    std::optional<batch_span> find(std::int64_t offset) const;
    /// The largest boundary up to `limit`, when it is among these for sure.
    std::optional<std::uint64_t> boundary(std::uint64_t limit) const;

private:
    std::size_t oldest() const { return count_ < capacity ? 0 : count_ - capacity; }
    const batch_span& at(std::size_t n) const { return ring_[n % capacity]; }
    /// The first that `holds` is true for, which is false up to some place and true after it;
    /// count_ when there is none.
    template <class Predicate>
    std::size_t first_where(Predicate holds) const {
        auto low = oldest();
        for (auto high = count_; low < high;) {
            const auto middle = low + (high - low) / 2;
            if (holds(at(middle)))
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    std::vector<batch_span> ring_; // allocated when the first batch comes
    std::size_t count_ = 0;        // of all batches ever added
};

} // namespace kafka::detail::storage
