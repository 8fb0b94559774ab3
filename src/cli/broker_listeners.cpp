#include "cli/broker_listeners.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace kafka::detail::cli {

namespace {

struct named_listener {
    std::string name; // "PLAINTEXT", or one that listener.security.protocol.map knows
    std::string address;
};

named_listener take_apart(const std::string& text) {
    const auto scheme = text.find("://");
    if (scheme == text.npos) return {"PLAINTEXT", text};
    return {text.substr(0, scheme), text.substr(scheme + 3)};
}

std::string taken(std::map<std::string, std::string>& settings, const std::string& name) {
    const auto node = settings.extract(name);
    return node.empty() ? "" : node.mapped();
}

/// "EXTERNAL:PLAINTEXT,INTERNAL:SASL_SSL" -> what stands behind the name; the name itself
/// otherwise.
std::string protocol_of(const std::string& name, const std::string& map) {
    for (const auto& entry : split(map, ','))
        if (entry.starts_with(name + ":")) return entry.substr(name.size() + 1);
    return name;
}

std::optional<broker::security_protocol> served_protocol(const std::string& text) {
    if (text == "PLAINTEXT") return broker::security_protocol::plaintext;
    if (text == "SSL") return broker::security_protocol::ssl;
    if (text == "SASL_PLAINTEXT") return broker::security_protocol::sasl_plaintext;
    if (text == "SASL_SSL") return broker::security_protocol::sasl_ssl;
    return std::nullopt;
}

/// A single node needs no port for its controller.
bool is_controller(const std::string& name, const std::string& controllers) {
    const auto names = split(controllers, ',');
    return std::ranges::find(names, name) != names.end();
}

std::vector<broker::listener> served(const std::vector<std::string>& texts, const std::string& map,
                                     const std::string& controllers,
                                     std::vector<std::string>& notes) {
    std::vector<broker::listener> out;
    for (const auto& text : texts) {
        const auto one = take_apart(text);
        if (is_controller(one.name, controllers)) continue;
        const auto protocol = served_protocol(protocol_of(one.name, map));
        if (!protocol) {
            notes.push_back("the listener " + text +
                            " is not served: its protocol is none of PLAINTEXT, SSL, "
                            "SASL_PLAINTEXT, SASL_SSL");
            continue;
        }
        const auto where = parse_listener(one.address);
        out.push_back({one.name, *protocol, where.host, where.port, {}});
    }
    return out;
}

std::string address_text(const broker::node& n) {
    const bool v6 = n.host.find(':') != n.host.npos;
    return (v6 ? "[" + n.host + "]" : n.host) + ":" + std::to_string(n.port);
}

} // namespace

broker::node parse_listener(const std::string& text) {
    const auto wrong = [&text] {
        return failure(wrong_usage, "\"" + text + "\" is no address to listen on",
                       "HOST:PORT, for example localhost:9092; port 0 takes a free one");
    };
    const auto colon = text.rfind(':');
    if (colon == text.npos) throw wrong();
    broker::node node;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, node.port);
    if (error != std::errc() || rest != end) throw wrong();
    node.host = text.substr(0, colon);
    if (node.host.starts_with('[') && node.host.ends_with(']'))
        node.host = node.host.substr(1, node.host.size() - 2);
    if (node.host.empty()) node.host = "::";
    return node;
}

void take_listeners(std::map<std::string, std::string>& settings, broker::node& node,
                    std::vector<std::string>& notes) {
    const auto map = taken(settings, "listener.security.protocol.map");
    auto controllers = taken(settings, "controller.listener.names");
    if (controllers.empty()) controllers = "CONTROLLER";
    if (const auto texts = split(taken(settings, "listeners"), ','); !texts.empty()) {
        node.listeners = served(texts, map, controllers, notes);
        if (node.listeners.empty())
            throw failure(wrong_usage, "listeners names none that can be served",
                          "PLAINTEXT://HOST:PORT, say, or SSL, SASL_PLAINTEXT, SASL_SSL");
    }
    for (const auto& text : split(taken(settings, "advertised.listeners"), ',')) {
        const auto one = take_apart(text);
        const auto told = address_text(parse_listener(one.address));
        if (node.listeners.empty() && one.name == "PLAINTEXT") node.advertised = told;
        for (auto& l : node.listeners)
            if (l.name == one.name) l.advertised = told;
    }
}

} // namespace kafka::detail::cli
