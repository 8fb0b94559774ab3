// Where callers leave records: each is encoded once, on its caller's thread, into the open batch of
// its partition. The only part of a producer that several threads use.
#pragma once

#include "producer/arrivals.hpp"
#include "producer/budget.hpp"
#include "producer/outstanding.hpp"
#include "producer/topic.hpp"

#include <functional>
#include <map>
#include <shared_mutex>
#include <span>

namespace kafka::detail::producer {

/// Thread-safe, unless noted.
class accumulator {
public:
    /// `wake` is called, on any thread and under no lock, when the sender should look at
    /// `arrived`.
    accumulator(const settings& s, const clock& time, balancer_pointer balancing,
                std::function<void()> wake);

    topic& topic_of(std::string_view name);
    /// Null when nobody has used it.
    topic* find(std::string_view name);

    /// message_too_large when no batch could hold the record.
    std::error_code check(const kafka::record& r) const;
    /// Takes a record that was checked. queue_full when the budget is used up; then `p.held` may be
    /// taken from the budget for another attempt. Returns through `part` where a call finds it.
    std::error_code try_place(topic& t, posting& p, std::uint32_t& part);
    /// What to take from the budget for another attempt.
    static std::size_t bytes_for(const posting& p);
    /// As `try_place`, but waits for the budget.
    std::error_code place(topic& t, posting& p, std::uint32_t& part, const context& ctx);
    /// Puts the records that waited for the topic's partitions into batches, and lets callers do so
    /// themselves from then on. On one thread at a time, which may run the user's balancer.
    /// `refused` gets those that have no partition, and must end their generation.
    using refusal = std::function<void(const waiting_record&, std::error_code)>;
    void replay(topic& t, const refusal& refused);

    /// Ends waits for memory; nothing is taken any more.
    void close();
    bool is_closed() const { return closed_.load(std::memory_order_relaxed); }
    void nudge() {
        if (arrived.nudge()) wake_();
    }

    const settings& options() const { return settings_; }
    const clock& time() const { return time_; }
    const std::shared_ptr<record::chunk_pool>& chunks() const { return chunks_; }
    template <class Do>
    void for_each_topic(const Do& what) {
        std::shared_lock lock(topics_mutex_);
        for (auto& [name, t] : topics_) what(t);
    }

    budget memory;
    outstanding under_way;
    arrivals arrived;

private:
    enum class put_result : std::int8_t { taken, no_memory, elsewhere };

    std::error_code place_in(topic& t, const partition_table& table, posting& p,
                             std::uint32_t& part);
    put_result place_sticky(topic& t, const partition_table& table, posting& p,
                            std::uint32_t& part);
    put_result put(partition& to, posting& p, bool may_open, std::uint32_t& part);
    bool open(partition& to, const posting& p, std::uint32_t& part);
    std::error_code wait_for_partitions(topic& t, posting& p, std::uint32_t& part);

    const settings settings_;
    const clock& time_;
    std::function<void()> wake_;
    shared_balancer balancing_;
    std::shared_ptr<record::chunk_pool> chunks_ = std::make_shared<record::chunk_pool>();
    std::atomic<bool> closed_{false};
    std::shared_mutex topics_mutex_;
    std::map<std::string, topic, std::less<>> topics_;
};

} // namespace kafka::detail::producer
