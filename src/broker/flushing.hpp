// Which logs must be synced when: group commit.
#pragma once

#include "broker/broker.hpp"
#include "broker/partition.hpp"

#include <map>
#include <set>

namespace kafka::detail::broker {

class flushing {
public:
    /// `moved` is called when a sync has made something durable.
    flushing(const surroundings& world, std::function<void()> moved)
        : world_(world)
        , moved_(std::move(moved)) {}

    /// After an append: a topic that syncs every batch is due now, another one when its interval
    /// has passed or it has gathered enough records.
    void appended(const partition_pointer& p);

    std::optional<clock::monotonic> next_deadline() const;
    /// One task for every log that is due; none while another is out.
    std::optional<background_task> take();
    /// What was appended to the partition need not be synced any more.
    void forget(const partition_pointer& p);

private:
    struct round {
        std::vector<std::pair<partition_pointer, storage::sync_job>> jobs;
    };

    clock::monotonic due(const partition& p) const;
    void mark(const partition_pointer& p, clock::monotonic when);
    void finish(round& r);

    const surroundings& world_;
    std::function<void()> moved_;
    std::map<partition_pointer, clock::monotonic> due_;
    std::set<std::pair<clock::monotonic, partition_pointer>> in_order_;
    bool is_out_ = false;
};

} // namespace kafka::detail::broker
