#include "protocol/init_producer_id.hpp"
#include "serving.hpp"

#include <set>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct producer_ids : serving {
    std::int64_t next() {
        protocol::init_producer_id_request request;
        request.transactional_id.reset();
        auto answer = call(request, 4);
        EXPECT_EQ(answer->error_code, 0);
        EXPECT_EQ(answer->producer_epoch, 0);
        return answer->producer_id;
    }
};

} // namespace

TEST_F(producer_ids, are_given_once_for_ever) {
    std::set<std::int64_t> seen;
    for (int round = 0; round < 6; ++round) {
        for (int i = 0; i < 700; ++i) EXPECT_TRUE(seen.insert(next()).second);
        if (round % 3 == 0) restart();
        if (round % 3 == 1) kill();
        if (round % 3 == 2) lose_power(static_cast<std::uint64_t>(round));
    }
}

TEST_F(producer_ids, are_not_given_to_transactions) {
    protocol::init_producer_id_request request;
    for (auto id : {"", "payments"}) {
        request.transactional_id = id;
        auto answer = call(request, 5);
        EXPECT_EQ(answer->error_code, number(broker_errc::invalid_request));
        EXPECT_EQ(answer->producer_id, -1);
        EXPECT_EQ(answer->producer_epoch, -1);
    }
}

TEST_F(producer_ids, are_not_given_when_their_block_cannot_be_written) {
    disk.capacity = disk.used();
    protocol::init_producer_id_request request;
    request.transactional_id.reset();
    EXPECT_EQ(call(request, 4)->error_code, number(broker_errc::kafka_storage_error));
    disk.capacity = ~std::uint64_t{0};
    EXPECT_GE(next(), 0);
}

TEST_F(producer_ids, are_given_in_every_version) {
    protocol::init_producer_id_request request;
    request.transactional_id.reset();
    for (std::int16_t v = 0; v <= 5; ++v) EXPECT_EQ(call(request, v)->error_code, 0) << v;
}
