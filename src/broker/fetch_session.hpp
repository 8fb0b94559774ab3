// What a consumer has told of the partitions that it fetches, so that it need not say it again, and
// what it was told of them. Source: KIP-227.
#pragma once

#include "broker/clock.hpp"
#include "broker/fetch_plan.hpp"
#include "broker/ready_queue.hpp"

#include <list>
#include <unordered_map>

namespace kafka::detail::broker {

class fetch_session {
public:
    /// About what a partition takes in memory besides its topic's name.
    static constexpr std::size_t partition_cost = 256;

    fetch_session(std::int32_t id, bool uses_topic_ids, clock::monotonic now)
        : id_(id)
        , uses_topic_ids_(uses_topic_ids)
        , created_(now)
        , last_used_(now) {}

    std::int32_t id() const { return id_; }
    /// What the next request must say.
    std::int32_t epoch() const { return epoch_; }
    static std::int32_t epoch_after(std::int32_t epoch);
    void use(clock::monotonic now);
    bool uses_topic_ids() const { return uses_topic_ids_; }
    clock::monotonic created() const { return created_; }
    clock::monotonic last_used() const { return last_used_; }
    std::size_t size() const { return in_order_.size(); }
    std::size_t bytes() const { return bytes_; }

    /// Adds a partition, or changes where it is to be read.
    void want(const wanted_partitions& topic, const wanted_partition& partition);
    void forget(const wanted_partitions& topic, std::int32_t index);
    /// Everything that is wanted, those first that were not served for longest.
    std::vector<wanted_partitions> wanted() const;

    /// Whether an answer says anything new of the partition; takes note of what it says. One that
    /// was given records goes behind the others.
    bool must_tell(const wanted_partitions& topic, const protocol::fetch_response_partition& answer,
                   bool has_records);

    /// The request that waits for records of this session, if one does: there is one at most, so
    /// that what waits takes no more memory than the sessions do.
    void wait(std::weak_ptr<parked> who) { waiting_ = std::move(who); }
    /// A later request has come: who waits is told.
    void stop_waiting();

private:
    struct key {
        uuid id;
        std::string name;
        std::int32_t index = 0;
        bool operator==(const key&) const = default;
    };
    struct hash {
        std::size_t operator()(const key& k) const;
    };
    struct entry {
        key of;
        wanted_partition wanted;
        std::int64_t high_watermark = -1; // as it was told
        std::int64_t start_offset = -1;
    };
    using entries = std::list<entry>;

    static key key_of(const wanted_partitions& topic, std::int32_t index) {
        return {topic.id, topic.name, index};
    }

    std::int32_t id_;
    std::int32_t epoch_ = 1;
    bool uses_topic_ids_;
    clock::monotonic created_;
    clock::monotonic last_used_;
    std::size_t bytes_ = 0;
    std::weak_ptr<parked> waiting_;
    entries in_order_;
    std::unordered_map<key, entries::iterator, hash> by_key_;
};

} // namespace kafka::detail::broker
