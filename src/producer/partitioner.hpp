// Which partition the records of one topic go to.
#pragma once

#include <kafka/balancer.hpp>

#include <mutex>

namespace kafka::detail::producer {

/// A balancer that serves several topics is still called by one thread at a time.
struct shared_balancer {
    balancer_pointer balancer = {}; // null: the default
    std::mutex mutex = {};
};

/// Thread-safe. Built for each topic.
class partitioner {
public:
    explicit partitioner(shared_balancer& chosen);
    partitioner(const partitioner&) = delete;
    partitioner& operator=(const partitioner&) = delete;

    /// Whether the record goes where the topic's other records without a key go at the moment.
    bool sticks(const kafka::record& r) const { return sticky_ && r.key.is_null(); }
    /// For any other record. What a user's function says, which may be no partition at all.
    std::int32_t choose(const kafka::record& r, std::span<const std::int32_t> partitions);

private:
    balancer_pointer own_;       // for this topic alone
    balancer* called_ = nullptr; // null: murmur2, which needs no lock
    std::mutex* mutex_ = &own_mutex_;
    std::mutex own_mutex_;
    bool sticky_ = true;
};

} // namespace kafka::detail::producer
