// kafka-topics: the flags, outputs and exit codes of Kafka 4.1's tool.
#include "cli/classic_topics.hpp"

#include "cli/classic_options.hpp"
#include "cli/classic_topic_text.hpp"
#include "cli/java_order.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <iostream>
#include <regex>

namespace kafka::detail::cli {

namespace {

struct topics_tool {
    classic_connection server;
    std::string topic;
    std::string topic_id;
    std::int32_t partitions = -1;
    std::int32_t replication = -1;
    std::string assignment;
    std::vector<std::string> configs;
    bool create = false, list = false, describe = false, alter = false, remove = false;
    bool if_exists = false, if_not_exists = false, exclude_internal = false;
    describe_filter filter;
};

[[noreturn]] void fail_command(const std::string& text) {
    throw classic_failure("Error while executing topic command : " + text, true);
}

bool matches(const topics_tool& t, const topic_info& topic) {
    if (t.exclude_internal && topic.internal) return false;
    if (!t.topic_id.empty()) return to_string(topic.id) == t.topic_id;
    if (t.topic.empty()) return true;
    std::string pattern = t.topic; // commas mean "or"
    std::ranges::replace(pattern, ',', '|');
    return std::regex_match(topic.name, std::regex(pattern));
}

std::vector<topic_info> chosen(const topics_tool& t, client& cluster) {
    auto all = cluster.metadata(t.server.connection.deadline()).topics;
    std::erase_if(all, [&](const topic_info& topic) { return !matches(t, topic); });
    std::ranges::sort(all, {}, &topic_info::name);
    return all;
}

/// The chosen topics; a name that matches nothing is an error unless --if-exists was given.
std::vector<topic_info> required(const topics_tool& t, client& cluster) {
    auto found = chosen(t, cluster);
    if (!found.empty() || t.if_exists || (t.topic.empty() && t.topic_id.empty())) return found;
    const auto& asked = t.topic.empty() ? t.topic_id : t.topic;
    fail_command((t.topic.empty() ? "TopicId '" : "Topic '") + asked +
                 "' does not exist as expected");
}

topic_config creation_of(const topics_tool& t) {
    topic_config wanted{.topic = t.topic,
                        .partitions = t.partitions,
                        .replication_factor = static_cast<std::int16_t>(t.replication)};
    for (const auto& text : t.configs) {
        const auto equals = text.find('=');
        if (equals == text.npos)
            throw classic_failure("Invalid topic config: all configs to be added must be "
                                  "in the format \"key=val\".");
        wanted.configs[text.substr(0, equals)] = text.substr(equals + 1);
    }
    for (const auto& partition : split(t.assignment, ',')) {
        auto& replicas = wanted.assignments.emplace_back();
        for (const auto& id : split(partition, ':')) replicas.push_back(std::stoi(id));
    }
    return wanted;
}

int create(const topics_tool& t) {
    if (t.topic.empty()) throw classic_failure("Missing required argument \"[topic]\"");
    const auto wanted = creation_of(t);
    if (t.topic.find_first_of("._") != t.topic.npos)
        std::cout
            << "WARNING: Due to limitations in metric names, topics with a period ('.') or "
               "underscore ('_') could collide. To avoid issues it is best to use either, but "
               "not both.\n";
    client cluster(t.server.connection.client());
    const auto r = cluster.create_topics(t.server.connection.deadline(), {wanted}).at(0);
    if (r.error == broker_errc::topic_already_exists && t.if_not_exists) return done;
    if (r.error == broker_errc::topic_already_exists)
        fail_command("Topic '" + t.topic + "' already exists.");
    if (r.error) fail_command(r.detail.empty() ? r.error.message() : r.detail);
    std::cout << "Created topic " << t.topic << ".\n";
    return done;
}

int list(const topics_tool& t) {
    client cluster(t.server.connection.client());
    const auto topics = chosen(t, cluster);
    for (const auto& topic : topics) std::cout << topic.name << '\n';
    if (topics.empty()) std::cout << '\n'; // as Kafka's tool: an empty cluster prints an empty line
    return done;
}

int describe(const topics_tool& t) {
    client cluster(t.server.connection.client());
    for (const auto& topic : required(t, cluster)) {
        auto configs = cluster.describe_configs(t.server.connection.deadline(),
                                                config_resource::topic, topic.name);
        sort_as_java(configs);
        std::cout << describe_text(topic, configs, t.filter);
    }
    return done;
}

int alter(const topics_tool& t) {
    if (!t.configs.empty())
        throw classic_failure(
            "Option combination \"[[bootstrap-server], [config]]\" can't be used with "
            "option \"[alter]\" (the kafka-configs CLI supports altering topic configs "
            "with a --bootstrap-server option)");
    if (t.topic.empty()) throw classic_failure("Missing required argument \"[topic]\"");
    if (t.partitions < 0) throw classic_failure("Missing required argument \"[partitions]\"");
    client cluster(t.server.connection.client());
    for (const auto& topic : required(t, cluster)) {
        const auto r =
            cluster.create_partitions(t.server.connection.deadline(), topic.name, t.partitions);
        if (r.error) fail_command(r.detail.empty() ? r.error.message() : r.detail);
    }
    return done;
}

int remove(const topics_tool& t) {
    if (t.topic.empty()) throw classic_failure("Missing required argument \"[topic]\"");
    client cluster(t.server.connection.client());
    std::vector<std::string> names;
    for (const auto& topic : required(t, cluster)) names.push_back(topic.name);
    if (names.empty()) return done;
    for (const auto& r : cluster.delete_topics(t.server.connection.deadline(), names))
        if (r.error) fail_command(r.detail.empty() ? r.error.message() : r.detail);
    return done;
}

void add_actions(CLI::App& app, topics_tool& t) {
    app.add_flag("--create", t.create, "create a topic");
    app.add_flag("--list", t.list, "list topics");
    app.add_flag("--describe", t.describe, "list details");
    app.add_flag("--alter", t.alter, "add partitions");
    app.add_flag("--delete", t.remove, "delete topics");
}

void add_options(CLI::App& app, topics_tool& t) {
    t.server.add_to(app);
    add_actions(app, t);
    app.add_option("--topic", t.topic, "a name; elsewhere than with --create a regular expression");
    app.add_option("--topic-id", t.topic_id, "with --describe: its id");
    app.add_option("--partitions", t.partitions, "number of partitions");
    app.add_option("--replication-factor", t.replication, "replicas of each partition");
    app.add_option("--replica-assignment", t.assignment, "brokers of each partition: 0:1,1:2");
    app.add_option("--config", t.configs, "with --create: name=value")->take_all();
    app.add_flag("--if-exists", t.if_exists, "an absent topic is no failure");
    app.add_flag("--if-not-exists", t.if_not_exists, "an existing topic is no failure");
    app.add_flag("--exclude-internal", t.exclude_internal, "leave internal topics out");
    app.add_flag("--topics-with-overrides", t.filter.with_overrides,
                 "only topics with settings of their own");
    app.add_flag("--under-replicated-partitions", t.filter.under_replicated,
                 "only such partitions");
    app.add_flag("--unavailable-partitions", t.filter.unavailable,
                 "only partitions without a leader");
    app.add_flag("--under-min-isr-partitions", t.filter.under_min_isr, "only such partitions");
    app.add_flag("--at-min-isr-partitions", t.filter.at_min_isr, "only such partitions");
    app.add_option("--partition-size-limit-per-response")->group("");
}

int administer_topics(const arguments& args) {
    topics_tool t;
    CLI::App app{"Creates, deletes, describes and changes topics", "kafka-topics"};
    add_options(app, t);
    if (parse_classic(app, args)) return done;
    if (t.create + t.list + t.describe + t.alter + t.remove != 1)
        throw classic_failure(
            "Command must include exactly one action: --list, --describe, --create, "
            "--alter or --delete");
    if (t.server.connection.brokers.empty() && t.server.zookeeper.empty())
        throw classic_failure(
            "java.lang.IllegalArgumentException: --bootstrap-server must be specified");
    t.server.resolve();
    if (t.create) return create(t);
    if (t.list) return list(t);
    if (t.describe) return describe(t);
    return t.alter ? alter(t) : remove(t);
}

} // namespace

int run_classic_topics(const arguments& args) { return run_classic(administer_topics, args); }

} // namespace kafka::detail::cli
