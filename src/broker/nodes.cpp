#include "broker/nodes.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::broker {

namespace {

advertised_node as_told(const node& n) {
    advertised_node out{n.id, n.host, n.port, n.rack};
    if (!n.advertised.empty()) split_address(n.advertised, out.host, out.port);
    return out;
}

} // namespace

bool split_address(const std::string& text, std::string& host, std::int32_t& port) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return false;
    std::int32_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
    if (error != std::errc{} || stop != end || number < 0 || number > 65535) return false;
    const bool bracketed = text.front() == '[' && text[colon - 1] == ']';
    host = bracketed ? text.substr(1, colon - 2) : text.substr(0, colon);
    port = number;
    return !host.empty();
}

void nodes::advertise(const std::vector<node>& list) {
    all_.clear();
    ports_.clear();
    for (const auto& n : list) {
        all_.push_back(as_told(n));
        ports_.push_back(n.port);
    }
}

bool nodes::has(std::int32_t id) const {
    return std::ranges::any_of(all_, [id](const auto& n) { return n.id == id; });
}

std::int32_t nodes::asked_on(std::uint16_t port) const {
    const auto found = std::ranges::find(ports_, port);
    return found == ports_.end() ? controller()
                                 : all_[static_cast<std::size_t>(found - ports_.begin())].id;
}

std::vector<std::int32_t> nodes::replicas_of(std::int32_t partition, std::int32_t count,
                                             std::size_t start) const {
    std::vector<std::int32_t> out;
    const auto first = start + static_cast<std::size_t>(partition);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        out.push_back(all_[(first + i) % all_.size()].id);
    return out;
}

} // namespace kafka::detail::broker
