#include "client/look_up_partitions.hpp"

#include "client/translate.hpp"
#include "cluster/backoff.hpp"
#include "protocol/metadata.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <random>

namespace kafka::detail::client {

namespace {

using protocol::metadata_response;

broker_info broker_of(const metadata_response& in, std::int32_t id) {
    for (const auto& b : in.brokers)
        if (b.node_id == id)
            return {.id = id,
                    .host = std::string(b.host),
                    .port = b.port,
                    .rack = std::string(b.rack.value_or(""))};
    return {.id = id};
}

std::vector<broker_info> brokers_of(const metadata_response& in,
                                    const std::vector<std::int32_t>& ids) {
    std::vector<broker_info> out;
    for (const auto id : ids) out.push_back(broker_of(in, id));
    return out;
}

void add_partitions(const metadata_response& in, const protocol::metadata_response_topic& t,
                    std::vector<partition>& out) {
    for (const auto& p : t.partitions)
        out.push_back({.topic = std::string(t.name.value_or("")),
                       .id = p.partition_index,
                       .leader = broker_of(in, p.leader_id),
                       .replicas = brokers_of(in, p.replica_nodes),
                       .in_sync_replicas = brokers_of(in, p.isr_nodes),
                       .offline_replicas = brokers_of(in, p.offline_replicas),
                       .error = code_of(p.error_code)});
}

std::string topic_text(std::string_view name) { return "topic \"" + std::string(name) + "\""; }

/// What the answer says of one topic that was asked for by name.
outcome<nothing> take_topic(const session& from, const metadata_response& in,
                            const std::string& name, std::vector<partition>& out) {
    const auto found =
        std::ranges::find(in.topics, name, [](const auto& t) { return t.name.value_or(""); });
    if (found == in.topics.end())
        return failure{errc::bad_response,
                       from.name() + ": the answer says nothing of " + topic_text(name),
                       {}};
    if (found->error_code != 0)
        return cluster::fail(code_of(found->error_code), topic_text(name) + " on " + from.name());
    add_partitions(in, *found, out);
    return nothing{};
}

/// The partition that was asked for, if it has a leader.
outcome<std::vector<partition>> choose(const lookup_order& order, std::vector<partition> all) {
    if (!order.partition) return all;
    const auto name = topic_text(order.topic) + " partition " + std::to_string(*order.partition);
    const auto found = std::ranges::find(all, *order.partition, &partition::id);
    if (found == all.end())
        return cluster::fail(broker_errc::unknown_topic_or_partition,
                             name + ", of " + std::to_string(all.size()));
    if (found->leader.id < 0 || found->leader.host.empty())
        return cluster::fail(broker_errc::leader_not_available, name);
    return std::vector{std::move(*found)};
}

awaitable<outcome<std::vector<partition>>> attempt(const lookup_order& order, connected& to) {
    if (!to.session || !to.session->is_open()) {
        auto opened = co_await open_connection(order.broker);
        if (!opened) co_return std::move(opened.error());
        to = std::move(*opened);
    }
    const std::vector<std::string> topics(1, order.topic); // g++ 12: no braces within a co_await
    auto got = co_await ask_partitions(to.session, topics, order.allow_creation);
    if (!got) co_return got;
    co_return choose(order, std::move(*got));
}

/// A topic, a partition or a leader that is missing may be about to come.
bool may_pass(const failure& why) {
    return why.is(condition::retriable) || why.is(condition::not_found);
}

} // namespace

awaitable<outcome<std::vector<partition>>>
ask_partitions(session_pointer session, std::vector<std::string> topics, bool allow_creation) {
    protocol::metadata_request question;
    question.allow_auto_topic_creation = allow_creation;
    if (topics.empty()) question.topics.reset();
    for (const auto& name : topics) question.topics->push_back({.name = name});
    auto got = co_await session->request(question);
    if (!got) co_return std::move(got.error());
    std::vector<partition> out;
    for (const auto& name : topics) {
        auto taken = take_topic(*session, got->message, name, out);
        if (!taken) co_return std::move(taken.error());
    }
    if (topics.empty())
        for (const auto& t : (*got)->topics) add_partitions(got->message, t, out);
    std::ranges::sort(out, {}, [](const partition& p) { return std::tie(p.topic, p.id); });
    co_return out;
}

awaitable<outcome<cluster_info>> ask_cluster(session_pointer session) {
    protocol::metadata_request question;
    question.allow_auto_topic_creation = false;
    auto got = co_await session->request(question);
    if (!got) co_return std::move(got.error());
    co_return cluster_from(got->message);
}

awaitable<outcome<std::vector<partition>>> look_up_partitions(lookup_order order, trail& so_far) {
    cluster::backoff steps(std::chrono::milliseconds(100), std::chrono::seconds(1));
    std::minstd_rand random(std::random_device{}());
    connected to;
    for (;;) {
        auto got = co_await attempt(order, to);
        const auto pause = steps.next(static_cast<std::uint32_t>(random()));
        const bool ended = got || !may_pass(got.error()) || time_left(order.broker) <= pause;
        if (ended) co_return got;
        so_far.note(got.error().text());
        net::timer t(*order.broker.io, pause);
        co_await t.async_wait(net::as_tuple);
    }
}

} // namespace kafka::detail::client
