#include <kafka/broker/options.hpp>

#include "broker/settings/broker_settings.hpp"

namespace kafka::broker {

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    for (const auto& s : detail::broker::broker_settings())
        if (s.effect != detail::broker::setting_effect::computed) names.emplace_back(s.name);
    return names;
}

} // namespace kafka::broker
