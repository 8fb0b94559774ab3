#include "producer/topic.hpp"

#include <algorithm>

namespace kafka::detail::producer {

partition* partition_table::find(std::int32_t id) const {
    if (id < 0) return nullptr;
    const auto index = static_cast<std::size_t>(id);
    if (index < ids.size() && ids[index] == id) return at[index];
    const auto found = std::ranges::lower_bound(ids, id);
    return found != ids.end() && *found == id ? at[static_cast<std::size_t>(found - ids.begin())]
                                              : nullptr;
}

const partition_table* topic::newest() const {
    std::lock_guard lock(tables_mutex_);
    return tables_.empty() ? nullptr : tables_.back().get();
}

partition* topic::partition_of(std::int32_t number, const settings& s) {
    const auto place =
        std::ranges::lower_bound(partitions_, number, {}, [](auto& p) { return p->id; });
    if (place != partitions_.end() && (*place)->id == number) return place->get();
    return partitions_.insert(place, std::make_unique<partition>(*this, number, s))->get();
}

void topic::know(std::vector<std::int32_t> ids, const settings& s) {
    const auto* known = newest();
    if (known != nullptr && known->ids == ids) return;
    auto fresh = std::make_unique<partition_table>();
    fresh->at.reserve(ids.size());
    for (const auto number : ids) fresh->at.push_back(partition_of(number, s));
    fresh->ids = std::move(ids);
    std::lock_guard lock(tables_mutex_);
    tables_.push_back(std::move(fresh));
}

} // namespace kafka::detail::producer
