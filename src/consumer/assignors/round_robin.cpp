#include "consumer/assignors/round_robin.hpp"

#include "consumer/assignors/wanted_topics.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

/// Steps through all members; those that do not want the topic lose their turn, as in Java.
class turns {
public:
    explicit turns(std::vector<std::size_t> order) : order_(std::move(order)) {}

    /// `wanting` must not be empty.
    std::size_t next(const std::vector<bool>& wanting) {
        while (!wanting[order_[at_]]) step();
        const auto out = order_[at_];
        step();
        return out;
    }

private:
    void step() { at_ = (at_ + 1) % order_.size(); }

    std::vector<std::size_t> order_;
    std::size_t at_ = 0;
};

} // namespace

group_assignment assign_round_robin(std::span<const group_member> members,
                                    std::span<const group_partition> partitions) {
    auto out = empty_assignment(members);
    turns whose(member_order(members));
    for (const auto& topic : wanted_topics(members, partitions)) {
        if (topic.members.empty()) continue;
        std::vector<bool> wanting(members.size());
        for (const auto m : topic.members) wanting[m] = true;
        for (const auto* p : topic.partitions)
            out[members[whose.next(wanting)].id].push_back({p->topic, p->partition});
    }
    return out;
}

} // namespace kafka::detail::consumer
