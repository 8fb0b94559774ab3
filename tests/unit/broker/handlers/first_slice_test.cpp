#include "serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct a_broker : serving {};

} // namespace

TEST_F(a_broker, gives_back_what_was_produced) {
    ASSERT_EQ(create("orders"), 0);
    EXPECT_EQ(produce("orders", {"a", "b"}).base_offset, 0);
    EXPECT_EQ(produce("orders", {"c"}).base_offset, 2);
    EXPECT_EQ(fetch("orders", 0), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(fetch("orders", 1), (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(offset_at("orders", -1), 3);
    EXPECT_EQ(offset_at("orders", -2), 0);
}

TEST_F(a_broker, has_it_still_after_a_restart_and_after_a_kill) {
    ASSERT_EQ(create("orders", 2), 0);
    produce("orders", {"a"}, 1);
    restart();
    produce("orders", {"b"}, 1);
    kill();
    EXPECT_EQ(fetch("orders", 0, 1), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(produce("orders", {"c"}, 1).base_offset, 2);
}

TEST_F(a_broker, answers_every_version_that_it_lists) {
    ASSERT_EQ(create("orders"), 0);
    for (std::int16_t v = 0; v <= 12; ++v) {
        protocol::metadata_request request;
        request.topics->push_back({{}, "orders"});
        EXPECT_EQ(call(request, v)->topics.at(0).error_code, 0) << v;
    }
    for (std::int16_t v = 3; v <= 11; ++v) {
        const auto records = batch({"a"});
        auto answer = call(produce_request("orders", records), v);
        EXPECT_EQ(answer->responses.at(0).partition_responses.at(0).error_code, 0) << v;
    }
    for (std::int16_t v = 4; v <= 12; ++v)
        EXPECT_EQ(call(fetch_request("orders", 0), v)->responses.at(0).partitions.at(0).error_code,
                  0)
            << v;
    for (std::int16_t v = 1; v <= 9; ++v) {
        protocol::list_offsets_request request;
        request.topics = {{"orders", {{0, -1, -1}}}};
        EXPECT_EQ(call(request, v)->topics.at(0).partitions.at(0).offset, 9) << v;
    }
}
