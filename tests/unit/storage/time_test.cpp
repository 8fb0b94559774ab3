#include "record/batch_builder.hpp"
#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
namespace record = kafka::detail::record;
using kafka::testing::log_on_memory;

namespace {

class finding_by_time : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        settings.config.segment_bytes = 4'000;
        settings.config.index_interval_bytes = 200;
        ASSERT_FALSE(open().code);
    }

    void append_records(const std::vector<std::int64_t>& timestamps,
                        kafka::compression codec = kafka::compression::none) {
        std::vector<kafka::record> records;
        for (const auto t : timestamps)
            records.push_back({.value = "some value",
                               .timestamp = kafka::timestamp(std::chrono::milliseconds(t))});
        const auto batch = record::make_batch({.leader_epoch = 0}, records, codec);
        auto item = *storage::item_of(batch);
        log->append(std::span(&item, 1), 0);
        ASSERT_FALSE(item.error);
    }

    std::int64_t offset_at(std::int64_t timestamp) {
        const auto found = log->find_time(timestamp);
        EXPECT_FALSE(found.error);
        return found.found ? found.offset : -1;
    }
};

} // namespace

TEST_F(finding_by_time, yields_nothing_in_an_empty_log) {
    EXPECT_EQ(offset_at(0), -1);
    EXPECT_FALSE(log->find_max_time().found);
}

TEST_F(finding_by_time, yields_the_record_itself_not_its_batch) {
    append_records({100, 200, 300});
    append_records({400, 500});
    EXPECT_EQ(offset_at(0), 0);
    EXPECT_EQ(offset_at(150), 1);
    EXPECT_EQ(offset_at(300), 2);
    EXPECT_EQ(offset_at(301), 3);
    EXPECT_EQ(offset_at(501), -1);
    EXPECT_EQ(log->find_time(150).timestamp, 200);
}

TEST_F(finding_by_time, looks_into_compressed_batches) {
    append_records({100, 200, 300}, kafka::compression::gzip);
    EXPECT_EQ(offset_at(150), 1);
}

TEST_F(finding_by_time, yields_the_first_record_that_is_young_enough_even_among_younger_ones) {
    append_records({100, 900, 300});
    append_records({200, 400});
    EXPECT_EQ(offset_at(250), 1);
    EXPECT_EQ(log->find_max_time().offset, 1);
    EXPECT_EQ(log->find_max_time().timestamp, 900);
}

TEST_F(finding_by_time, skips_deleted_records) {
    append_records({100, 900, 300, 500});
    append_records({600});
    EXPECT_FALSE(log->delete_before(2));
    EXPECT_EQ(offset_at(0), 2);
    EXPECT_EQ(offset_at(550), 4);
    EXPECT_EQ(offset_at(700), -1);
}

TEST_F(finding_by_time, works_across_segments_and_restarts) {
    for (std::int64_t t = 0; t < 1'000; ++t) append_records({10 * t});
    ASSERT_GT(log->segment_count(), 10u);
    for (int round = 0; round < 2; ++round) {
        for (std::int64_t t = 0; t < 1'000; t += 37) EXPECT_EQ(offset_at(10 * t - 3), t);
        EXPECT_EQ(offset_at(10'000), -1);
        EXPECT_EQ(log->find_max_time().offset, 999);
        reopen();
    }
}

TEST_F(finding_by_time, yields_the_batch_s_first_offset_when_its_records_cannot_be_read) {
    append({.records = 5, .timestamp = 700});
    EXPECT_EQ(offset_at(650), 0);
}
