// The blocking calls of kafka::client about brokers and who does what.
#include "client/patience.hpp"
#include "client/translate.hpp"
#include "cluster/api_name.hpp"
#include "protocol/api_versions.hpp"
#include "protocol/delete_topics.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/init_producer_id.hpp"

#include <algorithm>
#include <limits>

namespace kafka {

namespace {

using detail::client::ask_patiently;
using detail::client::code_of;
namespace protocol = detail::protocol;

constexpr auto error_of = [](const auto& answer) { return code_of(answer.error_code); };

/// Throws the broker's error.
void check(std::error_code code, const std::string& what,
           std::optional<std::string_view> words = {}) {
    if (!code) return;
    throw error(code, words && !words->empty() ? what + ": " + std::string(*words) : what);
}

std::int32_t broker_timeout(std::chrono::milliseconds request_timeout) {
    const auto ms = request_timeout.count() * 9 / 10;
    return static_cast<std::int32_t>(std::min<std::int64_t>(ms, 0x7fffffff));
}

} // namespace

std::vector<api_version> client::api_versions(const context& ctx,
                                              std::optional<std::int32_t> broker) {
    const protocol::api_versions_request question{.client_software_name = "kafka-cpp",
                                                  .client_software_version = "0.1.0"};
    const auto got = request(ctx, question, {.broker = broker});
    check(error_of(*got), "api versions");
    std::vector<api_version> out;
    for (const auto& api : got->api_keys) {
        const auto key = static_cast<protocol::api_key>(api.api_key);
        out.push_back({api.api_key, std::string(detail::cluster::name_of(key)), api.min_version,
                       api.max_version});
    }
    std::ranges::sort(out, {}, &api_version::key);
    return out;
}

cluster_description client::describe_cluster(const context& ctx) {
    const protocol::describe_cluster_request question{.include_cluster_authorized_operations =
                                                          true};
    const auto got = request(ctx, question);
    check(error_of(*got), "describe cluster", got->error_message);
    cluster_description out{.cluster_id = std::string(got->cluster_id),
                            .controller = got->controller_id};
    for (const auto& b : got->brokers)
        out.brokers.push_back(
            {b.broker_id, std::string(b.host), b.port, std::string(b.rack.value_or(""))});
    std::ranges::sort(out.brokers, {}, &broker_info::id);
    if (got->cluster_authorized_operations != std::numeric_limits<std::int32_t>::min())
        out.authorized_operations = got->cluster_authorized_operations;
    return out;
}

std::vector<topic_result> client::delete_topics_by_id(const context& ctx, std::vector<uuid> ids) {
    protocol::delete_topics_request question{
        .timeout_ms = broker_timeout(body_->link()->options().request_timeout)};
    for (const auto& id : ids) question.topics.push_back({.name = std::nullopt, .topic_id = id});
    const auto first_error = [](const auto& answer) {
        return answer.responses.empty() ? std::error_code() : error_of(answer.responses.front());
    };
    const auto got = ask_patiently(*this, ctx, question, {.controller = true}, first_error);
    std::vector<topic_result> out;
    for (const auto& id : ids) {
        topic_result result{.id = id, .error = errc::bad_response};
        for (const auto& t : got->responses)
            if (t.topic_id == id)
                result = detail::client::result_from(t.name.value_or(""), id, t.error_code,
                                                     t.error_message);
        out.push_back(std::move(result));
    }
    return out;
}

namespace {

coordinator_info coordinator_from(const protocol::find_coordinator_response_coordinator& c) {
    return {std::string(c.key),    c.node_id,
            std::string(c.host),   c.port,
            code_of(c.error_code), std::string(c.error_message.value_or(""))};
}

coordinator_info coordinator_from(const protocol::find_coordinator_response& c,
                                  const std::string& key) {
    return {key,
            c.node_id,
            std::string(c.host),
            c.port,
            code_of(c.error_code),
            std::string(c.error_message.value_or(""))};
}

/// Each key by itself: brokers before 3.0 know no lists.
coordinator_info find_one(client& through, const context& ctx, const std::string& key,
                          coordinator_kind kind) {
    protocol::find_coordinator_request question{.key_type = static_cast<std::int8_t>(kind)};
    question.coordinator_keys.push_back(key);
    const auto error_of_one = [](const auto& answer) {
        return answer.coordinators.empty() ? error_of(answer)
                                           : error_of(answer.coordinators.front());
    };
    try {
        const auto got = ask_patiently(through, ctx, question, {}, error_of_one);
        return got->coordinators.empty() ? coordinator_from(*got, key)
                                         : coordinator_from(got->coordinators.front());
    } catch (const error& e) {
        if (e.code() != errc::invalid_argument) throw;
    }
    question.coordinator_keys.clear();
    question.coordinator_key = key;
    return coordinator_from(*ask_patiently(through, ctx, question, {}, error_of), key);
}

} // namespace

std::vector<coordinator_info> client::find_coordinators(const context& ctx,
                                                        std::vector<std::string> keys,
                                                        coordinator_kind kind) {
    std::vector<coordinator_info> out;
    for (const auto& key : keys) out.push_back(find_one(*this, ctx, key, kind));
    return out;
}

producer_identity client::init_producer_id(const context& ctx,
                                           std::optional<std::string> transactional_id,
                                           std::chrono::milliseconds transaction_timeout) {
    if (transaction_timeout.count() <= 0 ||
        transaction_timeout.count() > std::numeric_limits<std::int32_t>::max())
        throw error(errc::invalid_argument,
                    "init producer id: transaction_timeout must be more than 0 and fit 31 bits");
    protocol::init_producer_id_request question{
        .transactional_id = transactional_id,
        .transaction_timeout_ms = static_cast<std::int32_t>(transaction_timeout.count())};
    request_options to; // any broker, unless there are transactions
    if (transactional_id) {
        const auto found =
            find_coordinators(ctx, {*transactional_id}, coordinator_kind::transaction);
        check(found.front().error, "coordinator of transactional id " + *transactional_id,
              found.front().detail);
        to.broker = found.front().node;
    }
    const auto got = ask_patiently(*this, ctx, question, to, error_of);
    check(error_of(*got), "init producer id");
    return {got->producer_id, got->producer_epoch};
}

} // namespace kafka
