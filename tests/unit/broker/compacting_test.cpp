#include "handlers/serving.hpp"
#include "protocol/delete_topics.hpp"
#include "storage/offset_checkpoint.hpp"

#include <algorithm>

using namespace kafka::detail;
using kafka::testing::serving;
using namespace std::chrono_literals;

namespace {

struct compacting : serving {
    static constexpr const char* folder = "/orders-0";

    void create_compacted(std::string_view policy = "compact") {
        create("orders", 1,
               {{"cleanup.policy", policy},
                {"segment.ms", "1000"},
                {"min.cleanable.dirty.ratio", "0.01"}});
    }
    void put(std::string_view key, std::string_view value) {
        const kafka::record one[] = {{.key = key, .value = value}};
        const auto records =
            record::make_batch({.timestamp_ms = time.wall().time_since_epoch().count()}, one);
        auto answer = call(produce_request("orders", records), 11);
        EXPECT_EQ(answer->responses.at(0).partition_responses.at(0).error_code, 0);
    }
    /// The old value of a key is in a segment that is not written to any more, and on the disk.
    void supersede() {
        put("a", "older"), put("a", "old"), put("b", "only");
        advance(2s);
        put("a", "new");
        advance(200ms);
    }
    std::string checkpoint() {
        return disk.text(std::string(directory) + "/" + storage::checkpoint::cleaned);
    }
    std::size_t unfinished() {
        const auto names = disk.names(std::string(directory) + folder);
        return static_cast<std::size_t>(std::ranges::count_if(
            names, [](const auto& n) { return n.ends_with(".swap") || n.ends_with(".cleaned"); }));
    }
};

} // namespace

TEST_F(compacting, goes_on_by_itself_when_a_key_was_written_again) {
    create_compacted();
    supersede();
    advance(16s);
    EXPECT_EQ(fetch("orders", 0), (std::vector<std::string>{"old", "only"}));
    EXPECT_EQ(fetch("orders", 3), std::vector<std::string>{"new"});
    EXPECT_NE(checkpoint().find("orders 0 3\n"), std::string::npos) << checkpoint();
    EXPECT_EQ(unfinished(), 0u);
    EXPECT_EQ(offset_at("orders", -1), 4);
    EXPECT_EQ(offset_at("orders", -2), 0);
}

TEST_F(compacting, goes_on_after_a_restart_where_it_was) {
    create_compacted();
    put("a", "1"), put("a", "2");
    advance(2s);
    put("a", "3");
    advance(16s);
    restart();
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"2"});
    EXPECT_EQ(fetch("orders", 2), std::vector<std::string>{"3"});
    advance(2s);
    put("a", "4");
    advance(16s);
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"3"});
    EXPECT_EQ(fetch("orders", 3), std::vector<std::string>{"4"});
    EXPECT_NE(checkpoint().find("orders 0 3\n"), std::string::npos) << checkpoint();
}

TEST_F(compacting, leaves_a_topic_alone_that_is_not_compacted) {
    create_compacted("delete");
    supersede();
    advance(16s);
    EXPECT_EQ(fetch("orders", 0), (std::vector<std::string>{"older", "old", "only"}));
    EXPECT_EQ(checkpoint(), "");
}

TEST_F(compacting, leaves_a_topic_alone_that_was_made_anew_meanwhile) {
    create_compacted();
    put("a", "1"), put("a", "2");
    advance(2s);
    put("a", "3");
    advance(12s);
    time.advance(2s);
    broker->tick();
    auto work = broker->take_work();
    ASSERT_TRUE(work);
    protocol::delete_topics_request gone;
    gone.topic_names = {"orders"};
    EXPECT_EQ(call(gone, 5)->responses.at(0).error_code, 0);
    create_compacted();
    put("x", "other");
    work->run();
    work->done();
    advance(16s);
    EXPECT_EQ(unfinished(), 0u);
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"other"});
    EXPECT_EQ(checkpoint().find("orders"), std::string::npos);
}
