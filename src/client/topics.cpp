#include <kafka/topics.hpp>

#include "client/client.hpp"
#include "client/flag.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <regex>

namespace kafka::topics {

namespace {

std::regex compiled(const std::string& pattern) {
    try {
        return std::regex(pattern);
    } catch (const std::regex_error& e) {
        throw error(errc::invalid_argument, "topics: \"" + pattern + "\": " + e.what());
    }
}

/// What a topic_config leaves open is not compared.
void compare(ensured& out, const char* name, std::int64_t wanted, std::size_t actual) {
    if (wanted >= 0 && wanted != static_cast<std::int64_t>(actual))
        out.differences.push_back({name, std::to_string(wanted), std::to_string(actual)});
}

void compare_partitions(ensured& out, const topic_config& wanted, const topic_info& actual) {
    const auto& partitions = actual.partitions;
    const auto count = wanted.assignments.empty()
                           ? std::int64_t{wanted.partitions}
                           : static_cast<std::int64_t>(wanted.assignments.size());
    compare(out, "partitions", count, partitions.size());
    if (partitions.empty()) return;
    compare(out, "replication_factor", wanted.replication_factor,
            partitions.front().replicas.size());
}

void compare_configs(ensured& out, client& of, const context& ctx, const topic_config& wanted) {
    if (wanted.configs.empty()) return;
    const auto actual = of.describe_configs(ctx, config_resource::topic, wanted.topic);
    for (const auto& [name, value] : wanted.configs) {
        const auto found = std::ranges::find(actual, name, &config_entry::name);
        const auto is = found == actual.end() ? std::string() : found->value.value_or("");
        if (is != value) out.differences.push_back({name, value, is});
    }
}

/// For as long as the cluster's parts may take to hear of a new topic.
void pause(const context& ctx) {
    detail::client::flag never;
    const auto until = context::clock::now() + std::chrono::milliseconds(20);
    const auto end = ctx.deadline() ? std::min(*ctx.deadline(), until) : until;
    const auto why = never.wait({end, ctx.stop()});
    if (why == errc::cancelled || (ctx.deadline() && context::clock::now() >= *ctx.deadline()))
        throw error(why, "ensure topics");
}

bool is_ready(const topic_info& t) {
    return !t.error && !t.partitions.empty() &&
           std::ranges::all_of(t.partitions, [](const auto& p) { return p.leader >= 0; });
}

void wait_until_ready(client& of, const context& ctx, const std::string& topic) {
    for (;;) {
        const auto seen = of.metadata(ctx, {topic});
        if (!seen.topics.empty() && is_ready(seen.topics.front())) return;
        pause(ctx);
    }
}

bool is_absent(const topic_info& t) { return t.error == broker_errc::unknown_topic_or_partition; }

void describe(ensured& out, client& of, const context& ctx, const topic_config& wanted,
              const topic_info& actual) {
    out.error = actual.error;
    if (out.error) return;
    compare_partitions(out, wanted, actual);
    compare_configs(out, of, ctx, wanted);
}

/// False when somebody else has made it meanwhile.
bool create(ensured& out, client& of, const context& ctx, const topic_config& wanted) {
    const auto made = of.create_topics(ctx, {wanted}).front();
    if (made.error == broker_errc::topic_already_exists) return false;
    out.error = made.error;
    out.detail = made.detail;
    out.created = !made.error;
    if (out.created) wait_until_ready(of, ctx, wanted.topic);
    return true;
}

ensured ensure_one(client& of, const context& ctx, const topic_config& wanted) {
    ensured out{.topic = wanted.topic};
    auto seen = of.metadata(ctx, {wanted.topic});
    if (seen.topics.empty() || is_absent(seen.topics.front())) {
        if (create(out, of, ctx, wanted)) return out;
        wait_until_ready(of, ctx, wanted.topic);
        seen = of.metadata(ctx, {wanted.topic});
    }
    if (seen.topics.empty())
        out.error = errc::bad_response;
    else
        describe(out, of, ctx, wanted, seen.topics.front());
    return out;
}

} // namespace

std::vector<topic_info> list(client& of, const context& ctx) { return of.metadata(ctx).topics; }

std::vector<topic_info> list(client& of, const context& ctx, const std::string& pattern) {
    const auto name = compiled(pattern);
    auto out = list(of, ctx);
    std::erase_if(out, [&](const topic_info& t) { return !std::regex_search(t.name, name); });
    return out;
}

std::vector<ensured> ensure(client& of, const context& ctx, std::vector<topic_config> wanted) {
    std::vector<ensured> out;
    for (const auto& t : wanted) out.push_back(ensure_one(of, ctx, t));
    return out;
}

} // namespace kafka::topics
