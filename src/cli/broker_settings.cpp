#include "cli/broker_settings.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace kafka::detail::cli {

namespace {

using settings_map = std::map<std::string, std::string>;

// What a file written for Apache Kafka may say and a single node has no use for.
constexpr std::array of_no_use{"process.roles",
                               "controller.quorum.voters",
                               "controller.quorum.bootstrap.servers",
                               "controller.listener.names",
                               "inter.broker.listener.name",
                               "listener.security.protocol.map",
                               "num.network.threads",
                               "num.io.threads",
                               "background.threads",
                               "num.recovery.threads.per.data.dir",
                               "socket.send.buffer.bytes",
                               "socket.receive.buffer.bytes",
                               "offsets.topic.replication.factor",
                               "offsets.topic.num.partitions",
                               "transaction.state.log.replication.factor",
                               "transaction.state.log.min.isr",
                               "transaction.state.log.num.partitions",
                               "share.coordinator.state.topic.replication.factor",
                               "share.coordinator.state.topic.min.isr",
                               "group.initial.rebalance.delay.ms",
                               "log.cleaner.dedupe.buffer.size",
                               "default.replication.factor"};

template <class Int>
Int parse_number(const std::string& name, const std::string& text) {
    Int value{};
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || rest != end || text.empty())
        throw failure(wrong_usage, name + "=" + text + ": a whole number is wanted");
    return value;
}

/// Takes a setting out of the map, so that what is left goes to the broker as it is.
std::optional<std::string> take(settings_map& all, const std::string& name) {
    const auto node = all.extract(name);
    if (node.empty()) return std::nullopt;
    return node.mapped();
}

void take_directory(settings_map& all, broker::options& options) {
    auto directory = take(all, "log.dir");
    if (auto several = take(all, "log.dirs")) directory = std::move(several);
    if (!directory) return;
    if (directory->find(',') != directory->npos)
        throw failure(wrong_usage,
                      "log.dirs=" + *directory + ": this broker keeps its data in one directory",
                      "name one; partitions can be moved into it while no broker runs");
    options.data_directory = *directory;
}

void take_listeners(settings_map& all, broker::options& options) {
    auto& node = options.nodes.front();
    if (const auto text = take(all, "listeners"); text && !text->empty()) {
        for (const auto& one : split(*text, ',')) {
            if (one.starts_with("CONTROLLER://"))
                continue; // a single node needs no controller's port
            const auto id = node.id;
            node = parse_listener(one);
            node.id = id;
            break;
        }
    }
    if (const auto text = take(all, "advertised.listeners"); text && !text->empty()) {
        const auto advertised = parse_listener(split(*text, ',').front());
        node.advertised = advertised.host + ":" + std::to_string(advertised.port);
    }
    if (const auto rack = take(all, "broker.rack")) node.rack = *rack;
}

void take_identity(settings_map& all, broker::options& options, std::vector<std::string>& notes) {
    const auto old = take(all, "broker.id");
    const auto id = take(all, "node.id");
    if (old && !id)
        notes.push_back("broker.id=" + *old +
                        " is from the time of ZooKeeper; node 1 is used "
                        "unless node.id says otherwise");
    if (id) options.nodes.front().id = parse_number<std::int32_t>("node.id", *id);
}

void note_zookeeper(settings_map& all, std::vector<std::string>& notes) {
    const auto count =
        std::erase_if(all, [](const auto& s) { return s.first.starts_with("zookeeper."); });
    if (count > 0)
        notes.push_back(
            "zookeeper.connect is not used: this broker keeps its own metadata, no ZooKeeper "
            "is needed");
}

} // namespace

broker::node parse_listener(const std::string& text) {
    auto rest = text;
    if (const auto scheme = rest.find("://"); scheme != rest.npos) {
        if (rest.substr(0, scheme) != "PLAINTEXT")
            throw failure(wrong_usage, text + ": only PLAINTEXT listeners are served");
        rest.erase(0, scheme + 3);
    }
    const auto colon = rest.rfind(':');
    if (colon == rest.npos)
        throw failure(wrong_usage, "\"" + text + "\" is no listener",
                      "HOST:PORT, for example localhost:9092");
    broker::node node;
    node.host = rest.substr(0, colon);
    if (node.host.starts_with('[') && node.host.ends_with(']'))
        node.host = node.host.substr(1, node.host.size() - 2);
    if (node.host.empty()) node.host = "0.0.0.0";
    node.port = parse_number<std::uint16_t>("port of " + text, rest.substr(colon + 1));
    return node;
}

broker_settings settings_of(const settings_map& file, const settings_map& given) {
    broker_settings out;
    const auto known = broker::setting_names();
    const auto is_known = [&](const std::string& name) {
        return std::ranges::find(known, name) != known.end();
    };
    auto all = file;
    for (const auto& [name, value] : given) all[name] = value;
    note_zookeeper(all, out.notes);
    take_identity(all, out.options, out.notes);
    take_directory(all, out.options);
    take_listeners(all, out.options);
    for (const auto* name : of_no_use) all.erase(name);
    for (const auto& [name, value] : all) {
        if (is_known(name)) {
            out.options.properties[name] = value;
            continue;
        }
        const auto close = nearest(name, known);
        if (given.contains(name))
            throw failure(wrong_usage, name + ": there is no such broker setting",
                          close.empty() ? "" : "did you mean " + close + "?");
        out.notes.push_back(name + " is not a setting of this broker; it is left out");
    }
    return out;
}

} // namespace kafka::detail::cli
