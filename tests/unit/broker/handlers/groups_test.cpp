#include "group_serving.hpp"

#include "protocol/create_partitions.hpp"

using namespace std::chrono_literals;
using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::group_serving;

namespace {

struct groups : group_serving {
    protocol::find_coordinator_response_coordinator find(std::string_view group,
                                                         std::int8_t kind = 0) {
        protocol::find_coordinator_request request;
        request.key_type = kind;
        request.coordinator_keys = {group};
        auto answer = call(request, 6);
        found_ = *answer;
        return found_.coordinators.at(0);
    }
    /// Two nodes behind two ports.
    void serve_two_nodes() {
        options.nodes = {{.id = 1, .host = "one", .port = 9092},
                         {.id = 2, .host = "two", .port = 9093}};
        restart();
    }

private:
    protocol::find_coordinator_response found_;
};

} // namespace

TEST_F(groups, are_coordinated_by_the_node_that_keeps_them) {
    const auto found = find("g");
    EXPECT_EQ(found.error_code, 0);
    EXPECT_EQ(found.node_id, 1);
    EXPECT_EQ(found.host, "localhost");
    EXPECT_EQ(found.port, 9092);
    for (std::int16_t version = 0; version < 4; ++version) {
        protocol::find_coordinator_request request;
        request.coordinator_key = "g";
        auto answer = call(request, version);
        EXPECT_EQ(answer->error_code, 0);
        EXPECT_EQ(answer->node_id, 1);
    }
}

TEST_F(groups, alone_are_coordinated) {
    EXPECT_EQ(find("t", 1).error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(find("t", 2).error_code, number(broker_errc::invalid_request));
    EXPECT_EQ(find("t", 99).node_id, -1);
}

TEST_F(groups, are_kept_in_a_topic_as_kafka_makes_it) {
    find("g");
    protocol::metadata_request request;
    request.topics->push_back({{}, "__consumer_offsets"});
    auto answer = call(request, 12);
    const auto& topic = answer->topics.at(0);
    EXPECT_TRUE(topic.is_internal);
    EXPECT_EQ(topic.partitions.size(), 50u);
}

TEST_F(groups, are_kept_in_that_topic_whoever_names_it_first) {
    options.properties["offsets.topic.num.partitions"] = "7";
    restart();
    protocol::metadata_request request;
    request.topics->push_back({{}, "__consumer_offsets"});
    EXPECT_EQ(call(request, 12)->topics.at(0).partitions.size(), 7u);
}

TEST_F(groups, are_written_about_by_the_broker_only) {
    find("g");
    EXPECT_EQ(produce("__consumer_offsets", {"mine"}).error_code,
              number(broker_errc::invalid_topic));
}

TEST_F(groups, are_not_moved_by_adding_partitions_to_their_topic) {
    find("g");
    protocol::create_partitions_request request;
    request.topics.push_back({"__consumer_offsets", 51, std::nullopt});
    EXPECT_EQ(call(request, 3)->results.at(0).error_code, number(broker_errc::invalid_request));
}

TEST_F(groups, are_not_described_without_end) {
    create("orders");
    join_alone();
    auto giant = join_request("", "giant");
    const std::string text(900'000, 'x');
    giant.protocols = {{"range", std::as_bytes(std::span(text))}};
    const std::string id(call(giant, 9)->member_id);
    giant.member_id = id;
    call(giant, 9);
    protocol::describe_groups_request request;
    request.groups.assign(1'000, "giant");
    EXPECT_TRUE(call(request, 5).is_closed());
}

TEST_F(groups, have_an_id_of_utf_8) {
    EXPECT_EQ(find("\xff").error_code, number(broker_errc::invalid_group_id));
    EXPECT_EQ(call(join_request("", "\xff"), 9)->error_code, number(broker_errc::invalid_group_id));
    EXPECT_EQ(call(join_request("", ""), 9)->error_code, number(broker_errc::invalid_group_id));
    EXPECT_EQ(heartbeat("m", "\xc3("), number(broker_errc::invalid_group_id));
    EXPECT_EQ(find(std::string(10'001, 'g')).error_code, number(broker_errc::invalid_group_id));
}

TEST_F(groups, go_round_in_every_version) {
    create("orders");
    for (std::int16_t version = 0; version <= 9; ++version) {
        const auto group = "g" + std::to_string(version);
        const auto id = join_alone(group, version);
        EXPECT_EQ(generation, 1);
        for (std::int16_t v = 0; v <= 5; ++v) EXPECT_EQ(sync(id, "", group, v), 0) << v;
        for (std::int16_t v = 0; v <= 4; ++v)
            EXPECT_EQ(call(protocol::heartbeat_request{group, 1, id, {}}, v)->error_code, 0) << v;
        if (version > 5) continue;
        protocol::leave_group_request leave{group, "", {}};
        if (version < 3)
            leave.member_id = id;
        else
            leave.members = {{id, std::nullopt, std::nullopt}};
        EXPECT_EQ(call(leave, version)->error_code, 0);
        EXPECT_EQ(state(group), "Empty");
    }
}

TEST_F(groups, tell_their_members_what_became_of_leaving) {
    const auto id = join_alone();
    protocol::leave_group_request request{"g", "stranger", {}};
    EXPECT_EQ(call(request, 2)->error_code, number(broker_errc::unknown_member_id));
    request.member_id = "";
    request.members = {{"stranger", std::nullopt, {}}, {"", "nobody", {}}, {id, {}, "done"}};
    auto answer = call(request, 5);
    EXPECT_EQ(answer->error_code, 0);
    EXPECT_EQ(answer->members.at(0).error_code, number(broker_errc::unknown_member_id));
    EXPECT_EQ(answer->members.at(1).error_code, number(broker_errc::unknown_member_id));
    EXPECT_EQ(answer->members.at(1).group_instance_id, "nobody");
    EXPECT_EQ(answer->members.at(2).error_code, 0);
}

TEST_F(groups, answer_a_waiting_member_when_the_other_comes) {
    const auto id = join_alone();
    const std::string other(call(join_request(), 9)->member_id);
    auto waiting = call(join_request(other), 9);
    EXPECT_TRUE(waiting.is_waiting());
    EXPECT_EQ(heartbeat(id), number(broker_errc::rebalance_in_progress));
    auto leader = call(join_request(id), 9);
    EXPECT_EQ(leader->members.size(), 2u);
    EXPECT_EQ(waiting->generation_id, 2);
    EXPECT_EQ(waiting->leader, id);
    EXPECT_EQ(waiting->protocol_name, "range");
    EXPECT_EQ(waiting->protocol_type, "consumer");
}

TEST_F(groups, send_whoever_waits_away_when_the_broker_stops) {
    const auto id = join_alone();
    const std::string other(call(join_request(), 9)->member_id);
    auto waiting = call(join_request(other), 9);
    broker->stop();
    EXPECT_EQ(waiting->error_code, number(broker_errc::coordinator_not_available));
    ASSERT_EQ(open(), "");
    EXPECT_EQ(heartbeat(id), 0) << "a stop ends no membership";
}

TEST_F(groups, outlive_a_restart_and_a_crash_without_a_rebalance) {
    create("orders");
    const auto id = join_alone();
    EXPECT_EQ(commit(5, "g", id), 0);
    restart();
    EXPECT_EQ(heartbeat(id), 0);
    EXPECT_EQ(committed(), 5);
    EXPECT_EQ(commit(6, "g", id), 0);
    kill();
    EXPECT_EQ(state(), "Stable");
    EXPECT_EQ(heartbeat(id), 0);
    EXPECT_EQ(sync(id, ""), 0);
    EXPECT_EQ(committed(), 6);
}

TEST_F(groups, outlive_loss_of_power_where_every_batch_is_synced) {
    options.properties["log.flush.interval.messages"] = "1";
    restart();
    create("orders");
    const auto id = join_alone();
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        EXPECT_EQ(commit(static_cast<std::int64_t>(seed), "g", id), 0);
        lose_power(seed);
        EXPECT_EQ(heartbeat(id), 0);
        EXPECT_EQ(committed(), static_cast<std::int64_t>(seed));
    }
}

TEST_F(groups, end_the_sessions_of_members_that_do_not_come_back_after_a_restart) {
    join_alone();
    restart();
    advance(10s);
    EXPECT_EQ(state(), "Empty");
}

TEST_F(groups, are_described) {
    create("orders");
    const auto id = join_alone();
    protocol::describe_groups_request request{{"g", "unknown"}, true};
    auto answer = call(request, 5);
    const auto& g = answer->groups.at(0);
    EXPECT_EQ(g.error_code, 0);
    EXPECT_EQ(g.group_state, "Stable");
    EXPECT_EQ(g.protocol_type, "consumer");
    EXPECT_EQ(g.protocol_data, "range");
    EXPECT_EQ(g.authorized_operations, 1 << 3 | 1 << 6 | 1 << 8);
    const auto& m = g.members.at(0);
    EXPECT_EQ(m.member_id, id);
    EXPECT_EQ(m.client_id, "test");
    EXPECT_EQ(m.client_host, "/127.0.0.1");
    EXPECT_EQ(m.member_metadata.size(), 18u);
    EXPECT_EQ(m.member_assignment.size(), std::string("everything").size());
    EXPECT_EQ(answer->groups.at(1).group_state, "Dead");
    EXPECT_EQ(answer->groups.at(1).error_code, 0);
    for (std::int16_t version = 0; version < 3; ++version)
        EXPECT_EQ(call(protocol::describe_groups_request{{"g"}}, version)->groups.size(), 1u);
}

TEST_F(groups, are_listed_by_state_and_type) {
    create("orders");
    join_alone("busy");
    commit(1, "simple");
    using names = std::vector<std::string>;
    EXPECT_EQ(list(), (names{"busy", "simple"}));
    EXPECT_EQ(list({" stable "}), names{"busy"});
    EXPECT_EQ(list({"EMPTY", "Dead"}), names{"simple"});
    EXPECT_EQ(list({}, {"Classic"}), (names{"busy", "simple"}));
    EXPECT_EQ(list({}, {"consumer"}), names{});
    auto answer = call(protocol::list_groups_request{}, 5);
    EXPECT_EQ(answer->groups.at(0).group_state, "Stable");
    EXPECT_EQ(answer->groups.at(0).group_type, "classic");
    EXPECT_EQ(answer->groups.at(0).protocol_type, "consumer");
    EXPECT_EQ(answer->groups.at(1).protocol_type, "");
}

TEST_F(groups, can_be_deleted_when_they_are_empty) {
    create("orders");
    join_alone("busy");
    commit(1, "simple");
    EXPECT_EQ(remove("busy"), number(broker_errc::non_empty_group));
    EXPECT_EQ(remove("unknown"), number(broker_errc::group_id_not_found));
    EXPECT_EQ(remove("simple"), 0);
    EXPECT_EQ(list(), std::vector<std::string>{"busy"});
    kill();
    EXPECT_EQ(list(), std::vector<std::string>{"busy"});
    EXPECT_EQ(committed("simple"), -1);
}

TEST_F(groups, are_gone_with_the_topic_that_keeps_them) {
    create("orders");
    const auto id = join_alone();
    protocol::delete_topics_request request;
    request.topics.push_back({"__consumer_offsets", {}});
    EXPECT_EQ(call(request, 6)->responses.at(0).error_code, 0);
    EXPECT_EQ(heartbeat(id), number(broker_errc::unknown_member_id));
    join_alone();
    EXPECT_EQ(state(), "Stable") << "and begin anew";
}

TEST_F(groups, belong_to_one_of_several_nodes) {
    serve_two_nodes();
    create("orders");
    int first = 0;
    int second = 0;
    for (int i = 0; i < 20; ++i) {
        const auto name = "g" + std::to_string(i);
        const auto owner = find(name).node_id;
        (owner == 1 ? first : second) += 1;
        client.local_port = owner == 1 ? 9092 : 9093;
        EXPECT_EQ(commit(i, name), 0);
        client.local_port = owner == 1 ? 9093 : 9092;
        EXPECT_EQ(commit(i, name), number(broker_errc::not_coordinator));
        EXPECT_EQ(heartbeat("m", name), number(broker_errc::not_coordinator));
    }
    EXPECT_GT(first, 0);
    EXPECT_GT(second, 0);
    client.local_port = 9092;
    EXPECT_EQ(list().size(), static_cast<std::size_t>(first));
    client.local_port = 9093;
    EXPECT_EQ(list().size(), static_cast<std::size_t>(second));
}
