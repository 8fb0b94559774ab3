#include "consumer/batch.hpp"
#include "support/allocations.hpp"
#include "support/fetched_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;

namespace {

struct listener final : damage_listener {
    std::vector<std::int64_t> offsets;
    void damaged(const fetched&, std::int64_t offset, kafka::detail::cluster::failure) override {
        offsets.push_back(offset);
    }
};

kafka::batch batch_of(record_bytes bytes, std::int64_t from, std::int64_t next,
                      std::shared_ptr<listener> told = {}) {
    record_walk walk(piece_of(std::move(bytes), from, next, 7), {});
    return kafka::batch(std::make_unique<kafka::batch::implementation>(
        message_walk(std::move(walk)), std::move(told)));
}

std::vector<std::string> values_of(kafka::batch& batch) {
    std::vector<std::string> out;
    for (const kafka::message& m : batch) out.push_back(m.value.str());
    return out;
}

} // namespace

TEST(a_batch, is_walked_once_from_its_first_wanted_message) {
    auto batch = batch_of(joined({batch_at(0, {"a", "b"}), batch_at(2, {"c"})}), 1, 3);
    EXPECT_FALSE(batch.empty());
    EXPECT_EQ(batch.topic(), "t");
    EXPECT_EQ(batch.partition(), 7);
    EXPECT_EQ(batch.high_watermark(), 1'000);
    EXPECT_EQ(values_of(batch), (std::vector<std::string>{"b", "c"}));
    EXPECT_TRUE(batch.empty());
    EXPECT_TRUE(values_of(batch).empty());
}

TEST(a_batch, that_is_left_half_way_goes_on_there) {
    auto batch = batch_of(batch_at(0, {"a", "b", "c"}), 0, 3);
    for (const auto& m : batch)
        if (m.value == "b") break;
    EXPECT_EQ(values_of(batch), (std::vector<std::string>{"b", "c"}));
}

TEST(a_batch, without_a_body_is_empty) {
    kafka::batch none;
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(none.topic(), "");
    EXPECT_TRUE(values_of(none).empty());
}

TEST(a_batch, gives_messages_that_outlive_it_when_copied) {
    std::vector<kafka::message> kept;
    {
        auto batch = batch_of(
            joined({batch_at(0, {"a"}, kafka::compression::lz4), batch_at(1, {"b"})}), 0, 2);
        for (const auto& m : batch) kept.push_back(m);
    }
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].value, "a");
    EXPECT_EQ(kept[1].value, "b");
    EXPECT_EQ(kept[1].topic, "t");
    EXPECT_EQ(kept[1].leader_epoch, 3);
    EXPECT_EQ(kept[1].timestamp.time_since_epoch().count(), 1'000);
    EXPECT_EQ(kept[1].timestamp_type, kafka::timestamp_type::create_time);
    EXPECT_EQ(kept[1].lag(), 998);
}

TEST(a_batch, ends_at_damage_and_tells_where) {
    const auto told = std::make_shared<listener>();
    auto damaged = batch_at(2, {"c"});
    damaged.back() ^= std::byte{1};
    auto batch = batch_of(joined({batch_at(0, {"a", "b"}), damaged}), 0, 3, told);
    EXPECT_EQ(values_of(batch), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(told->offsets, std::vector<std::int64_t>{2});
}

TEST(a_batch, takes_no_memory_for_its_messages) {
    record_bytes bytes;
    for (int i = 0; i < 100; ++i) {
        const auto one = batch_at(i * 10, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    auto batch = batch_of(bytes, 0, 1'000);
    const auto before = kafka::test::allocations();
    std::size_t n = 0;
    for (const auto& m : batch) {
        const auto copy = m;
        n += copy.value.size();
    }
    EXPECT_EQ(n, 1'000u);
    EXPECT_EQ(kafka::test::allocations(), before);
}
