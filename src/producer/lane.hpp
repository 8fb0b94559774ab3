// The way to one broker: the partitions whose next batch goes there, and what is under way.
#pragma once

#include "producer/partition.hpp"
#include "producer/plan.hpp"

#include <boost/intrusive/list.hpp>

#include <map>

namespace kafka::detail::producer {

/// Not thread-safe.
struct lane {
    using list = intrusive::list<partition, intrusive::base_hook<intrusive::list_base_hook<hook>>,
                                 intrusive::constant_time_size<false>>;

    explicit lane(std::int32_t n) : node(n) {}

    /// Among the open ones, in the order in which their batches were opened.
    void add_open(partition& p);
    /// Whether an open batch of this age may leave now. `urgent`: somebody waits for it, or for its
    /// memory.
    bool may_take(const partition& p, const settings& s, time_point now, bool urgent) const;
    /// When may_take() becomes true for the first open batch by itself.
    std::optional<time_point> open_leaves_at(const settings& s) const;
    /// A request is answered or lost.
    outgoing finish(std::uint64_t id, time_point now);

    const std::int32_t node;
    bool is_reachable = false;
    bool is_reaching = false;
    list ready; // partitions whose next batch takes no more records
    list open;  // partitions whose next batch does
    std::map<std::uint64_t, outgoing> in_flight;
    time_point braked_until = {};
    time_point throttled_until = {};
};

} // namespace kafka::detail::producer
