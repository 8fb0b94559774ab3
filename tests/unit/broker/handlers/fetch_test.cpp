#include "protocol/delete_topics.hpp"
#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;
using namespace std::chrono_literals;

namespace {

struct fetch_from : serving {
    void SetUp() override {
        serving::SetUp();
        ASSERT_EQ(create("orders", 2), 0);
    }
    protocol::fetch_response_partition ask(const protocol::fetch_request& request,
                                           std::int16_t version = 12) {
        auto answer = call(request, version);
        kept_ = answer_storage{*answer};
        return kept_.message.responses.at(0).partitions.at(0);
    }
    static protocol::fetch_request waiting(protocol::fetch_request request,
                                           std::chrono::milliseconds wait,
                                           std::int32_t min_bytes = 1) {
        request.max_wait_ms = static_cast<std::int32_t>(wait.count());
        request.min_bytes = min_bytes;
        return request;
    }
    kafka::uuid id_of(std::string_view topic) {
        protocol::metadata_request request;
        request.topics->push_back({{}, topic});
        return call(request, 12)->topics.at(0).topic_id;
    }

private:
    struct answer_storage {
        protocol::fetch_response message;
    } kept_;
};

} // namespace

TEST_F(fetch_from, a_partition_tells_how_far_it_goes) {
    produce("orders", {"a", "b"});
    const auto found = ask(fetch_request("orders", 1));
    EXPECT_EQ(found.high_watermark, 2);
    EXPECT_EQ(found.last_stable_offset, 2);
    EXPECT_EQ(found.log_start_offset, 0);
    EXPECT_EQ(found.aborted_transactions, std::nullopt);
    EXPECT_EQ(found.preferred_read_replica, -1);
}

TEST_F(fetch_from, the_middle_of_a_batch_gives_the_whole_batch) {
    produce("orders", {"a", "b", "c"});
    auto answer = call(fetch_request("orders", 1), 12);
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)),
              (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(fetch_from, the_end_gives_no_records_but_not_null) {
    produce("orders", {"a"});
    const auto found = ask(fetch_request("orders", 1));
    EXPECT_EQ(found.error_code, 0);
    ASSERT_TRUE(found.records.has_value());
    EXPECT_EQ(found.records->size(), 0u);
}

TEST_F(fetch_from, outside_the_log_is_out_of_range) {
    produce("orders", {"a"});
    for (std::int64_t offset : {std::int64_t{-1}, std::int64_t{2}, std::int64_t{1} << 62}) {
        const auto found = ask(fetch_request("orders", offset));
        EXPECT_EQ(found.error_code, number(broker_errc::offset_out_of_range)) << offset;
        EXPECT_EQ(found.high_watermark, -1);
        EXPECT_EQ(found.records.value().size(), 0u);
    }
}

TEST_F(fetch_from, what_is_not_there_says_so) {
    EXPECT_EQ(ask(fetch_request("absent", 0)).error_code,
              number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(ask(fetch_request("orders", 0, 2)).error_code,
              number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(ask(fetch_request("orders", 0, -1)).error_code,
              number(broker_errc::unknown_topic_or_partition));
}

TEST_F(fetch_from, a_topic_by_its_id) {
    produce("orders", {"a"});
    auto request = fetch_request("", 0);
    request.topics[0].topic_id = id_of("orders");
    auto answer = call(request, 17);
    EXPECT_EQ(answer->responses.at(0).topic_id, request.topics[0].topic_id);
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)), std::vector<std::string>{"a"});
    request.topics[0].topic_id = kafka::uuid::random();
    EXPECT_EQ(ask(request, 17).error_code, number(broker_errc::unknown_topic_id));
    request.topics[0].topic_id = {};
    EXPECT_NE(ask(request, 17).error_code, 0);
}

TEST_F(fetch_from, another_leaders_term_is_fenced_or_unknown) {
    kill(); // an unclean start moves the term
    auto request = fetch_request("orders", 0);
    request.topics[0].partitions[0].current_leader_epoch = 0;
    EXPECT_EQ(ask(request).error_code, number(broker_errc::fenced_leader_epoch));
    EXPECT_EQ(ask(request).current_leader.leader_epoch, 1);
    request.topics[0].partitions[0].current_leader_epoch = 2;
    EXPECT_EQ(ask(request).error_code, number(broker_errc::unknown_leader_epoch));
    request.topics[0].partitions[0].current_leader_epoch = 1;
    EXPECT_EQ(ask(request).error_code, 0);
}

TEST_F(fetch_from, a_log_that_diverged_tells_where) {
    produce("orders", {"a", "b"});
    kill();
    produce("orders", {"c"}); // in term 1
    auto request = fetch_request("orders", 3);
    request.topics[0].partitions[0].last_fetched_epoch = 0;
    const auto found = ask(request);
    EXPECT_EQ(found.error_code, 0);
    EXPECT_EQ(found.diverging_epoch, (protocol::fetch_response_epoch_end{0, 2}));
    EXPECT_EQ(found.records.value().size(), 0u);
}

TEST_F(fetch_from, the_wrong_node_is_told_the_right_one) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093, .rack = "r"}};
    restart();
    protocol::create_topics_request create_request;
    create_request.topics = {{"far", -1, -1, {{0, {2}}}, {}}};
    ASSERT_EQ(call(create_request, 7)->topics.at(0).error_code, 0);
    auto request = fetch_request("", 0);
    request.topics[0].topic_id = id_of("far");
    auto answer = call(request, 16);
    const auto& part = answer->responses.at(0).partitions.at(0);
    EXPECT_EQ(part.error_code, number(broker_errc::not_leader_or_follower));
    EXPECT_EQ(part.current_leader.leader_id, 2);
    EXPECT_EQ(answer->node_endpoints.at(0).port, 9093);
}

TEST_F(fetch_from, gives_the_first_batch_even_when_it_is_larger_than_asked_for) {
    produce("orders", {"a"});
    produce("orders", {"b"});
    auto request = fetch_request("orders", 0);
    request.max_bytes = 1;
    request.topics[0].partitions[0].partition_max_bytes = 1;
    EXPECT_EQ(values_of(ask(request)), std::vector<std::string>{"a"});
}

TEST_F(fetch_from, later_partitions_give_only_what_fits) {
    produce("orders", {"a"}, 0);
    produce("orders", {"b"}, 1);
    auto request = fetch_request("orders", 0);
    request.topics[0].partitions.push_back(request.topics[0].partitions[0]);
    request.topics[0].partitions[1].partition = 1;
    request.max_bytes = 100;
    auto answer = call(request, 12);
    const auto& parts = answer->responses.at(0).partitions;
    EXPECT_EQ(values_of(parts.at(0)), std::vector<std::string>{"a"});
    EXPECT_TRUE(values_of(parts.at(1)).empty());
    EXPECT_EQ(parts.at(1).high_watermark, 1);
    request.max_bytes = 1000;
    auto both = call(request, 12);
    EXPECT_EQ(values_of(both->responses.at(0).partitions.at(1)), std::vector<std::string>{"b"});
}

TEST_F(fetch_from, never_gives_more_than_the_broker_allows) {
    options.properties["fetch.max.bytes"] = "1024";
    restart();
    const std::string large(600, 'x');
    for (int i = 0; i < 3; ++i) produce("orders", {large});
    EXPECT_EQ(values_of(ask(fetch_request("orders", 0))).size(), 1u);
}

TEST_F(fetch_from, who_reads_committed_records_gets_a_list_of_aborted_ones) {
    auto request = fetch_request("orders", 0);
    request.isolation_level = 1;
    EXPECT_TRUE(ask(request).aborted_transactions.has_value());
}

TEST_F(fetch_from, gives_a_session_only_to_who_asks_for_one) {
    auto request = fetch_request("orders", 0);
    for (const auto& [id, epoch] : {std::pair{0, -1}, {-1, -1}, {7, -1}}) {
        request.session_id = id;
        request.session_epoch = epoch;
        auto answer = call(request, 12);
        EXPECT_EQ(answer->error_code, 0) << epoch;
        EXPECT_EQ(answer->session_id, 0);
        EXPECT_EQ(answer->responses.size(), 1u);
    }
}

TEST_F(fetch_from, an_empty_partition_waits_until_something_is_appended) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms), 12);
    EXPECT_TRUE(answer.is_waiting());
    produce("orders", {"other"}, 1);
    EXPECT_TRUE(answer.is_waiting()) << "not the partition that was asked for";
    produce("orders", {"a"}, 0);
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)), std::vector<std::string>{"a"});
}

TEST_F(fetch_from, waits_no_longer_than_asked) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms), 12);
    advance(499ms);
    EXPECT_TRUE(answer.is_waiting());
    advance(1ms);
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(answer->responses.at(0).partitions.at(0).error_code, 0);
}

TEST_F(fetch_from, waits_for_as_many_bytes_as_asked) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms, 150), 12);
    produce("orders", {"a"});
    EXPECT_TRUE(answer.is_waiting());
    produce("orders", {"b"});
    EXPECT_TRUE(answer.is_waiting());
    produce("orders", {"c"});
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)).size(), 3u);
}

TEST_F(fetch_from, gives_what_there_is_when_the_time_is_over) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms, 1 << 20), 12);
    produce("orders", {"a"});
    advance(500ms);
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)), std::vector<std::string>{"a"});
}

TEST_F(fetch_from, does_not_wait_with_an_error_or_without_partitions_or_patience) {
    EXPECT_FALSE(call(waiting(fetch_request("absent", 0), 500ms), 12).is_waiting());
    EXPECT_FALSE(call(waiting(fetch_request("orders", 0), 0ms), 12).is_waiting());
    EXPECT_FALSE(call(waiting(fetch_request("orders", 0), -5ms), 12).is_waiting());
    EXPECT_FALSE(call(waiting(fetch_request("orders", 0), 500ms, 0), 12).is_waiting());
    protocol::fetch_request nothing;
    EXPECT_FALSE(call(waiting(nothing, 500ms), 12).is_waiting());
}

TEST_F(fetch_from, a_topic_that_is_deleted_meanwhile_is_answered_at_once) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms), 12);
    protocol::delete_topics_request request;
    request.topic_names = {"orders"};
    EXPECT_EQ(call(request, 5)->responses.at(0).error_code, 0);
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(answer->responses.at(0).partitions.at(0).error_code,
              number(broker_errc::unknown_topic_or_partition));
}

TEST_F(fetch_from, a_log_that_syncs_always_wakes_after_the_sync) {
    create("safe", 1, {{"flush.messages", "1"}});
    runs_tasks = false;
    auto answer = call(waiting(fetch_request("safe", 0), 500ms), 12);
    const auto records = batch({"a"});
    call(produce_request("safe", records), 11);
    EXPECT_TRUE(answer.is_waiting());
    run_tasks();
    ASSERT_FALSE(answer.is_waiting());
    EXPECT_EQ(values_of(answer->responses.at(0).partitions.at(0)), std::vector<std::string>{"a"});
}

TEST_F(fetch_from, many_may_wait_for_the_same_and_all_are_woken_once) {
    std::vector<kafka::testing::answer<protocol::fetch_request>> answers;
    for (int i = 0; i < 100; ++i)
        answers.push_back(call(waiting(fetch_request("orders", 0), 500ms), 12));
    produce("orders", {"a"});
    for (auto& a : answers) EXPECT_FALSE(a.is_waiting());
}

TEST_F(fetch_from, what_waits_is_answered_when_the_broker_stops) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms), 12);
    broker->stop();
    EXPECT_FALSE(answer.is_waiting());
    EXPECT_FALSE(answer.is_closed());
}

TEST_F(fetch_from, what_waits_when_the_broker_dies_does_not_hang) {
    auto answer = call(waiting(fetch_request("orders", 0), 500ms), 12);
    broker.reset();
    EXPECT_TRUE(answer.is_closed());
}
