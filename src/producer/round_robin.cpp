#include <kafka/balancer.hpp>

#include <algorithm>

namespace kafka {

namespace {

class round_robin_balancer final : public balancer {
public:
    explicit round_robin_balancer(std::size_t chunk) : chunk_(chunk) {}

    std::int32_t choose(const record&, std::span<const std::int32_t> partitions) override {
        return partitions[sent_++ / chunk_ % partitions.size()];
    }
    balancer_pointer for_topic() const override {
        return std::make_shared<round_robin_balancer>(chunk_);
    }
    std::string name() const override { return "round_robin"; }

private:
    std::size_t chunk_;
    std::size_t sent_ = 0;
};

} // namespace

balancer_pointer round_robin(int chunk_size) {
    return std::make_shared<round_robin_balancer>(
        static_cast<std::size_t>(std::max(chunk_size, 1)));
}

} // namespace kafka
