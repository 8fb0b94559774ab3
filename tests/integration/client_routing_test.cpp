// Who is asked, and what is done again: brokers that are not the right one any more, and
// connections that end.
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/metadata.hpp"
#include "protocol/produce.hpp"
#include "support/running_broker.hpp"
#include "support/scripted_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/request.hpp>

#include <gtest/gtest.h>

using kafka::broker_errc;
using kafka::testing::running_broker;
using kafka::testing::scripted_broker;
using kafka::testing::scripted_reply;
using kafka::testing::scripted_request;
namespace protocol = kafka::detail::protocol;

namespace {

const auto limit = running_broker::limit;
const std::vector<kafka::record> one_record{{.value = "v"}};

scripted_reply produced(const scripted_request& request, std::int16_t error) {
    protocol::produce_response out;
    auto& topic = out.responses.emplace_back();
    topic.name = "t";
    topic.partition_responses.push_back({.index = 0, .error_code = error, .base_offset = 7});
    return {.bytes = request.answer<protocol::produce_request>(out)};
}

/// Answers with errors in turn, then without one.
class errors_in_turn {
public:
    explicit errors_in_turn(std::vector<broker_errc> errors) : errors_(std::move(errors)) {}
    std::int16_t next() {
        return at_ < errors_.size() ? static_cast<std::int16_t>(errors_[at_++]) : std::int16_t{0};
    }

private:
    std::vector<broker_errc> errors_;
    std::size_t at_ = 0;
};

template <protocol::request Api>
void on(scripted_broker& broker, scripted_broker::handler h) {
    broker.serves(Api::key, Api::valid);
    broker.on(Api::key, std::move(h));
}

void coordinate(scripted_broker& broker) {
    using api = protocol::find_coordinator_request;
    on<api>(broker, [&broker](const scripted_request& request) -> scripted_reply {
        protocol::find_coordinator_response out;
        out.coordinators.push_back(
            {.key = "g", .node_id = 1, .host = "127.0.0.1", .port = broker.port()});
        return {.bytes = request.answer<api>(out)};
    });
}

kafka::client impatient_client(const scripted_broker& of) {
    return kafka::client({.brokers = {of.address()},
                          .backoff_min = std::chrono::milliseconds(1),
                          .backoff_max = std::chrono::milliseconds(5)});
}

} // namespace

TEST(a_call_of_a_client, finds_the_leader_among_several_nodes) {
    const kafka::testing::scratch_directory directory;
    kafka::broker::server broker(
        {.data_directory = directory.path(),
         .nodes = {{.id = 1, .port = 0}, {.id = 2, .port = 0}, {.id = 3, .port = 0}}});
    kafka::client client({.brokers = {broker.address()}});
    client.create_topics(limit(), {{.topic = "t", .partitions = 6}});
    std::set<std::int32_t> leaders;
    const auto seen = client.metadata(limit(), {"t"});
    for (const auto& p : seen.topics.at(0).partitions) {
        leaders.insert(p.leader);
        EXPECT_FALSE(client.produce(limit(), {"t", p.id}, one_record).error) << p.id;
        EXPECT_EQ(client.fetch(limit(), {"t", p.id}, 0).messages.size(), 1u) << p.id;
        const auto end = client.offsets_for_leader_epochs(limit(), {{"t", p.id, 0}}).at(0);
        EXPECT_FALSE(end.error) << p.id;
    }
    EXPECT_GT(leaders.size(), 1u);
    EXPECT_EQ(client.describe_cluster(limit()).brokers.size(), 3u);
    for (const std::int32_t node : {1, 2, 3})
        EXPECT_FALSE(client.api_versions(limit(), node).empty());
}

TEST(a_batch, is_sent_again_when_another_broker_leads_by_now) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    errors_in_turn errors({broker_errc::not_leader_or_follower, broker_errc::leader_not_available});
    on<protocol::produce_request>(broker,
                                  [&](const auto& r) { return produced(r, errors.next()); });
    auto client = impatient_client(broker);
    const auto wrote = client.produce(limit(), {"t", 0}, one_record);
    EXPECT_FALSE(wrote.error);
    EXPECT_EQ(wrote.base_offset, 7);
    EXPECT_EQ(broker.count(protocol::api_key::produce), 3);
}

TEST(a_batch, is_not_sent_again_when_the_broker_refuses_it) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    const auto refusal = static_cast<std::int16_t>(broker_errc::message_too_large);
    on<protocol::produce_request>(broker, [&](const auto& r) { return produced(r, refusal); });
    auto client = impatient_client(broker);
    EXPECT_EQ(client.produce(limit(), {"t", 0}, one_record).error, broker_errc::message_too_large);
    EXPECT_EQ(broker.count(protocol::api_key::produce), 1);
}

TEST(a_batch, is_not_sent_again_when_the_connection_ends_before_the_answer) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    on<protocol::produce_request>(broker,
                                  [](const auto&) { return scripted_reply{.hang_up = true}; });
    auto client = impatient_client(broker);
    try {
        client.produce(limit(), {"t", 0}, one_record);
        FAIL() << "nobody knows whether it was written";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::connection_lost);
    }
    EXPECT_EQ(broker.count(protocol::api_key::produce), 1);
}

TEST(a_call_of_a_member, is_made_again_while_the_coordinator_moves_or_loads) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    coordinate(broker);
    errors_in_turn errors({broker_errc::coordinator_load_in_progress, broker_errc::not_coordinator,
                           broker_errc::coordinator_not_available,
                           broker_errc::rebalance_in_progress});
    using api = protocol::heartbeat_request;
    on<api>(broker, [&](const scripted_request& request) -> scripted_reply {
        return {.bytes = request.answer<api>({.error_code = errors.next()})};
    });
    auto client = impatient_client(broker);
    EXPECT_EQ(client.heartbeat(limit(), {.group = "g"}), broker_errc::rebalance_in_progress);
    EXPECT_EQ(broker.count(protocol::api_key::heartbeat), 4);
    EXPECT_EQ(broker.count(protocol::api_key::find_coordinator), 4);
}

TEST(a_call_of_a_member, says_at_its_deadline_what_it_waited_for) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    coordinate(broker);
    using api = protocol::heartbeat_request;
    on<api>(broker, [&](const scripted_request& request) -> scripted_reply {
        const auto loading = static_cast<std::int16_t>(broker_errc::coordinator_load_in_progress);
        return {.bytes = request.answer<api>({.error_code = loading})};
    });
    auto client = impatient_client(broker);
    try {
        client.heartbeat(kafka::context::after(std::chrono::milliseconds(200)), {.group = "g"});
        FAIL() << "the coordinator never answers";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::timed_out);
    }
}

TEST(a_request_s_connection, is_opened_again_after_it_has_ended) {
    scripted_broker broker;
    broker.lead({{"t", 1}});
    auto client = impatient_client(broker);
    protocol::metadata_request question;
    question.topics->push_back({.name = "t"});
    for (int i = 0; i < 3; ++i) {
        // Who finds that the connection has ended may be the request itself.
        for (bool answered = false; !answered;) {
            try {
                answered = client.request(limit(), question)->topics.size() == 1;
            } catch (const kafka::error& e) {
                ASSERT_EQ(e.code(), kafka::errc::connection_lost);
            }
        }
        broker.hang_up_all();
    }
    EXPECT_GE(broker.connections(), 3);
}
