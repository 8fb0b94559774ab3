#include "producer/completions.hpp"

#include "support/producer_world.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <numeric>

namespace producer = kafka::detail::producer;
using kafka::testing::told;

namespace {

constexpr kafka::delivery_callback nobody;

struct settled_part {
    std::uint32_t part, first, count;
    bool operator==(const settled_part&) const = default;
};

class recording_call final : public producer::waiting_call {
public:
    std::uint32_t new_part() override { return parts++; }
    void settled(std::uint32_t part, std::uint32_t first, std::uint32_t count,
                 const producer::fate&) noexcept override {
        seen.push_back({part, first, count});
    }
    std::uint32_t parts = 0;
    std::vector<settled_part> seen;
};

std::vector<std::int64_t> offsets(const told& t) {
    std::vector<std::int64_t> out;
    for (const auto& d : t.outcomes) out.push_back(d.offset);
    return out;
}

} // namespace

TEST(completions, tell_each_record_its_offset) {
    told a, b;
    producer::completions all;
    all.add(0, nobody);
    all.add(1, a.callback());
    all.add(2, a.callback());
    all.add(3, b.callback());
    all.add(4, nobody);
    all.add(5, a.callback());
    all.run_callbacks({.base_offset = 100}, 7, 6);
    EXPECT_EQ(offsets(a), (std::vector<std::int64_t>{101, 102, 105}));
    EXPECT_EQ(offsets(b), (std::vector<std::int64_t>{103}));
    EXPECT_EQ(b.outcomes[0].partition, 7);
}

TEST(completions, take_no_memory_for_records_that_nobody_asks_about) {
    producer::completions all;
    for (std::uint32_t i = 0; i < 1000; ++i) all.add(i, kafka::delivery_callback{});
    EXPECT_EQ(all.bytes(), 0u);
    EXPECT_FALSE(all.has_callbacks());
}

TEST(completions, take_the_memory_of_one_for_a_run_of_equal_ones) {
    told a;
    producer::completions all;
    for (std::uint32_t i = 0; i < 1000; ++i) all.add(i, a.callback());
    EXPECT_LE(all.bytes(), producer::completions::bytes_of_one);
}

TEST(completions, give_a_call_one_part_for_records_that_lie_together) {
    const auto call = std::make_shared<recording_call>();
    const auto other = std::make_shared<recording_call>();
    producer::completions all;
    EXPECT_EQ(all.add(0, call), 0u);
    EXPECT_EQ(all.add(1, call), 0u);
    EXPECT_EQ(all.add(2, other), 0u);
    EXPECT_EQ(all.add(3, call), 1u);
    all.settle_calls({});
    EXPECT_EQ(call->seen, (std::vector<settled_part>{{0, 0, 2}, {1, 0, 1}}));
    EXPECT_EQ(other->seen, (std::vector<settled_part>{{0, 0, 1}}));
}

TEST(completions, split_between_any_two_records) {
    for (std::uint32_t at = 0; at <= 8; ++at) {
        const auto call = std::make_shared<recording_call>();
        told a, b;
        producer::completions front;
        front.add(0, a.callback());
        front.add(1, call);
        front.add(2, call);
        front.add(3, call);
        front.add(4, b.callback());
        front.add(5, b.callback());
        front.add(6, nobody);
        front.add(7, a.callback());
        auto back = front.split(at);
        front.settle_calls({});
        back.settle_calls({});
        front.run_callbacks({.base_offset = 0}, 0, at);
        back.run_callbacks({.base_offset = 100}, 0, 8 - at);
        std::uint32_t settled = 0;
        for (const auto& part : call->seen) {
            EXPECT_EQ(part.first, settled);
            settled += part.count;
        }
        EXPECT_EQ(settled, 3u) << at;
        const auto place = [&](std::int64_t i) { return i < at ? i : 100 + i - at; };
        EXPECT_EQ(offsets(a), (std::vector<std::int64_t>{place(0), place(7)})) << at;
        EXPECT_EQ(offsets(b), (std::vector<std::int64_t>{place(4), place(5)})) << at;
    }
}

TEST(completions, name_the_failure_and_no_offset) {
    told a;
    producer::completions all;
    all.add(0, a.callback());
    all.run_callbacks({.error = kafka::broker_errc::invalid_record,
                       .persistence = kafka::persistence::not_persisted},
                      3, 1);
    EXPECT_EQ(a.outcomes[0].error, kafka::broker_errc::invalid_record);
    EXPECT_EQ(a.outcomes[0].persistence, kafka::persistence::not_persisted);
    EXPECT_EQ(a.outcomes[0].offset, -1);
}
