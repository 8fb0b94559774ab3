// The calls of kafka::connection about brokers and topics.
#include "client/connection.hpp"
#include "client/look_up_partitions.hpp"
#include "client/topic_requests.hpp"

namespace kafka {

namespace calls = detail::client;
using calls::direction;
using calls::session_pointer;

namespace {

/// Throws the first failure there is; `passes` are those that are none.
void raise_first(std::string_view call, const std::vector<topic_result>& results,
                 std::error_condition passes) {
    const topic_result* first = nullptr;
    std::vector<std::string> others;
    for (const auto& r : results) {
        if (!r.error || r.error == passes) continue;
        if (first == nullptr)
            first = &r;
        else
            others.push_back("topic \"" + r.topic + "\": " + r.detail);
    }
    if (first != nullptr)
        throw error(first->error,
                    std::string(call) + " \"" + first->topic + "\"" +
                        (first->detail == first->error.message() ? "" : ": " + first->detail),
                    std::move(others));
}

cluster_info cluster_of(connection::implementation& on, const context& ctx, std::string_view call) {
    return on.run<cluster_info>(direction::reading, ctx, call,
                                [](session_pointer s) { return calls::ask_cluster(s); });
}

} // namespace

broker_info connection::broker() const {
    const auto where = detail::cluster::address_from_string(remote_address());
    broker_info out{.id = body_->options().broker_id, .rack = body_->options().rack};
    if (where) out.host = where->host;
    if (where) out.port = where->port;
    return out;
}

std::vector<broker_info> connection::brokers(const context& ctx) {
    return cluster_of(*body_, ctx, "ask for the brokers").brokers;
}

broker_info connection::controller(const context& ctx) {
    auto all = cluster_of(*body_, ctx, "ask for the controller");
    for (auto& b : all.brokers)
        if (b.id == all.controller) return std::move(b);
    throw error(errc::no_brokers, "the cluster has no controller at the moment, says " +
                                      body_->ends().session->name());
}

std::vector<partition> connection::read_partitions(const context& ctx,
                                                   std::vector<std::string> topics) {
    const auto& o = body_->options();
    if (topics.empty() && !o.topic.empty()) topics.push_back(o.topic);
    return body_->run<std::vector<kafka::partition>>(
        direction::reading, ctx, "read partitions",
        [t = std::move(topics), create = o.allow_auto_topic_creation](session_pointer s) {
            return calls::ask_partitions(s, t, create);
        });
}

std::vector<topic_result> connection::create_topics(const context& ctx,
                                                    std::vector<topic_config> topics,
                                                    bool validate_only) {
    auto results = body_->run<std::vector<topic_result>>(
        direction::writing, ctx, "create topics",
        [t = std::move(topics), validate_only,
         patience = body_->broker_timeout(ctx)](session_pointer s) {
            return calls::ask_to_create({s, patience}, t, validate_only);
        });
    raise_first("create topic", results, condition::exists);
    return results;
}

void connection::delete_topics(const context& ctx, std::vector<std::string> topics) {
    const auto results = body_->run<std::vector<topic_result>>(
        direction::writing, ctx, "delete topics",
        [t = std::move(topics), patience = body_->broker_timeout(ctx)](session_pointer s) {
            return calls::ask_to_delete({s, patience}, t);
        });
    raise_first("delete topic", results, {});
}

std::vector<api_version> connection::api_versions(const context& ctx) {
    return body_->run<std::vector<api_version>>(
        direction::reading, ctx, "ask for the API versions",
        [](session_pointer s) { return calls::ask_versions(s); });
}

} // namespace kafka
