#include "consumer/assignors/claims.hpp"
#include "consumer/assignors/rack_affinity.hpp"
#include "consumer/assignors/range.hpp"
#include "consumer/assignors/round_robin.hpp"
#include "consumer/assignors/sticky.hpp"

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

class sticky_balancer final : public group_balancer {
public:
    std::string protocol_name() const override { return "sticky"; }
    std::string user_data(const group_claim& last) const override {
        return detail::consumer::sticky_user_data(last);
    }
    group_assignment assign_groups(std::span<const group_member> members,
                                   std::span<const group_partition> partitions) const override {
        return detail::consumer::assign_sticky(members, partitions);
    }
};

class cooperative_sticky_balancer final : public group_balancer {
public:
    std::string protocol_name() const override { return "cooperative-sticky"; }
    bool cooperative() const override { return true; }
    std::string user_data(const group_claim& last) const override {
        return detail::consumer::cooperative_sticky_user_data(last);
    }
    group_assignment assign_groups(std::span<const group_member> members,
                                   std::span<const group_partition> partitions) const override {
        return detail::consumer::assign_cooperative_sticky(members, partitions);
    }
};

class rack_affinity_balancer final : public group_balancer {
public:
    explicit rack_affinity_balancer(std::string rack) : rack_(std::move(rack)) {}

    std::string protocol_name() const override { return "rack-affinity"; }
    std::string user_data(const group_claim&) const override { return rack_; }
    group_assignment assign_groups(std::span<const group_member> members,
                                   std::span<const group_partition> partitions) const override {
        return detail::consumer::assign_rack_affinity(members, partitions);
    }

private:
    std::string rack_;
};

} // namespace

group_balancer_pointer range_group_balancer() {
    return group_balance_by("range", detail::consumer::assign_range);
}

group_balancer_pointer round_robin_group_balancer() {
    return group_balance_by("roundrobin", detail::consumer::assign_round_robin);
}

group_balancer_pointer sticky_group_balancer() { return std::make_shared<sticky_balancer>(); }

group_balancer_pointer cooperative_sticky_group_balancer() {
    return std::make_shared<cooperative_sticky_balancer>();
}

group_balancer_pointer rack_affinity_group_balancer(std::string rack) {
    return std::make_shared<rack_affinity_balancer>(std::move(rack));
}

group_balancer_pointer group_balance_by(std::string protocol_name, assign_function assign) {
    return std::make_shared<by_function>(std::move(protocol_name), std::move(assign));
}

} // namespace kafka
