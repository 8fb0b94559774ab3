#include "broker/group/subscription.hpp"

#include "wire/reader.hpp"

namespace kafka::detail::broker {

bool add_subscribed_topics(wire::bytes subscription, topic_names& out) {
    wire::reader r(subscription);
    const auto version = r.fixed<std::int16_t>();
    const auto count = r.fixed<std::int32_t>();
    if (!r.good() || version < 0 || count < 0) return false;
    for (std::int32_t i = 0; i < count && r.good(); ++i) {
        const auto length = r.fixed<std::int16_t>();
        if (length < 0) return false;
        const auto name = r.take(static_cast<std::size_t>(length));
        if (r.good()) out.emplace(reinterpret_cast<const char*>(name.data()), name.size());
    }
    return r.good();
}

} // namespace kafka::detail::broker
