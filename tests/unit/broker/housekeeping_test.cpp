#include "handlers/serving.hpp"
#include "storage/offset_checkpoint.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;
using namespace std::chrono_literals;

namespace {

struct housekeeping : serving {
    std::size_t segments_of(std::string_view folder) {
        const auto names = disk.names(std::string(directory) + "/" + std::string(folder));
        return static_cast<std::size_t>(
            std::ranges::count_if(names, [](const auto& n) { return n.ends_with(".log"); }));
    }
    std::string checkpoint(const char* name) {
        return disk.text(std::string(directory) + "/" + name);
    }
};

} // namespace

TEST_F(housekeeping, does_nothing_while_there_is_nothing_to_do) {
    advance(1s);
    EXPECT_EQ(broker->next_deadline(), std::nullopt);
    EXPECT_FALSE(broker->take_sync());
    EXPECT_FALSE(broker->take_work());
}

TEST_F(housekeeping, removes_old_records_by_time) {
    create("orders", 1, {{"retention.ms", "3600000"}, {"segment.ms", "600000"}});
    produce("orders", {"old"});
    advance(20min);
    produce("orders", {"new"});
    EXPECT_EQ(segments_of("orders-0"), 2u);
    EXPECT_EQ(offset_at("orders", -2), 0);
    advance(50min);
    EXPECT_EQ(offset_at("orders", -2), 1);
    EXPECT_EQ(segments_of("orders-0"), 1u);
    EXPECT_EQ(fetch("orders", 1), std::vector<std::string>{"new"});
}

TEST_F(housekeeping, removes_old_records_by_size) {
    create("orders", 1, {{"retention.bytes", "2000000"}, {"segment.bytes", "1048576"}});
    const std::string half_a_mebibyte(500'000, 'x');
    for (int i = 0; i < 10; ++i) produce("orders", {half_a_mebibyte});
    EXPECT_EQ(offset_at("orders", -2), 0);
    advance(6min);
    EXPECT_GT(offset_at("orders", -2), 3);
    EXPECT_LT(offset_at("orders", -2), 10);
}

TEST_F(housekeeping, keeps_everything_when_told_so) {
    create("orders", 1, {{"retention.ms", "-1"}, {"segment.ms", "1000"}});
    produce("orders", {"old"});
    advance(std::chrono::hours(24 * 30));
    EXPECT_EQ(fetch("orders", 0).size(), 1u);
    create("compacted", 1, {{"cleanup.policy", "compact"}, {"retention.ms", "1000"}});
    advance(std::chrono::hours(24));
    EXPECT_EQ(offset_at("compacted", -2), 0);
}

TEST_F(housekeeping, writes_down_how_far_logs_are_durable_some_time_after_they_moved) {
    create("orders");
    produce("orders", {"a", "b"});
    advance(100ms);
    EXPECT_EQ(checkpoint(storage::checkpoint::recovery_points).find("orders"), std::string::npos);
    advance(60s);
    EXPECT_NE(checkpoint(storage::checkpoint::recovery_points).find("orders 0 2\n"),
              std::string::npos);
}

TEST_F(housekeeping, leaves_a_directory_in_order_that_needs_no_check) {
    create("orders");
    produce("orders", {"a"});
    broker->stop();
    EXPECT_NE(checkpoint(storage::checkpoint::recovery_points).find("orders 0 1\n"),
              std::string::npos);
    EXPECT_TRUE(disk.exists("/data/.kafka_cleanshutdown"));
    open();
    EXPECT_FALSE(disk.exists("/data/.kafka_cleanshutdown"));
}

TEST_F(housekeeping, leaves_no_clean_mark_when_the_stop_went_wrong) {
    create("orders");
    produce("orders", {"a"});
    disk.fault = [](kafka::testing::disk_operation o, const std::string& path) -> std::error_code {
        if (o == kafka::testing::disk_operation::sync && path.ends_with("0.log"))
            return std::make_error_code(std::errc::io_error);
        return {};
    };
    broker->stop();
    EXPECT_FALSE(disk.exists("/data/.kafka_cleanshutdown"));
    EXPECT_NE(lines.back().find("did not stop cleanly"), std::string::npos);
}

TEST_F(housekeeping, forgets_producers_that_have_not_written_for_long) {
    options.properties["producer.id.expiration.ms"] = "60000";
    restart();
    create("orders");
    const auto first = batch({"a"}, {5, 0, 0});
    EXPECT_EQ(call(produce_request("orders", first), 11)
                  ->responses.at(0)
                  .partition_responses.at(0)
                  .base_offset,
              0);
    advance(10min);
    EXPECT_EQ(call(produce_request("orders", first), 11)
                  ->responses.at(0)
                  .partition_responses.at(0)
                  .base_offset,
              1);
}
