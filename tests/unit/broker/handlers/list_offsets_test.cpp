#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct list_offsets : serving {
    void SetUp() override {
        serving::SetUp();
        ASSERT_EQ(create("orders"), 0);
    }
    protocol::list_offsets_response_partition ask(std::int64_t when, std::int16_t version = 9,
                                                  std::string_view topic = "orders",
                                                  std::int32_t epoch = -1) {
        protocol::list_offsets_request request;
        request.topics = {{topic, {{0, epoch, when}}}};
        auto answer = call(request, version);
        return answer->topics.at(0).partitions.at(0);
    }
    /// One record for each of these times, in a batch of their own.
    void produce_at(std::vector<std::int64_t> times) {
        const auto now = time.wall().time_since_epoch().count();
        for (const auto t : times) {
            kafka::record r{.value = "v"};
            const auto records = record::make_batch({0, -1, now + t, {}}, {&r, 1});
            ASSERT_EQ(call(produce_request("orders", records), 11)
                          ->responses.at(0)
                          .partition_responses.at(0)
                          .error_code,
                      0);
        }
    }
    std::int64_t at(std::int64_t t) { return time.wall().time_since_epoch().count() + t; }
};

} // namespace

TEST_F(list_offsets, knows_both_ends_without_a_time) {
    produce("orders", {"a", "b"});
    const auto latest = ask(-1);
    EXPECT_EQ(latest.offset, 2);
    EXPECT_EQ(latest.timestamp, -1);
    EXPECT_EQ(latest.leader_epoch, 0);
    EXPECT_EQ(ask(-2).offset, 0);
    EXPECT_EQ(ask(-2).timestamp, -1);
}

TEST_F(list_offsets, finds_the_first_record_that_is_not_older) {
    produce_at({0, 10, 20});
    EXPECT_EQ(ask(at(-5)).offset, 0);
    EXPECT_EQ(ask(at(10)).offset, 1);
    EXPECT_EQ(ask(at(11)).offset, 2);
    EXPECT_EQ(ask(at(11)).timestamp, at(20));
    EXPECT_EQ(ask(0).offset, 0);
}

TEST_F(list_offsets, finds_nothing_after_the_last_record) {
    produce_at({0});
    const auto none = ask(at(1));
    EXPECT_EQ(none.error_code, 0);
    EXPECT_EQ(none.offset, -1);
    EXPECT_EQ(none.timestamp, -1);
}

TEST_F(list_offsets, finds_the_record_with_the_largest_time) {
    EXPECT_EQ(ask(-3).offset, -1);
    produce_at({5, 30, 10});
    EXPECT_EQ(ask(-3).offset, 1);
    EXPECT_EQ(ask(-3).timestamp, at(30));
}

TEST_F(list_offsets, has_nothing_in_another_tier) {
    produce("orders", {"a"});
    EXPECT_EQ(ask(-4).offset, 0);
    EXPECT_EQ(ask(-5).offset, -1);
    EXPECT_EQ(ask(-5).error_code, 0);
}

TEST_F(list_offsets, knows_a_special_time_from_the_version_on_that_has_it) {
    const auto unsupported = number(broker_errc::unsupported_version);
    EXPECT_EQ(ask(-3, 6).error_code, unsupported);
    EXPECT_EQ(ask(-3, 7).error_code, 0);
    EXPECT_EQ(ask(-4, 7).error_code, unsupported);
    EXPECT_EQ(ask(-4, 8).error_code, 0);
    EXPECT_EQ(ask(-5, 8).error_code, unsupported);
    EXPECT_EQ(ask(-6, 9).error_code, unsupported);
    EXPECT_EQ(ask(std::numeric_limits<std::int64_t>::min(), 9).error_code, unsupported);
}

TEST_F(list_offsets, refuses_what_is_not_there_or_of_another_term) {
    EXPECT_EQ(ask(-1, 9, "absent").error_code, number(broker_errc::unknown_topic_or_partition));
    EXPECT_EQ(ask(-1, 9, "orders", 1).error_code, number(broker_errc::unknown_leader_epoch));
    kill();
    EXPECT_EQ(ask(-1, 9, "orders", 0).error_code, number(broker_errc::fenced_leader_epoch));
}
