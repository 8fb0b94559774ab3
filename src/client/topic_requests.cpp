#include "client/topic_requests.hpp"

#include "client/translate.hpp"
#include "cluster/api_name.hpp"
#include "protocol/create_topics.hpp"
#include "protocol/delete_topics.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

awaitable<outcome<std::vector<topic_result>>>
ask_to_create(topic_change how, std::vector<topic_config> topics, bool validate_only) {
    protocol::create_topics_request question{.timeout_ms =
                                                 static_cast<std::int32_t>(how.patience.count()),
                                             .validate_only = validate_only};
    for (const auto& t : topics) question.topics.push_back(request_from(t));
    auto got = co_await how.session->request(question);
    if (!got) co_return std::move(got.error());
    std::vector<topic_result> out;
    for (const auto& t : (*got)->topics)
        out.push_back(result_from(t.name, t.topic_id, t.error_code, t.error_message));
    co_return out;
}

awaitable<outcome<std::vector<topic_result>>> ask_to_delete(topic_change how,
                                                            std::vector<std::string> topics) {
    constexpr std::int16_t first_by_entry = 6;
    using api = protocol::delete_topics_request;
    api question{.timeout_ms = static_cast<std::int32_t>(how.patience.count())};
    const bool by_entry = how.session->versions().choose<api>() >= first_by_entry;
    for (const auto& name : topics) {
        if (by_entry)
            question.topics.push_back({.name = name});
        else
            question.topic_names.push_back(name);
    }
    auto got = co_await how.session->request(question);
    if (!got) co_return std::move(got.error());
    std::vector<topic_result> out;
    for (const auto& t : (*got)->responses)
        out.push_back(result_from(t.name.value_or(""), t.topic_id, t.error_code, t.error_message));
    co_return out;
}

awaitable<outcome<std::vector<api_version>>> ask_versions(session_pointer session) {
    const protocol::api_versions_request question{.client_software_name = "kafka-cpp",
                                                  .client_software_version = "0.1.0"};
    auto got = co_await session->request(question);
    if (!got) co_return std::move(got.error());
    if ((*got)->error_code != 0)
        co_return cluster::fail(static_cast<broker_errc>((*got)->error_code), session->name());
    std::vector<api_version> out;
    for (const auto& a : (*got)->api_keys)
        out.push_back({a.api_key,
                       std::string(cluster::name_of(static_cast<protocol::api_key>(a.api_key))),
                       a.min_version, a.max_version});
    co_return out;
}

} // namespace kafka::detail::client
