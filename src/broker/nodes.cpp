#include "broker/nodes.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::broker {

std::vector<listener> listeners_of(const node& of) {
    if (!of.listeners.empty()) return of.listeners;
    return {{.host = of.host, .port = of.port, .advertised = of.advertised}};
}

} // namespace kafka::broker

namespace kafka::detail::broker {

namespace {

advertised_node as_told(const node& n, const listener& l) {
    advertised_node out{n.id, l.host, l.port, n.rack};
    if (!l.advertised.empty()) split_address(l.advertised, out.host, out.port);
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
    by_listener_.clear();
    by_port_.clear();
    listeners_.clear();
    for (const auto& n : list) {
        const auto listeners = listeners_of(n);
        all_.push_back(as_told(n, listeners.front()));
        listeners_[n.id] = listeners;
        for (const auto& l : listeners) {
            by_listener_[l.name].push_back(as_told(n, l));
            by_port_[l.port] = n.id;
        }
    }
}

const std::vector<advertised_node>& nodes::seen_on(const std::string& listener) const {
    const auto found = by_listener_.find(listener);
    return found == by_listener_.end() ? all_ : found->second;
}

bool has_tls(kafka::broker::security_protocol p) {
    return p == kafka::broker::security_protocol::ssl ||
           p == kafka::broker::security_protocol::sasl_ssl;
}

bool has_sasl(kafka::broker::security_protocol p) {
    return p == kafka::broker::security_protocol::sasl_plaintext ||
           p == kafka::broker::security_protocol::sasl_ssl;
}

std::string_view to_string(kafka::broker::security_protocol p) {
    using kafka::broker::security_protocol;
    switch (p) {
    case security_protocol::ssl:
        return "SSL";
    case security_protocol::sasl_plaintext:
        return "SASL_PLAINTEXT";
    case security_protocol::sasl_ssl:
        return "SASL_SSL";
    case security_protocol::plaintext:
        break;
    }
    return "PLAINTEXT";
}

std::string nodes::listeners_text(std::int32_t id) const {
    std::string out;
    const auto found = listeners_.find(id);
    if (found == listeners_.end()) return out;
    for (const auto& l : found->second) {
        const auto told = as_told({.id = id}, l);
        out +=
            (out.empty() ? "" : ",") + l.name + "://" + told.host + ":" + std::to_string(told.port);
    }
    return out;
}

std::string nodes::protocols_text(std::int32_t id) const {
    std::string out;
    const auto found = listeners_.find(id);
    if (found == listeners_.end()) return out;
    for (const auto& l : found->second)
        out += (out.empty() ? "" : ",") + l.name + ":" + std::string(to_string(l.protocol));
    return out;
}

bool nodes::has(std::int32_t id) const {
    return std::ranges::any_of(all_, [id](const auto& n) { return n.id == id; });
}

std::int32_t nodes::asked_on(std::uint16_t port) const {
    const auto found = by_port_.find(port);
    return found == by_port_.end() ? controller() : found->second;
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
