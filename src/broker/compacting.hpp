// Which log is compacted when. Segments are read and written on another thread, a part at a time;
// the broker's thread only takes what was done.
#pragma once

#include "broker/broker.hpp"
#include "broker/partition.hpp"

namespace kafka::detail::broker {

struct state;

class compacting {
public:
    explicit compacting(state& broker) : broker_(broker) {}

    void start();
    /// Something has reached the disk, so that there may be more to do: looked for a little later.
    void durable_moved();
    /// Looks for the log that has most to gain as soon as a task is asked for.
    void look() { looking_ = is_enabled(); }
    std::optional<clock::monotonic> next_deadline() const { return due_; }
    void tick();

    /// A round has new segments whose old ones must go before anything else is removed.
    bool is_replacing() const { return replacing_; }
    /// The next part of the round under way, or of a new one; none when no log needs it. One at a
    /// time.
    std::optional<background_task> take();

private:
    bool is_enabled() const;
    bool begin_round();
    background_task checkpoint_task();
    void ran(std::error_code error);
    void tell(std::error_code error) const;

    state& broker_;
    std::optional<clock::monotonic> due_;
    bool looking_ = false;
    bool replacing_ = false;
    bool checkpoint_is_behind_ = false;
    partition_pointer of_;
    std::unique_ptr<storage::compaction> round_;
};

} // namespace kafka::detail::broker
