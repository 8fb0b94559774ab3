#include "consumer/message_walk.hpp"
#include "support/fetched_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;

namespace {

const std::vector<kafka::header> headers{{"a", "1"}, {"b", nullptr}, {"", ""}, {"a", "2"}};

/// The only message of a batch that holds `r`, in a walk that keeps it.
message_walk walk_of(const kafka::record& r) {
    const auto bytes = kafka::detail::record::make_batch({.timestamp_ms = 5}, std::span(&r, 1));
    message_walk out(record_walk(piece_of(bytes, 0, 1), {}));
    EXPECT_TRUE(out.next());
    return out;
}

} // namespace

TEST(a_message, tells_null_from_empty) {
    const auto nulls = walk_of({.key = nullptr, .value = nullptr});
    EXPECT_TRUE(nulls.current().key.is_null());
    EXPECT_TRUE(nulls.current().value.is_null());
    const auto empty = walk_of({.key = "", .value = ""});
    EXPECT_FALSE(empty.current().key.is_null());
    EXPECT_FALSE(empty.current().value.is_null());
    EXPECT_TRUE(empty.current().value.empty());
}

TEST(a_message, has_its_headers_in_order_with_duplicates) {
    const auto walk = walk_of({.value = "v", .headers = headers});
    const auto& range = walk.current().headers;
    EXPECT_EQ(range.size(), 4u);
    EXPECT_EQ(std::vector<kafka::header>(range.begin(), range.end()), headers);
    EXPECT_EQ(range.find("a"), kafka::bytes_view("2")) << "the last one counts";
    ASSERT_TRUE(range.find("b"));
    EXPECT_TRUE(range.find("b")->is_null());
    EXPECT_FALSE(range.find("c"));
}

TEST(a_message, without_headers_has_none) {
    const auto walk = walk_of({.value = "v"});
    EXPECT_TRUE(walk.current().headers.empty());
    EXPECT_EQ(walk.current().headers.begin(), walk.current().headers.end());
    EXPECT_FALSE(kafka::header_range().find("a"));
}

TEST(a_message, that_is_detached_owns_everything_it_shows) {
    kafka::message copy;
    {
        const auto walk = walk_of({.key = "", .value = "value", .headers = headers});
        copy = walk.current().detach();
        EXPECT_NE(copy.value.data(), walk.current().value.data());
    }
    EXPECT_EQ(copy.topic, "t");
    EXPECT_EQ(copy.key, kafka::bytes_view(""));
    EXPECT_EQ(copy.value, "value");
    EXPECT_EQ(std::vector<kafka::header>(copy.headers.begin(), copy.headers.end()), headers);
}

TEST(a_message, of_nothing_can_be_detached) {
    const auto copy = walk_of({.key = nullptr, .value = nullptr}).current().detach();
    EXPECT_TRUE(copy.key.is_null());
    EXPECT_TRUE(copy.value.is_null());
    EXPECT_TRUE(copy.headers.empty());
}

TEST(a_message, knows_whether_the_broker_set_its_time) {
    kafka::detail::record::batch_builder builder(0);
    ASSERT_EQ(builder.append(kafka::record{.value = "v"}, 0, 5), kafka::detail::record::errc::ok);
    const auto bytes = std::move(builder).build(
        {.attributes = kafka::detail::record::log_append_time_bit, .max_timestamp = 99});
    message_walk walk(record_walk(piece_of(bytes, 0, 1), {}));
    ASSERT_TRUE(walk.next());
    EXPECT_EQ(walk.current().timestamp.time_since_epoch().count(), 99);
    EXPECT_EQ(walk.current().timestamp_type, kafka::timestamp_type::log_append_time);
}
