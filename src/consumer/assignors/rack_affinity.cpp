#include "consumer/assignors/rack_affinity.hpp"

#include "consumer/assignors/wanted_topics.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

using places = std::vector<const group_partition*>;
using by_rack = std::map<std::string_view, places>;

/// One topic. What racks cannot take among themselves is shared out afterwards, wherever it is.
class affine_topic {
public:
    affine_topic(const wanted_topic& topic, std::span<const group_member> members)
        : all_(members)
        , members_(topic.members)
        , each_(topic.partitions.size() / topic.members.size())
        , extra_(topic.partitions.size() % topic.members.size()) {
        for (const auto* p : topic.partitions) racks_[p->leader_rack].push_back(p);
        // Not in the order that prefers static members: kafka-go does not know them.
        std::ranges::sort(
            members_, {}, [&](auto m) -> auto& { return all_[m].id; });
    }

    void share_out(group_assignment& to) {
        for (auto& [rack, partitions] : racks_) give_at_home(rack, partitions);
        give_the_rest();
        for (const auto& [member, got] : got_)
            for (const auto* p : got) to[all_[member].id].push_back({p->topic, p->partition});
    }

private:
    void give_at_home(std::string_view rack, places& partitions) {
        std::vector<std::size_t> here;
        for (const auto m : members_)
            if (all_[m].user_data == rack) here.push_back(m);
        if (here.empty()) return;
        const auto share = std::min(partitions.size() / here.size(), each_);
        for (const auto m : here) give(partitions, share, m);
        auto extra = partitions.size();
        if (share == each_) {
            extra = std::min({extra, extra_, here.size()});
            extra_ -= extra;
        }
        for (std::size_t i = 0; i < extra; ++i) give(partitions, 1, here[i]);
    }

    void give_the_rest() {
        places rest;
        for (const auto& [rack, partitions] : racks_)
            rest.insert(rest.end(), partitions.begin(), partitions.end());
        for (const auto m : members_) {
            const auto has = got_[m].size();
            auto missing = each_ > has ? each_ - has : 0;
            if (has <= each_ && extra_ > 0) {
                ++missing;
                --extra_;
            }
            give(rest, missing, m);
        }
    }

    void give(places& from, std::size_t n, std::size_t member) {
        const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(n, from.size()));
        got_[member].insert(got_[member].end(), from.begin(), end);
        from.erase(from.begin(), end);
    }

    std::span<const group_member> all_;
    std::vector<std::size_t> members_;
    by_rack racks_;
    std::size_t each_;
    std::size_t extra_; // members that may still get one more
    std::map<std::size_t, places> got_;
};

} // namespace

group_assignment assign_rack_affinity(std::span<const group_member> members,
                                      std::span<const group_partition> partitions) {
    auto out = empty_assignment(members);
    for (const auto& topic : wanted_topics(members, partitions))
        if (!topic.members.empty()) affine_topic(topic, members).share_out(out);
    for (auto& [id, got] : out) std::ranges::sort(got);
    return out;
}

} // namespace kafka::detail::consumer
