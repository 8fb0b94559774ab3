#include "client/calls.hpp"

#include "client/ask.hpp"
#include "client/translate.hpp"
#include "protocol/create_partitions.hpp"
#include "protocol/delete_topics.hpp"
#include "protocol/incremental_alter_configs.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <charconv>

namespace kafka::detail::client {

namespace {

// The broker must give up before we do, so that its answer can still tell what happened.
std::int32_t broker_timeout(const cluster_link& link) {
    const auto ms = link.options().request_timeout.count() * 9 / 10;
    return static_cast<std::int32_t>(std::min<std::int64_t>(ms, 0x7fffffff));
}

bool is_wrong_controller(std::int16_t error) {
    return code_of(error) == broker_errc::not_controller;
}

/// A broker's configs are its own to tell; a topic's may be asked of anybody.
outcome<route> route_of(config_resource kind, const std::string& name) {
    if (kind == config_resource::topic) return route{};
    std::int32_t node = -1;
    const auto* end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data(), end, node);
    if (error == std::errc() && rest == end && node >= 0) return route{node};
    return failure{errc::invalid_argument, "\"" + name + "\" is not a node id", {}};
}

std::string resource_text(config_resource kind, const std::string& name) {
    return (kind == config_resource::topic ? "topic " : "broker ") + name;
}

failure refused(std::int16_t error, std::optional<std::string_view> words, std::string_view what) {
    auto out = cluster::fail(code_of(error), what);
    if (words && !words->empty()) out.what += ": " + std::string(*words);
    return out;
}

} // namespace

awaitable<outcome<cluster_info>> describe_cluster(call c, std::vector<std::string> topics) {
    protocol::metadata_request question;
    question.allow_auto_topic_creation = false;
    if (topics.empty()) question.topics.reset();
    for (const auto& name : topics) question.topics->push_back({.name = name});
    auto got = co_await ask(c, route{}, question);
    if (!got) co_return std::move(got.error());
    c.link->took_metadata(got->message);
    co_return cluster_from(got->message);
}

awaitable<outcome<std::vector<topic_result>>>
create_topics(call c, std::vector<topic_config> topics, bool validate_only) {
    protocol::create_topics_request question{.timeout_ms = broker_timeout(*c.link),
                                             .validate_only = validate_only};
    for (const auto& t : topics) question.topics.push_back(request_from(t));
    auto got = co_await ask_controller(c, question, [](const auto& answer) {
        return std::ranges::any_of(answer.topics, is_wrong_controller,
                                   &protocol::create_topics_response_topic::error_code);
    });
    if (!got) co_return std::move(got.error());
    std::vector<topic_result> out;
    for (const auto& t : (*got)->topics)
        out.push_back(result_from(t.name, t.topic_id, t.error_code, t.error_message));
    co_return out;
}

awaitable<outcome<std::vector<topic_result>>> delete_topics(call c,
                                                            std::vector<std::string> topics) {
    protocol::delete_topics_request question{.timeout_ms = broker_timeout(*c.link)};
    auto to = co_await reach(c, route{route::controller});
    if (!to) co_return std::move(to.error());
    const bool by_entry = (*to)->versions().choose<protocol::delete_topics_request>() >= 6;
    for (const auto& name : topics) {
        if (by_entry)
            question.topics.push_back({.name = name});
        else
            question.topic_names.push_back(name);
    }
    auto got = co_await ask_controller(c, question, [](const auto& answer) {
        return std::ranges::any_of(answer.responses, is_wrong_controller,
                                   &protocol::delete_topics_response_topic::error_code);
    });
    if (!got) co_return std::move(got.error());
    std::vector<topic_result> out;
    for (const auto& t : (*got)->responses) {
        out.push_back(result_from(t.name.value_or(""), t.topic_id, t.error_code, t.error_message));
        c.link->doubt(out.back().topic);
    }
    co_return out;
}

awaitable<outcome<topic_result>> create_partitions(call c, std::string topic, std::int32_t total,
                                                   bool validate_only) {
    protocol::create_partitions_request question{.timeout_ms = broker_timeout(*c.link),
                                                 .validate_only = validate_only};
    question.topics.push_back({.name = topic, .count = total, .assignments = std::nullopt});
    auto got = co_await ask_controller(c, question, [](const auto& answer) {
        return std::ranges::any_of(answer.results, is_wrong_controller,
                                   &protocol::create_partitions_response_result::error_code);
    });
    if (!got) co_return std::move(got.error());
    c.link->doubt(topic);
    for (const auto& r : (*got)->results)
        if (r.name == topic) co_return result_from(topic, {}, r.error_code, r.error_message);
    co_return failure{errc::bad_response, "the answer says nothing of topic " + topic, {}};
}

awaitable<outcome<std::vector<config_entry>>> describe_configs(call c, config_resource kind,
                                                               std::string name) {
    const auto to = route_of(kind, name);
    if (!to) co_return to.error();
    protocol::describe_configs_request question{.include_documentation = false};
    question.resources.push_back({.resource_type = static_cast<std::int8_t>(kind),
                                  .resource_name = name,
                                  .configuration_keys = std::nullopt});
    auto got = co_await ask(c, *to, question);
    if (!got) co_return std::move(got.error());
    std::vector<config_entry> out;
    for (const auto& r : (*got)->results) {
        if (r.error_code != 0)
            co_return refused(r.error_code, r.error_message, resource_text(kind, name));
        for (const auto& e : r.configs) out.push_back(config_from(e));
    }
    co_return out;
}

awaitable<outcome<nothing>> alter_configs(call c, config_resource kind, std::string name,
                                          std::vector<config_change> changes) {
    constexpr std::int8_t set = 0;
    constexpr std::int8_t remove = 1;
    const auto to = route_of(kind, name);
    if (!to) co_return to.error();
    protocol::incremental_alter_configs_request question;
    auto& resource = question.resources.emplace_back();
    resource.resource_type = static_cast<std::int8_t>(kind);
    resource.resource_name = name;
    for (const auto& change : changes) {
        auto& out = resource.configs.emplace_back();
        out.name = change.name;
        out.config_operation = change.value ? set : remove;
        out.value.reset();
        if (change.value) out.value = *change.value;
    }
    auto got = co_await ask(c, *to, question);
    if (!got) co_return std::move(got.error());
    for (const auto& r : (*got)->responses)
        if (r.error_code != 0)
            co_return refused(r.error_code, r.error_message, resource_text(kind, name));
    co_return nothing{};
}

} // namespace kafka::detail::client
