#include "consumer/assignors/range.hpp"
#include "consumer/assignors/round_robin.hpp"

#include <kafka/group_balancer.hpp>

namespace kafka {

std::string group_balancer::user_data(const group_claim&) const { return {}; }

namespace {

using assign_function = std::function<group_assignment(std::span<const group_member>,
                                                       std::span<const group_partition>)>;

class by_function final : public group_balancer {
public:
    by_function(std::string name, assign_function assign)
        : name_(std::move(name))
        , assign_(std::move(assign)) {}

    std::string protocol_name() const override { return name_; }
    group_assignment assign_groups(std::span<const group_member> members,
                                   std::span<const group_partition> partitions) const override {
        return assign_(members, partitions);
    }

private:
    std::string name_;
    assign_function assign_;
};

} // namespace

group_balancer_pointer range_group_balancer() {
    return group_balance_by("range", detail::consumer::assign_range);
}

group_balancer_pointer round_robin_group_balancer() {
    return group_balance_by("roundrobin", detail::consumer::assign_round_robin);
}

group_balancer_pointer group_balance_by(std::string protocol_name, assign_function assign) {
    return std::make_shared<by_function>(std::move(protocol_name), std::move(assign));
}

} // namespace kafka
