#include "producer/lane.hpp"

#include <algorithm>

namespace kafka::detail::producer {

void lane::add_open(partition& p) {
    auto place = open.end();
    while (place != open.begin() && std::prev(place)->open_since > p.open_since) --place;
    open.insert(place, p);
}

bool lane::may_take(const partition& p, const settings& s, time_point now, bool urgent) const {
    if (urgent) return true;
    if (s.linger > duration::zero()) return now >= p.open_since + s.linger;
    return in_flight.empty() && now >= braked_until;
}

std::optional<time_point> lane::open_leaves_at(const settings& s) const {
    if (open.empty()) return std::nullopt;
    if (s.linger > duration::zero()) return open.front().open_since + s.linger;
    if (in_flight.empty()) return braked_until;
    return std::nullopt; // the answer comes first
}

outgoing lane::finish(std::uint64_t id, time_point now) {
    auto out = std::move(in_flight.extract(id).mapped());
    if (in_flight.empty())
        braked_until = out.records > records_that_brake ? now + brake : time_point{};
    return out;
}

} // namespace kafka::detail::producer
