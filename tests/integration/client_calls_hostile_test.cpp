// Every call of kafka::client given what it cannot use: no time, no client, no such names, and a
// broker whose answers are laid out as something else.
#include "protocol/delete_topics.hpp"
#include "protocol/describe_cluster.hpp"
#include "protocol/describe_topic_partitions.hpp"
#include "protocol/fetch.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/init_producer_id.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/offset_for_leader_epoch.hpp"
#include "protocol/produce.hpp"
#include "protocol/sync_group.hpp"
#include "support/running_broker.hpp"
#include "support/scripted_broker.hpp"
#include "wire/byte_order.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/topics.hpp>

#include <gtest/gtest.h>

using kafka::testing::running_broker;
using kafka::testing::scripted_broker;
using kafka::testing::scripted_reply;
using kafka::testing::scripted_request;
namespace protocol = kafka::detail::protocol;
namespace wire = kafka::detail::wire;

namespace {

using call = std::function<void(kafka::client&, const kafka::context&)>;
using calls = std::map<std::string, call>;

const std::vector<kafka::record> one_record{{.value = "v"}};

/// The error of the one item becomes the call's.
template <class Result>
void check(const std::vector<Result>& results) {
    if (results.at(0).error) throw kafka::error(results[0].error, "the item");
}

calls calls_about_topics() {
    using kafka::client;
    using kafka::context;
    return {
        {"metadata", [](client& c, const context& x) { c.metadata(x, {"t"}); }},
        {"topics", [](client& c, const context& x) { c.topics(x); }},
        {"create_topics",
         [](client& c, const context& x) { check(c.create_topics(x, {{.topic = "n"}})); }},
        {"delete_topics", [](client& c, const context& x) { check(c.delete_topics(x, {"n"})); }},
        {"delete_topics_by_id",
         [](client& c, const context& x) { c.delete_topics_by_id(x, {kafka::uuid::random()}); }},
        {"create_partitions", [](client& c, const context& x) { c.create_partitions(x, "t", 9); }},
        {"list_offsets",
         [](client& c, const context& x) {
             check(c.list_offsets(x, {{{"t", 0}, -1}}));
         }},
        {"delete_records",
         [](client& c, const context& x) {
             check(c.delete_records(x, {{{"t", 0}, 0}}));
         }},
        {"describe_configs",
         [](client& c, const context& x) {
             c.describe_configs(x, kafka::config_resource::topic, "t");
         }},
        {"alter_configs",
         [](client& c, const context& x) {
             c.alter_configs(x, kafka::config_resource::topic, "t", {{"retention.ms", "1"}});
         }},
    };
}

calls calls_about_groups() {
    using kafka::client;
    using kafka::context;
    return {
        {"list_groups", [](client& c, const context& x) { c.list_groups(x); }},
        {"describe_groups",
         [](client& c, const context& x) { check(c.describe_groups(x, {"g"})); }},
        {"fetch_offsets", [](client& c, const context& x) { check(c.fetch_offsets(x, {"g"})); }},
        {"commit_offsets",
         [](client& c, const context& x) {
             check(c.commit_offsets(x, "g", {{{"t", 0}, 1}}));
         }},
        {"delete_offsets",
         [](client& c, const context& x) {
             check(c.delete_offsets(x, "g", {{"t", 0}}));
         }},
        {"delete_groups", [](client& c, const context& x) { check(c.delete_groups(x, {"g"})); }},
        {"join_group",
         [](client& c, const context& x) {
             c.join_group(x, {.group = "g", .protocols = {{"p", ""}}});
         }},
        {"sync_group",
         [](client& c, const context& x) { c.sync_group(x, {.who = {.group = "g"}}); }},
        {"heartbeat", [](client& c, const context& x) { c.heartbeat(x, {.group = "g"}); }},
        {"leave_group",
         [](client& c, const context& x) { c.leave_group(x, "g", {{.member_id = "m"}}); }},
    };
}

calls other_calls() {
    using kafka::client;
    using kafka::context;
    return {
        {"api_versions", [](client& c, const context& x) { c.api_versions(x); }},
        {"describe_cluster", [](client& c, const context& x) { c.describe_cluster(x); }},
        {"describe_topic_partitions",
         [](client& c, const context& x) { c.describe_topic_partitions(x, {"t"}); }},
        {"find_coordinators", [](client& c, const context& x) { c.find_coordinators(x, {"g"}); }},
        {"init_producer_id", [](client& c, const context& x) { c.init_producer_id(x); }},
        {"offsets_for_leader_epochs",
         [](client& c, const context& x) {
             check(c.offsets_for_leader_epochs(x, {{"t", 0, 0}}));
         }},
        {"consumer_offsets", [](client& c, const context& x) { c.consumer_offsets(x, "g", "t"); }},
        {"produce",
         [](client& c, const context& x) {
             c.produce(x, {"t", 0}, one_record);
         }},
        {"fetch",
         [](client& c, const context& x) {
             c.fetch(x, {"t", 0}, 0);
         }},
        {"topics::list", [](client& c, const context& x) { kafka::topics::list(c, x); }},
        {"topics::ensure",
         [](client& c, const context& x) { kafka::topics::ensure(c, x, {{.topic = "n"}}); }},
    };
}

const calls& all_calls() {
    static const auto all = [] {
        auto out = calls_about_topics();
        out.merge(calls_about_groups());
        out.merge(other_calls());
        return out;
    }();
    return all;
}

std::error_code code_of(const call& made, kafka::client& client, const kafka::context& ctx) {
    try {
        made(client, ctx);
        return {};
    } catch (const kafka::error& e) {
        return e.code();
    }
}

/// Three bytes of a body: less than any version of any answer has.
scripted_reply cut_short(const scripted_request& request) {
    kafka::testing::byte_string frame(4 + 4 + 3);
    wire::store(frame.data(), static_cast<std::int32_t>(frame.size() - 4));
    wire::store(frame.data() + 4, request.correlation_id);
    return {.bytes = frame};
}

template <protocol::request... Apis>
void answer_cut_short(scripted_broker& broker) {
    (broker.serves(Apis::key, Apis::valid), ...);
    (broker.on(Apis::key, cut_short), ...);
}

scripted_reply coordinate(const scripted_request& request, const scripted_broker& broker) {
    protocol::find_coordinator_response out;
    out.coordinators.push_back(
        {.key = "g", .node_id = 1, .host = "127.0.0.1", .port = broker.port()});
    return {.bytes = request.answer<protocol::find_coordinator_request>(out)};
}

} // namespace

TEST(every_call_of_a_client, ends_with_the_client) {
    running_broker broker;
    broker.make_topic("t");
    auto client = broker.make_client();
    client.close();
    for (const auto& [name, made] : all_calls())
        EXPECT_EQ(code_of(made, client, running_broker::limit()), kafka::errc::closed) << name;
}

TEST(every_call_of_a_client, ends_with_its_deadline) {
    scripted_broker silent;
    silent.serves(protocol::api_key::metadata, {0, 12});
    silent.on(protocol::api_key::metadata, [](const auto&) { return scripted_reply(); });
    kafka::client client({.brokers = {silent.address()}});
    for (const auto& [name, made] : all_calls()) {
        const auto now = kafka::context::after(std::chrono::seconds(0));
        EXPECT_EQ(code_of(made, client, now), kafka::errc::timed_out) << name;
    }
}

TEST(every_call_of_a_client, ends_when_it_is_cancelled) {
    scripted_broker silent;
    silent.serves(protocol::api_key::metadata, {0, 12});
    silent.on(protocol::api_key::metadata, [](const auto&) { return scripted_reply(); });
    kafka::client client({.brokers = {silent.address()}});
    std::stop_source stop;
    stop.request_stop();
    for (const auto& [name, made] : all_calls())
        EXPECT_EQ(code_of(made, client, stop.get_token()), kafka::errc::cancelled) << name;
}

TEST(every_call_of_a_client, refuses_an_answer_that_is_laid_out_as_something_else) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    using lookup = protocol::find_coordinator_request;
    broker.serves(lookup::key, lookup::valid);
    broker.on(lookup::key, [&](const auto& r) { return coordinate(r, broker); });
    answer_cut_short<protocol::produce_request, protocol::fetch_request,
                     protocol::offset_for_leader_epoch_request, protocol::describe_cluster_request,
                     protocol::describe_topic_partitions_request,
                     protocol::init_producer_id_request, protocol::join_group_request,
                     protocol::sync_group_request, protocol::heartbeat_request,
                     protocol::leave_group_request, protocol::delete_topics_request>(broker);
    kafka::client client({.brokers = {broker.address()}});
    for (const auto* name : {"produce", "fetch", "offsets_for_leader_epochs", "describe_cluster",
                             "describe_topic_partitions", "init_producer_id", "join_group",
                             "sync_group", "heartbeat", "leave_group", "delete_topics_by_id"})
        EXPECT_EQ(code_of(all_calls().at(name), client, running_broker::limit()),
                  kafka::errc::bad_response)
            << name;
}

TEST(every_call_of_a_client, says_when_the_broker_does_not_serve_it) {
    scripted_broker old;
    old.lead({{"t", 1}});
    kafka::client client({.brokers = {old.address()}});
    for (const auto* name : {"describe_cluster", "describe_topic_partitions", "init_producer_id",
                             "offsets_for_leader_epochs", "produce", "fetch"})
        EXPECT_EQ(code_of(all_calls().at(name), client, running_broker::limit()),
                  kafka::errc::unsupported_version)
            << name;
}

TEST(a_call_of_a_client, follows_the_pages_of_an_answer_and_leaves_a_circle) {
    using api = protocol::describe_topic_partitions_request;
    scripted_broker broker;
    broker.lead({{"t", 1}});
    broker.serves(api::key, api::valid);
    bool circle = false;
    broker.on(api::key, [&](const scripted_request& request) -> scripted_reply {
        const auto asked = request.read<api>();
        const auto from = asked.cursor ? asked.cursor->partition_index : 0;
        protocol::describe_topic_partitions_response out;
        auto& topic = out.topics.emplace_back();
        topic.name = "t";
        topic.partitions.push_back({.partition_index = from, .leader_id = 1});
        if (from < 2)
            out.next_cursor = {.topic_name = "t", .partition_index = circle ? from : from + 1};
        return {.bytes = request.answer<api>(out)};
    });
    kafka::client client({.brokers = {broker.address()}});
    const auto topics = client.describe_topic_partitions(running_broker::limit(), {"t"});
    ASSERT_EQ(topics.size(), 1u);
    ASSERT_EQ(topics[0].partitions.size(), 3u);
    EXPECT_EQ(topics[0].partitions[2].id, 2);
    circle = true;
    EXPECT_EQ(code_of(all_calls().at("describe_topic_partitions"), client, running_broker::limit()),
              kafka::errc::bad_response);
}

TEST(a_call_of_a_client, tells_of_names_that_cannot_be) {
    running_broker broker;
    auto client = broker.make_client();
    const auto limit = running_broker::limit();
    const std::string longest(249, 'x');
    EXPECT_FALSE(client.create_topics(limit, {{.topic = longest}})[0].error);
    EXPECT_FALSE(client.produce(limit, {longest, 0}, one_record).error);
    for (const auto& bad : {std::string(), longest + "x"}) {
        const auto code = [&](const call& c) { return code_of(c, client, limit); };
        const auto produced = code([&](auto& c, const auto& x) {
            c.produce(x, {bad, 0}, one_record);
        });
        EXPECT_TRUE(produced == kafka::broker_errc::invalid_topic ||
                    produced == kafka::broker_errc::unknown_topic_or_partition)
            << produced.message();
        EXPECT_TRUE(code([&](auto& c, const auto& x) { c.fetch(x, {bad, 0}, 0); }));
        EXPECT_TRUE(client.offsets_for_leader_epochs(limit, {{bad, 0, 0}})[0].error);
        EXPECT_TRUE(client.describe_topic_partitions(limit, {bad}).at(0).error);
        EXPECT_TRUE(code([&](auto& c, const auto& x) { c.consumer_offsets(x, "g", bad); }));
    }
    EXPECT_EQ(client.heartbeat(limit, {.group = ""}), kafka::broker_errc::invalid_group_id);
    EXPECT_EQ(code_of(
                  [&](auto& c, const auto& x) {
                      c.produce(x, {longest, -1}, one_record);
                  },
                  client, limit),
              kafka::broker_errc::unknown_topic_or_partition);
}
