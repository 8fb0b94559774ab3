#include "cli/broker_listeners.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

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

std::optional<named_listener> first_served(const std::vector<std::string>& texts,
                                           const std::string& map, const std::string& controllers,
                                           std::vector<std::string>& notes) {
    std::optional<named_listener> served;
    for (const auto& text : texts) {
        auto one = take_apart(text);
        bool is_controller = false;
        for (const auto& c : split(controllers, ',')) is_controller |= c == one.name;
        if (is_controller) continue; // a single node needs no port for its controller
        if (!served && protocol_of(one.name, map) == "PLAINTEXT")
            served = one;
        else
            notes.push_back("the listener " + text +
                            " is not served: this broker has one, without TLS and SASL");
    }
    return served;
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
    std::string name = "PLAINTEXT";
    if (const auto texts = split(taken(settings, "listeners"), ','); !texts.empty()) {
        const auto served = first_served(texts, map, controllers, notes);
        if (!served)
            throw failure(wrong_usage, "listeners names none that can be served",
                          "this broker has no TLS and no SASL: PLAINTEXT://HOST:PORT");
        const auto where = parse_listener(served->address);
        node.host = where.host;
        node.port = where.port;
        name = served->name;
    }
    for (const auto& text : split(taken(settings, "advertised.listeners"), ','))
        if (const auto one = take_apart(text); one.name == name)
            node.advertised = address_text(parse_listener(one.address));
}

} // namespace kafka::detail::cli
