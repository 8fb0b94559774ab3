#include "producer/partitioner.hpp"

#include "producer/murmur2.hpp"
#include "producer/murmur2_balancer.hpp"

namespace kafka::detail::producer {

partitioner::partitioner(shared_balancer& chosen) {
    auto* balancer = chosen.balancer.get();
    if (balancer == nullptr || dynamic_cast<murmur2_balancer*>(balancer) != nullptr) return;
    sticky_ = balancer->sticky_without_key();
    own_ = balancer->for_topic();
    called_ = own_ ? own_.get() : balancer;
    if (!own_) mutex_ = &chosen.mutex;
}

std::int32_t partitioner::choose(const kafka::record& r, std::span<const std::int32_t> partitions) {
    if (called_ == nullptr) return partitions[murmur2_index(r.key, partitions.size())];
    std::lock_guard lock(*mutex_);
    return called_->choose(r, partitions);
}

} // namespace kafka::detail::producer
