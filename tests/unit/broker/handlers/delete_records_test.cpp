#include "protocol/delete_records.hpp"
#include "protocol/offset_for_leader_epoch.hpp"
#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct delete_records : serving {
    void SetUp() override {
        serving::SetUp();
        ASSERT_EQ(create("orders"), 0);
        for (auto v : {"a", "b", "c"}) produce("orders", {v});
    }
    protocol::delete_records_response_partition ask(std::int64_t offset,
                                                    std::string_view topic = "orders") {
        protocol::delete_records_request request;
        request.topics = {{topic, {{0, offset}}}};
        return call(request, 2)->topics.at(0).partitions.at(0);
    }
};

struct leader_epochs : serving {
    protocol::offset_for_leader_epoch_response_partition ask(std::int32_t epoch,
                                                             std::int32_t current = -1) {
        protocol::offset_for_leader_epoch_request request;
        request.topics = {{"orders", {{0, current, epoch}}}};
        return call(request, 4)->topics.at(0).partitions.at(0);
    }
};

} // namespace

TEST_F(delete_records, moves_the_start_of_the_log) {
    EXPECT_EQ(ask(2).low_watermark, 2);
    EXPECT_EQ(offset_at("orders", -2), 2);
    auto answer = call(fetch_request("orders", 1), 12);
    EXPECT_EQ(answer->responses.at(0).partitions.at(0).error_code,
              number(broker_errc::offset_out_of_range));
    EXPECT_EQ(ask(1).low_watermark, 2) << "it never goes back";
}

TEST_F(delete_records, up_to_the_end_empties_the_log) {
    EXPECT_EQ(ask(-1).low_watermark, 3);
    EXPECT_EQ(offset_at("orders", -2), 3);
    EXPECT_EQ(produce("orders", {"d"}).base_offset, 3);
}

TEST_F(delete_records, refuses_what_is_not_there) {
    EXPECT_EQ(ask(4).error_code, number(broker_errc::offset_out_of_range));
    EXPECT_EQ(ask(-2).error_code, number(broker_errc::offset_out_of_range));
    EXPECT_EQ(ask(4).low_watermark, -1);
    EXPECT_EQ(ask(0, "absent").error_code, number(broker_errc::unknown_topic_or_partition));
    create("compacted", 1, {{"cleanup.policy", "compact"}});
    EXPECT_EQ(ask(0, "compacted").error_code, number(broker_errc::policy_violation));
}

TEST_F(delete_records, is_done_for_good_when_it_is_answered) {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        EXPECT_EQ(ask(static_cast<std::int64_t>(seed)).error_code, 0);
        lose_power(seed);
        EXPECT_EQ(offset_at("orders", -2), static_cast<std::int64_t>(seed));
    }
}

TEST_F(delete_records, waits_for_the_disk) {
    runs_tasks = false;
    protocol::delete_records_request request;
    request.topics = {{"orders", {{0, 1}}}};
    auto first = call(request, 2);
    auto second = call(request, 2);
    EXPECT_TRUE(first.is_waiting());
    run_tasks();
    EXPECT_EQ(first->topics.at(0).partitions.at(0).low_watermark, 1);
    EXPECT_FALSE(second.is_waiting());
}

TEST_F(delete_records, that_cannot_be_made_sure_says_so) {
    disk.fault = [](auto, const std::string& path) -> std::error_code {
        if (path.find("log-start-offset-checkpoint") == std::string::npos) return {};
        return std::make_error_code(std::errc::io_error);
    };
    EXPECT_EQ(ask(2).error_code, number(broker_errc::kafka_storage_error));
    disk.fault = {};
}

TEST_F(delete_records, is_answered_when_the_broker_stops) {
    runs_tasks = false;
    protocol::delete_records_request request;
    request.topics = {{"orders", {{0, 1}}}};
    auto answer = call(request, 2);
    broker->stop();
    EXPECT_EQ(answer->topics.at(0).partitions.at(0).error_code, 0);
}

TEST_F(leader_epochs, say_where_each_term_ended) {
    create("orders");
    produce("orders", {"a", "b"});
    kill();
    produce("orders", {"c"});
    const auto old = ask(0);
    EXPECT_EQ(old.error_code, 0);
    EXPECT_EQ(old.leader_epoch, 0);
    EXPECT_EQ(old.end_offset, 2);
    EXPECT_EQ(ask(1).end_offset, 3);
    EXPECT_EQ(ask(7).end_offset, -1);
    EXPECT_EQ(ask(7).leader_epoch, -1);
}

TEST_F(leader_epochs, stay_the_same_after_a_clean_stop) {
    create("orders");
    produce("orders", {"a"});
    restart();
    produce("orders", {"b"});
    EXPECT_EQ(ask(0).end_offset, 2);
}

TEST_F(leader_epochs, are_fenced_like_everything_else) {
    create("orders");
    kill();
    EXPECT_EQ(ask(0, 0).error_code, number(broker_errc::fenced_leader_epoch));
    EXPECT_EQ(ask(0, 5).error_code, number(broker_errc::unknown_leader_epoch));
    EXPECT_EQ(ask(0, 1).error_code, 0);
}
