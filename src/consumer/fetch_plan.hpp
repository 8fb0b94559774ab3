// What a reader has to ask of whom next: for each partition whether its starting offset must be
// found, its position be checked against a new leader, or its records be fetched.
#pragma once

#include "cluster/backoff.hpp"
#include "cluster/metadata_cache.hpp"
#include "cluster/outcome.hpp"
#include "consumer/fetch_response.hpp"

#include <kafka/offset.hpp>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace kafka::detail::consumer {

struct plan_settings {
    std::string topic = {};
    std::optional<std::int32_t> partition = {}; // empty: all
    kafka::start_offset start = first_offset;
    out_of_range_policy out_of_range = out_of_range_policy::fail;
    std::int32_t partition_max_bytes = 1024 * 1024;
    std::size_t largest_batch = std::size_t{64} << 20;
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
};

/// One partition of a request. Results come back with it: when the position was changed meanwhile,
/// its generation is not the partition's any more, and the result is dropped.
struct plan_item {
    std::int32_t partition = 0;
    std::uint64_t generation = 0;
    std::int64_t offset = 0;        // fetch: from here; find_offsets: the time, or -1, -2
    std::int32_t offset_epoch = -1; // check_epochs: the leader epoch of what was read last
    std::int32_t leader_epoch = -1; // as we know it
    std::int32_t max_bytes = 0;
};

enum class plan_action { wait, find_offsets, check_epochs, fetch };

struct plan_step {
    plan_action what = plan_action::wait;
    std::vector<plan_item> items = {};
    /// wait: when something will be due; empty: only when something changes.
    std::optional<std::chrono::steady_clock::time_point> until = {};
    bool waits_for_application = false; // some partition has enough in the queue
};

/// What a result means for others.
struct plan_verdict {
    bool doubt_metadata = false;
    std::optional<cluster::failure> tell = {}; // the application has to know
    std::optional<std::int64_t> started = {};  // the starting offset is known now
};

/// What is in the application's queue: bytes, or empty when the partition waits until a failure was
/// told.
using queue_view = std::function<std::optional<std::size_t>(std::int32_t partition)>;

/// The generation that a partition's position has now.
using generation_view = std::function<std::uint64_t(std::int32_t partition)>;

/// Not thread-safe; the time and random numbers are arguments.
class fetch_plan {
public:
    using time_point = std::chrono::steady_clock::time_point;
    struct moment {
        time_point now = {};
        std::uint32_t random = 0;
    };

    explicit fetch_plan(plan_settings settings) : settings_(std::move(settings)) {}

    /// Takes partitions and leaders in. False, and nothing is taken in, when this is another topic
    /// than before, though of the same name.
    bool adopt(const cluster::topic_metadata& topic, const generation_view& generation);
    /// Forgets the topic: it is gone.
    void forget();
    bool knows_topic() const { return known_; }
    const uuid& topic_id() const { return topic_id_; }

    /// Goes on from there, what is under way notwithstanding. True when a fetch is under way, with
    /// the leader that it was sent to.
    std::optional<std::int32_t> restart(std::int32_t partition, std::uint64_t generation,
                                        kafka::start_offset where);
    std::vector<std::int32_t> restart_all(std::uint64_t generation, kafka::start_offset where);

    /// The partitions whose next offset is known.
    std::vector<plan_item> known_offsets() const;
    /// All nodes that lead something.
    std::set<std::int32_t> leaders() const;
    bool leads(std::int32_t node) const;
    /// Some partition has no leader at the moment.
    bool lacks_leader() const;

    /// The items of the step count as under way until `found`, `checked`, `fetched` or `released`.
    plan_step next(std::int32_t node, time_point now, const queue_view& queued);
    plan_verdict found(const plan_item& item, std::error_code error, std::int64_t offset,
                       moment at);
    plan_verdict checked(const plan_item& item, std::error_code error, std::int64_t end_offset,
                         moment at);
    plan_verdict fetched(const plan_item& item, std::error_code error, const record_extent& extent,
                         moment at);
    /// The request failed, or its answer left these out.
    void released(const std::vector<plan_item>& items);
    /// The same, and they are to wait.
    void failed(const std::vector<plan_item>& items, moment at);

private:
    enum class phase { finding, checking, ready };

    struct entry {
        std::int32_t partition = 0;
        std::uint64_t generation = 0;
        phase state = phase::finding;
        kafka::start_offset wanted = first_offset;
        std::int64_t offset = -1;
        std::int32_t offset_epoch = -1;
        std::int32_t leader = -1;
        std::int32_t leader_epoch = -1;
        std::int32_t max_bytes = 0;
        std::int32_t asked = -1; // the node that a request is under way to
        bool is_fetching = false;
        time_point not_before = {};
        cluster::backoff pauses;
    };

    entry& add(std::int32_t partition, std::uint64_t generation);
    entry* find(std::int32_t partition);
    entry* current(const plan_item& item);
    void start(entry& e, kafka::start_offset where);
    void take_leader(entry& e, const cluster::partition_metadata& from);
    bool is_wanted(const cluster::partition_metadata& p) const;
    void collect(plan_step& step, phase state, plan_action action, std::int32_t node,
                 time_point now, const queue_view& queued);
    plan_item item_of(const entry& e, plan_action action) const;
    plan_verdict trouble(entry& e, std::error_code error, moment at);
    plan_verdict out_of_range(entry& e);
    plan_verdict cut_short(entry& e, const record_extent& extent);
    std::string name_of(const entry& e) const;
    void hold(entry& e, moment at);

    plan_settings settings_;
    std::vector<entry> entries_;                         // ascending by partition
    std::map<std::int32_t, kafka::start_offset> starts_; // of partitions that are not known yet
    std::size_t first_ = 0; // who is first in the next fetch: the one that waited longest
    uuid topic_id_ = {};
    bool known_ = false;
};

} // namespace kafka::detail::consumer
