// What becomes of a resource's settings when some of them are set, deleted, appended to or
// subtracted from. Source: KIP-339.
#pragma once

#include <kafka/broker_errc.hpp>

#include "broker/metadata/topic_plan.hpp"

#include <functional>

namespace kafka::detail::broker {

/// Kafka's numbers.
enum class alter_operation : std::int8_t { set = 0, remove = 1, append = 2, subtract = 3 };

struct alteration {
    std::string_view name;
    std::int8_t operation = 0;
    std::optional<std::string_view> value;
};

/// How settings of this kind of resource are looked up.
struct alterable {
    /// Null, and why, when no setting of this name may be altered.
    std::function<const setting*(std::string_view name, refusal& why_not)> find;
    /// The value in force, for lists that are appended to.
    std::function<std::string(std::string_view name)> effective;
};

/// One change that follows: the new value, or null when the setting is no longer set.
using altered = std::map<std::string, std::optional<std::string>, std::less<>>;

/// Checks in Kafka's order; `out` holds nothing when one of them is refused.
refusal alter(const std::vector<alteration>& wanted, const alterable& in, altered& out);

/// Settings that do not go together.
refusal judge_together(const setting_values& topic, const broker_values& broker);

} // namespace kafka::detail::broker
