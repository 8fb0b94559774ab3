#include <kafka/balancer.hpp>

#include <algorithm>
#include <vector>

namespace kafka {

namespace {

class least_bytes_balancer final : public balancer {
public:
    std::int32_t choose(const record& r, std::span<const std::int32_t> partitions) override {
        // What was sent before means little once there are more partitions: all begin again.
        if (sent_.size() != partitions.size()) sent_.assign(partitions.size(), 0);
        const auto least = std::ranges::min_element(sent_);
        *least += r.key.size() + r.value.size();
        return partitions[static_cast<std::size_t>(least - sent_.begin())];
    }
    balancer_pointer for_topic() const override { return least_bytes(); }
    std::string name() const override { return "least_bytes"; }

private:
    std::vector<std::uint64_t> sent_;
};

} // namespace

balancer_pointer least_bytes() { return std::make_shared<least_bytes_balancer>(); }

} // namespace kafka
