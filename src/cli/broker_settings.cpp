#include "cli/broker_settings.hpp"

#include "cli/broker_listeners.hpp"
#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace kafka::detail::cli {

namespace {

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
                      "name one; move the partitions' folders into it while no broker runs");
    options.data_directory = *directory;
}

void take_node(settings_map& all, broker::node& node) {
    if (const auto rack = take(all, "broker.rack")) node.rack = *rack;
    const auto id = take(all, "node.id");
    if (!id) return;
    const auto* end = id->data() + id->size();
    const auto [rest, error] = std::from_chars(id->data(), end, node.id);
    if (error != std::errc() || rest != end || node.id < 0)
        throw failure(wrong_usage, "node.id=" + *id + ": a whole number from 0 on is wanted");
}

bool means_nothing_here(const std::string& name) {
    return name == "broker.id" || name == "process.roles" || name.starts_with("zookeeper.") ||
           name.starts_with("controller.");
}

/// One note for all that a cluster or ZooKeeper would need.
void note_cluster(settings_map& all, std::vector<std::string>& notes) {
    std::string names;
    for (const auto& [name, value] : all)
        if (means_nothing_here(name)) names += (names.empty() ? "" : ", ") + name;
    std::erase_if(all, [](const auto& s) { return means_nothing_here(s.first); });
    if (names.empty()) return;
    notes.push_back("not used: " + names +
                    " (a single node, which keeps its own metadata; its number is node.id)");
}

void take_properties(const settings_map& all, const settings_map& given, broker_settings& out) {
    const auto known = broker::setting_names();
    for (const auto& [name, value] : all) {
        const bool says_who_may_enter =
            name.starts_with("listener.name.") && name.ends_with(".plain.sasl.jaas.config");
        if (says_who_may_enter || std::ranges::find(known, name) != known.end()) {
            out.options.properties[name] = value;
        } else if (!given.contains(name)) {
            out.notes.push_back("not used: " + name + " (this broker has no such setting)");
        } else {
            const auto close = nearest(name, known);
            throw failure(wrong_usage, name + ": there is no such broker setting",
                          close.empty() ? "" : "did you mean " + close + "?");
        }
    }
}

} // namespace

broker_settings settings_of(const settings_map& file, const settings_map& given) {
    broker_settings out;
    auto& node = out.options.nodes.front();
    auto all = file;
    for (const auto& [name, value] : given) all[name] = value;
    take_node(all, node);
    take_directory(all, out.options);
    take_listeners(all, node, out.notes);
    note_cluster(all, out.notes);
    take_properties(all, given, out);
    return out;
}

settings_map key_values(const std::vector<std::string>& texts, const std::string& option) {
    settings_map all;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == text.npos || equals == 0)
            throw failure(wrong_usage, option + " " + text + ": a setting is written key=value");
        all[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return all;
}

} // namespace kafka::detail::cli
