#include "producer/murmur2_balancer.hpp"

#include "producer/murmur2.hpp"

namespace kafka {

std::int32_t detail::producer::murmur2_balancer::choose(const record& r,
                                                        std::span<const std::int32_t> partitions) {
    return partitions[murmur2_index(r.key, partitions.size())];
}

} // namespace kafka
