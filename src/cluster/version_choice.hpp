// Which version of an API to speak with a broker: the highest that both know.
#pragma once

#include "protocol/api_versions.hpp"

#include <map>
#include <optional>

namespace kafka::detail::cluster {

/// What one broker serves, from its answer to ApiVersions.
class broker_versions {
public:
    broker_versions() = default;
    explicit broker_versions(const protocol::api_versions_response& answer);

    /// Empty when the broker does not serve the API at all.
    std::optional<protocol::versions> range_of(protocol::api_key key) const;
    /// The highest version in both ranges; empty when there is none.
    std::optional<std::int16_t> choose(protocol::api_key key, protocol::versions ours) const;

    template <protocol::request Api>
    std::optional<std::int16_t> choose() const {
        return choose(Api::key, Api::valid);
    }

private:
    std::map<std::int16_t, protocol::versions> served_;
};

} // namespace kafka::detail::cluster
