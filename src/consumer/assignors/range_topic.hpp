// One topic while the range assignor gives its partitions away.
#pragma once

#include "consumer/assignors/wanted_topics.hpp"

#include <set>

namespace kafka::detail::consumer {

class range_topic {
public:
    range_topic(const wanted_topic& topic, std::span<const group_member> members);

    std::size_t partitions() const { return topic_.partitions.size(); }
    const std::vector<std::size_t>& members() const { return topic_.members; }
    /// Some member says where it runs, and some partition is not everywhere.
    bool needs_racks() const { return needs_racks_; }
    bool has_racks() const { return has_racks_; }

    /// A member without a rack is near everything.
    bool near(std::size_t member, std::size_t partition) const;
    /// How many more the member may get.
    std::size_t room(std::size_t member) const;
    void give(std::size_t partition, std::size_t member, group_assignment& to);
    /// Gives each member the first partitions that are left, as many as it has room for.
    void give_runs(bool only_near, group_assignment& to);

private:
    void look_at_racks();

    const wanted_topic& topic_;
    std::span<const group_member> all_;
    std::vector<bool> given_;
    std::map<std::size_t, std::size_t> counts_; // by member
    std::size_t each_ = 0;
    std::size_t extra_ = 0; // members that may still get one more than each_
    bool has_racks_ = false;
    bool needs_racks_ = false;
};

} // namespace kafka::detail::consumer
