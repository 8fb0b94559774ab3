// What must be done from time to time: retention, checkpoints, files that nobody needs any more.
// Decisions are made on the broker's thread, files are touched on another one.
#pragma once

#include "broker/broker.hpp"
#include "broker/compacting.hpp"
#include "broker/partition.hpp"
#include "storage/offset_checkpoint.hpp"
#include "storage/removal.hpp"

#include <deque>
#include <functional>
#include <map>

namespace kafka::detail::broker {

struct state;

class housekeeping {
public:
    using after = std::function<void(broker_errc)>;

    explicit housekeeping(state& broker) : broker_(broker), compaction_(broker) {}

    /// The first deadlines count from now.
    void start();
    std::optional<clock::monotonic> next_deadline() const;
    void tick();
    /// One task at a time.
    std::optional<background_task> take();

    /// A sync has moved durable offsets, so the checkpoint of recovery points is behind.
    void durable_moved();
    /// Start offsets were raised; `then` learns when that survives loss of power.
    void write_start_offsets(after then);
    /// Folders that were taken out of the way.
    void take_doomed();
    /// At the stop: what waits for a checkpoint is done here and now.
    void finish();

private:
    struct job {
        std::function<std::error_code()> run = {}; // on another thread
        std::function<void(std::error_code)> done = {};
        std::function<void()> prepare = {}; // when it is handed out
    };

    void apply_retention();
    void remove(const partition_pointer& from, storage::removal what);
    void queue_due_folders(clock::monotonic now);
    void queue_recovery_points();
    job start_offsets_job();

    std::optional<background_task> next_task();

    state& broker_;
    compacting compaction_;
    std::deque<job> jobs_;
    bool is_out_ = false;
    clock::monotonic next_retention_{};
    clock::monotonic next_expiry_{}; // of committed offsets
    std::optional<clock::monotonic> recovery_points_due_;
    std::vector<after> awaiting_start_offsets_;
    std::multimap<clock::monotonic, std::string> folders_;
};

/// Where the metadata log stands in a checkpoint.
extern const storage::topic_partition journal_name;
/// How far each log is durable; for logs that are not open, what was known at the start.
storage::offset_map recovery_points_of(const state& broker);
storage::offset_map start_offsets_of(const state& broker);

} // namespace kafka::detail::broker
