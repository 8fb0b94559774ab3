#include "cluster/version_choice.hpp"

#include <algorithm>

namespace kafka::detail::cluster {

broker_versions::broker_versions(const protocol::api_versions_response& answer) {
    for (const auto& api : answer.api_keys)
        served_[api.api_key] = {api.min_version, api.max_version};
}

std::optional<protocol::versions> broker_versions::range_of(protocol::api_key key) const {
    const auto found = served_.find(static_cast<std::int16_t>(key));
    if (found == served_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::int16_t> broker_versions::choose(protocol::api_key key,
                                                    protocol::versions ours) const {
    const auto theirs = range_of(key);
    if (!theirs) return std::nullopt;
    const auto highest = std::min(ours.max, theirs->max);
    if (highest < std::max(ours.min, theirs->min)) return std::nullopt;
    return highest;
}

} // namespace kafka::detail::cluster
