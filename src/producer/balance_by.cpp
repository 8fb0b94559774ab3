#include <kafka/balancer.hpp>

namespace kafka {

namespace {

using choice = std::function<std::int32_t(const record&, std::span<const std::int32_t>)>;

class function_balancer final : public balancer {
public:
    explicit function_balancer(choice choose) : choose_(std::move(choose)) {}

    std::int32_t choose(const record& r, std::span<const std::int32_t> partitions) override {
        return choose_(r, partitions);
    }

private:
    choice choose_;
};

} // namespace

balancer_pointer balance_by(choice choose) {
    return std::make_shared<function_balancer>(std::move(choose));
}

} // namespace kafka
