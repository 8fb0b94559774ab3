#include "protocol/init_producer_id.hpp"
#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::disk_operation;
using kafka::testing::serving;

namespace {

struct produce_to : serving {
    protocol::produce_response_partition ask(const protocol::produce_request& request,
                                             std::int16_t version = 11) {
        auto answer = call(request, version);
        kept_ = *answer;
        return kept_.responses.at(0).partition_responses.at(0);
    }
    protocol::produce_response_partition send_batch(const std::vector<std::byte>& records) {
        return ask(produce_request("orders", records));
    }
    static kafka::detail::record::producer_stamp producer(std::int64_t id, std::int16_t epoch,
                                                          std::int32_t sequence) {
        return {id, epoch, sequence};
    }
    auto always() {
        return std::vector<protocol::create_topics_request_config>{{"flush.messages", "1"}};
    }

private:
    protocol::produce_response kept_;
};

} // namespace

TEST_F(produce_to, tells_where_the_records_went) {
    create("orders");
    produce("orders", {"a", "b"});
    const auto second = produce("orders", {"c"});
    EXPECT_EQ(second.error_code, 0);
    EXPECT_EQ(second.base_offset, 2);
    EXPECT_EQ(second.log_append_time_ms, -1);
    EXPECT_EQ(second.log_start_offset, 0);
}

TEST_F(produce_to, several_partitions_fails_only_where_it_must) {
    create("orders", 2);
    const auto good = batch({"a"});
    auto bad = good;
    bad.back() ^= std::byte{1};
    protocol::produce_request request;
    request.acks = -1;
    request.topic_data = {{"orders", {}, {}}, {"absent", {}, {}}};
    request.topic_data[0].partition_data.resize(3);
    for (std::int32_t i = 0; i < 3; ++i) {
        request.topic_data[0].partition_data[static_cast<std::size_t>(i)].index = i;
        request.topic_data[0].partition_data[static_cast<std::size_t>(i)].records.emplace(
            wire::bytes(i == 1 ? bad : good));
    }
    request.topic_data[1].partition_data.resize(1);
    request.topic_data[1].partition_data[0].records.emplace(wire::bytes(good));
    auto answer = call(request, 11);
    const auto& parts = answer->responses.at(0).partition_responses;
    EXPECT_EQ(parts.at(0).error_code, 0);
    EXPECT_EQ(parts.at(1).error_code, number(broker_errc::corrupt_message));
    EXPECT_EQ(parts.at(1).base_offset, -1);
    EXPECT_EQ(parts.at(2).error_code, number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(answer->responses.at(1).partition_responses.at(0).error_code,
              number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(fetch("orders", 0, 0), std::vector<std::string>{"a"});
    EXPECT_TRUE(fetch("orders", 0, 1).empty());
}

TEST_F(produce_to, a_node_that_does_not_lead_is_told_who_does) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093}};
    restart();
    protocol::create_topics_request create_request;
    create_request.topics = {{"orders", -1, -1, {{0, {2}}}, {}}};
    ASSERT_EQ(call(create_request, 7)->topics.at(0).error_code, 0);
    const auto records = batch({"a"});
    const auto refused = ask(produce_request("orders", records));
    EXPECT_EQ(refused.error_code, number(broker_errc::not_leader_or_follower));
    EXPECT_EQ(refused.current_leader.leader_id, 2);
    EXPECT_EQ(refused.current_leader.leader_epoch, 0);
    EXPECT_EQ(ask(produce_request("orders", records), 9).error_code, refused.error_code);
    client.local_port = 9093;
    EXPECT_EQ(ask(produce_request("orders", records)).error_code, 0);
}

TEST_F(produce_to, without_acknowledgement_is_answered_by_silence) {
    create("orders");
    const auto records = batch({"a"});
    EXPECT_TRUE(call(produce_request("orders", records, 0, 0), 11).is_nothing());
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"a"});
}

TEST_F(produce_to, without_acknowledgement_that_fails_ends_the_connection) {
    const auto records = batch({"a"});
    EXPECT_TRUE(call(produce_request("absent", records, 0, 0), 11).is_closed());
}

TEST_F(produce_to, takes_no_other_acknowledgements_than_none_one_and_all) {
    create("orders");
    const auto records = batch({"a"});
    EXPECT_EQ(ask(produce_request("orders", records, 0, 1)).error_code, 0);
    EXPECT_EQ(ask(produce_request("orders", records, 0, 2)).error_code,
              number(broker_errc::invalid_required_acks));
    EXPECT_EQ(offset_at("orders", -1), 1);
}

TEST_F(produce_to, more_replicas_than_there_are_is_refused_when_all_must_acknowledge) {
    create("orders", 1, {{"min.insync.replicas", "2"}});
    const auto records = batch({"a"});
    EXPECT_EQ(ask(produce_request("orders", records, 0, -1)).error_code,
              number(broker_errc::not_enough_replicas));
    EXPECT_EQ(ask(produce_request("orders", records, 0, 1)).error_code, 0);
}

TEST_F(produce_to, a_topic_obeys_its_settings) {
    create("small", 1, {{"max.message.bytes", "100"}});
    const auto large = batch({std::string_view("0123456789012345678901234567890123456789")});
    EXPECT_EQ(ask(produce_request("small", large)).error_code,
              number(broker_errc::message_too_large));
    create("compacted", 1, {{"cleanup.policy", "compact"}});
    const auto keyless = batch({"a"});
    const auto refused = ask(produce_request("compacted", keyless));
    EXPECT_EQ(refused.error_code, number(broker_errc::invalid_record));
    ASSERT_EQ(refused.record_errors.size(), 1u);
    EXPECT_EQ(refused.record_errors[0].batch_index, 0);
    EXPECT_NE(refused.error_message.value_or(""), "");
}

TEST_F(produce_to, a_topic_with_append_time_gets_the_brokers_clock) {
    create("stamped", 1, {{"message.timestamp.type", "LogAppendTime"}});
    auto records = batch({"a"});
    time.advance(std::chrono::seconds(5));
    const auto answer = ask(produce_request("stamped", records));
    EXPECT_EQ(answer.log_append_time_ms, time.wall().time_since_epoch().count());
    EXPECT_EQ(fetch("stamped", 0), std::vector<std::string>{"a"});
}

TEST_F(produce_to, a_topic_whose_codec_differs_writes_the_batch_anew) {
    create("packed", 1, {{"compression.type", "zstd"}});
    const auto records = batch({"a", "b"});
    EXPECT_EQ(ask(produce_request("packed", records)).error_code, 0);
    auto answer = call(fetch_request("packed", 0), 12);
    const auto data = answer->responses.at(0).partitions.at(0).records.value().data;
    EXPECT_EQ(record::read_batch_header(data)->codec(), kafka::compression::zstd);
}

TEST_F(produce_to, no_transaction_can_be_written_to) {
    create("orders");
    kafka::record one{.value = "a"};
    const auto records = record::make_batch(
        {0, -1, time.wall().time_since_epoch().count(), {1, 0, 0, true}}, {&one, 1});
    EXPECT_EQ(send_batch(records).error_code, number(broker_errc::invalid_txn_state));
}

TEST_F(produce_to, a_repeated_batch_of_an_idempotent_producer_is_there_once) {
    create("orders");
    const auto first = batch({"a", "b"}, producer(5, 0, 0));
    const auto second = batch({"c"}, producer(5, 0, 2));
    EXPECT_EQ(send_batch(first).base_offset, 0);
    EXPECT_EQ(send_batch(second).base_offset, 2);
    EXPECT_EQ(send_batch(first).base_offset, 0);
    EXPECT_EQ(send_batch(second).error_code, 0);
    EXPECT_EQ(offset_at("orders", -1), 3);
}

TEST_F(produce_to, a_gap_in_the_sequence_and_an_old_epoch_are_refused) {
    create("orders");
    send_batch(batch({"a"}, producer(5, 1, 0)));
    EXPECT_EQ(send_batch(batch({"c"}, producer(5, 1, 2))).error_code,
              number(broker_errc::out_of_order_sequence_number));
    EXPECT_EQ(send_batch(batch({"b"}, producer(5, 0, 1))).error_code,
              number(broker_errc::invalid_producer_epoch));
    EXPECT_EQ(send_batch(batch({"b"}, producer(5, 2, 0))).error_code, 0);
}

TEST_F(produce_to, idempotence_survives_a_restart_and_a_kill) {
    create("orders");
    const auto first = batch({"a"}, producer(5, 0, 0));
    const auto second = batch({"b"}, producer(5, 0, 1));
    send_batch(first);
    restart();
    EXPECT_EQ(send_batch(first).base_offset, 0);
    EXPECT_EQ(send_batch(second).base_offset, 1);
    kill();
    EXPECT_EQ(send_batch(second).base_offset, 1);
    EXPECT_EQ(send_batch(batch({"d"}, producer(5, 0, 3))).error_code,
              number(broker_errc::out_of_order_sequence_number));
    EXPECT_EQ(offset_at("orders", -1), 2);
}

TEST_F(produce_to, a_topic_that_syncs_always_is_acknowledged_after_the_sync) {
    create("orders", 1, always());
    runs_tasks = false;
    for (const auto acks : {std::int16_t{1}, std::int16_t{-1}}) {
        const auto records = batch({"a"});
        auto answer = call(produce_request("orders", records, 0, acks), 11);
        EXPECT_TRUE(answer.is_waiting());
        run_tasks();
        EXPECT_EQ(answer->responses.at(0).partition_responses.at(0).error_code, 0);
    }
}

TEST_F(produce_to, a_topic_that_syncs_always_shows_nothing_that_could_vanish) {
    create("orders", 1, always());
    runs_tasks = false;
    const auto records = batch({"a"});
    auto answer = call(produce_request("orders", records), 11);
    EXPECT_TRUE(fetch("orders", 0).empty());
    EXPECT_EQ(offset_at("orders", -1), 0);
    run_tasks();
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"a"});
    EXPECT_EQ(offset_at("orders", -1), 1);
}

TEST_F(produce_to, one_sync_acknowledges_everything_that_came_before_it) {
    create("orders", 1, always());
    runs_tasks = false;
    const auto records = batch({"a"});
    auto first = call(produce_request("orders", records), 11);
    auto sync = broker->take_sync();
    ASSERT_TRUE(sync);
    auto second = call(produce_request("orders", records), 11);
    auto third = call(produce_request("orders", records), 11);
    EXPECT_FALSE(broker->take_sync()) << "one at a time";
    sync->run();
    sync->done();
    EXPECT_FALSE(first.is_waiting());
    EXPECT_TRUE(second.is_waiting()) << "it came after that sync began";
    sync = broker->take_sync();
    ASSERT_TRUE(sync);
    sync->run();
    sync->done();
    EXPECT_FALSE(second.is_waiting());
    EXPECT_FALSE(third.is_waiting());
}

TEST_F(produce_to, what_was_acknowledged_after_a_sync_survives_loss_of_power) {
    create("orders", 1, always());
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        produce("orders", {"a"});
        lose_power(seed);
        ASSERT_EQ(offset_at("orders", -1), static_cast<std::int64_t>(seed));
    }
}

TEST_F(produce_to, a_disk_that_does_not_sync_in_time_is_reported_as_such) {
    create("orders", 1, always());
    runs_tasks = false;
    const auto records = batch({"a"});
    auto request = produce_request("orders", records);
    request.timeout_ms = 1'000;
    auto answer = call(request, 11);
    advance(std::chrono::milliseconds(999));
    EXPECT_TRUE(answer.is_waiting());
    advance(std::chrono::milliseconds(1));
    EXPECT_EQ(answer->responses.at(0).partition_responses.at(0).error_code,
              number(broker_errc::request_timed_out));
    run_tasks(); // the late sync finds nobody to tell
}

TEST_F(produce_to, a_failed_sync_fails_what_waits_and_everything_until_the_restart) {
    create("orders", 1, always());
    disk.fault = [](disk_operation o, const std::string& path) -> std::error_code {
        if (o == disk_operation::sync && path.ends_with(".log"))
            return std::make_error_code(std::errc::io_error);
        return {};
    };
    EXPECT_EQ(produce("orders", {"a"}).error_code, number(broker_errc::kafka_storage_error));
    EXPECT_NE(lines.back().find("orders-0"), std::string::npos);
    disk.fault = {};
    EXPECT_EQ(produce("orders", {"b"}).error_code, number(broker_errc::kafka_storage_error));
    kill();
    EXPECT_EQ(produce("orders", {"c"}).error_code, 0);
}

TEST_F(produce_to, a_full_disk_refuses_and_serves_again_once_there_is_room) {
    create("orders");
    produce("orders", {"a"});
    disk.capacity = disk.used();
    EXPECT_EQ(produce("orders", {"b"}).error_code, number(broker_errc::kafka_storage_error));
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"a"});
    disk.capacity = ~std::uint64_t{0};
    EXPECT_EQ(produce("orders", {"c"}).base_offset, 1);
    EXPECT_EQ(fetch("orders", 0), (std::vector<std::string>{"a", "c"}));
}

TEST_F(produce_to, is_synced_by_interval_otherwise) {
    create("orders", 1, {{"flush.ms", "200"}});
    runs_tasks = false;
    const auto records = batch({"a"});
    EXPECT_FALSE(call(produce_request("orders", records), 11).is_waiting());
    EXPECT_FALSE(broker->take_sync());
    EXPECT_EQ(broker->next_deadline(), time.now() + std::chrono::milliseconds(200));
    time.advance(std::chrono::milliseconds(200));
    auto sync = broker->take_sync();
    ASSERT_TRUE(sync);
    sync->run();
    sync->done();
    EXPECT_FALSE(broker->take_sync());
    lose_power();
    EXPECT_EQ(offset_at("orders", -1), 1);
}

TEST_F(produce_to, is_synced_after_so_many_records) {
    create("orders", 1, {{"flush.messages", "3"}});
    runs_tasks = false;
    call(produce_request("orders", batch({"a", "b"})), 11);
    EXPECT_FALSE(broker->take_sync());
    call(produce_request("orders", batch({"c"})), 11);
    EXPECT_TRUE(broker->take_sync());
}

TEST_F(produce_to, nothing_at_all_is_a_bad_record) {
    create("orders");
    auto request = produce_request("orders", {});
    EXPECT_NE(ask(request).error_code, 0);
    request.topic_data[0].partition_data[0].records.reset();
    EXPECT_NE(ask(request).error_code, 0);
}
