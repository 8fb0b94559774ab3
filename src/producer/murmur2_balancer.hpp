// The default balancer.
#pragma once

#include <kafka/balancer.hpp>

namespace kafka::detail::producer {

/// Has no state, so the partitioner need not call it one thread at a time.
class murmur2_balancer final : public balancer {
public:
    std::int32_t choose(const record& r, std::span<const std::int32_t> partitions) override;
    bool sticky_without_key() const override { return true; }
    std::string name() const override { return "murmur2_random"; }
};

} // namespace kafka::detail::producer
