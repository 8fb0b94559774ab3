// Writing over a kafka::connection, against our broker in this process.
#include "support/connection_world.hpp"

using namespace std::chrono_literals;
using namespace kafka::testing;
using strings = std::vector<std::string>;

namespace {

class a_writing_connection : public connection_world {
protected:
    kafka::connection c = new_topic("t", 2);
    std::error_code failure(const kafka::record& r) {
        return code_of([&] { c.write_messages(limit(), {r}); });
    }
};

} // namespace

TEST_F(a_writing_connection, counts_the_bytes_of_keys_and_values) {
    EXPECT_EQ(c.write_messages(limit(), {{.key = "k1", .value = "one"}, {.value = "two"}}), 8u);
    EXPECT_EQ(c.write(limit(), "four"), 4u);
    EXPECT_EQ(values_of(c.read_batch(limit())), (strings{"one", "two", "four"}));
}

TEST_F(a_writing_connection, says_where_the_records_are) {
    const auto one = c.write_compressed_messages_at(limit(), kafka::compression::gzip,
                                                    {{.value = "a"}, {.value = "b"}});
    const auto two =
        c.write_compressed_messages_at(limit(), kafka::compression::none, {{.value = "c"}});
    EXPECT_EQ(one.partition, 0);
    EXPECT_EQ(one.offset, 0);
    EXPECT_EQ(one.bytes, 2u);
    EXPECT_EQ(one.append_time, kafka::timestamp());
    EXPECT_EQ(two.offset, 2);
}

TEST_F(a_writing_connection, tells_the_time_of_the_append_where_the_topic_keeps_it) {
    broker.make_client().create_topics(
        limit(), {{.topic = "timed",
                   .partitions = 1,
                   .configs = {{"message.timestamp.type", "LogAppendTime"}}}});
    auto timed = leader_of("timed");
    const auto at =
        timed.write_compressed_messages_at(limit(), kafka::compression::none, {{.value = "a"}});
    EXPECT_GT(at.append_time, kafka::timestamp(1'000'000'000'000ms));
    EXPECT_EQ(timed.read_message(limit()).timestamp, at.append_time);
}

TEST_F(a_writing_connection, keeps_keys_headers_times_and_nulls) {
    const kafka::header headers[] = {{"h", "1"}, {"h", nullptr}};
    c.write_messages(limit(), {{.key = "k",
                                .value = nullptr,
                                .headers = headers,
                                .timestamp = kafka::timestamp(1234ms)}});
    const auto m = c.read_message(limit());
    EXPECT_EQ(m.key, "k");
    EXPECT_TRUE(m.value.is_null());
    EXPECT_EQ(m.headers.size(), 2u);
    EXPECT_EQ(m.timestamp, kafka::timestamp(1234ms));
}

TEST_F(a_writing_connection, writes_all_records_of_a_call_as_one_batch) {
    const std::string large(600'000, 'x');
    EXPECT_EQ(code_of([&] {
                  c.write_messages(limit(), {{.value = large}, {.value = large}});
              }),
              kafka::broker_errc::message_too_large);
    EXPECT_EQ(c.read_last_offset(limit()), 0);
}

TEST_F(a_writing_connection, writes_nothing_when_given_nothing) {
    EXPECT_EQ(c.write_messages(limit(), {}), 0u);
    EXPECT_EQ(c.read_last_offset(limit()), 0);
}

TEST_F(a_writing_connection, takes_records_that_name_its_own_partition_only) {
    EXPECT_FALSE(failure({.value = "a", .topic = "t", .partition = 0}));
    EXPECT_EQ(failure({.value = "a", .topic = "u"}), kafka::errc::invalid_argument);
    EXPECT_EQ(failure({.value = "a", .partition = 1}), kafka::errc::invalid_argument);
    EXPECT_EQ(c.read_last_offset(limit()), 1);
}

TEST_F(a_writing_connection, waits_for_as_many_replicas_as_it_was_told) {
    for (const auto n : {kafka::acks::all, kafka::acks::one}) {
        c.set_required_acks(n);
        EXPECT_EQ(c.write(limit(), "x"), 1u);
    }
    EXPECT_EQ(c.read_last_offset(limit()), 2);
    c.set_required_acks(kafka::acks::none);
    const auto unanswered =
        c.write_compressed_messages_at(limit(), kafka::compression::none, {{.value = "last"}});
    EXPECT_EQ(unanswered.offset, -1);
    c.seek(limit(), 2, kafka::whence::absolute);
    EXPECT_EQ(c.read_message(limit()).value, "last");
}

TEST_F(a_writing_connection, knows_no_other_acks) {
    EXPECT_EQ(code_of([&] { c.set_required_acks(static_cast<kafka::acks>(2)); }),
              kafka::errc::invalid_argument);
}

TEST_F(a_writing_connection, refuses_a_codec_that_does_not_exist) {
    const auto codec = static_cast<kafka::compression>(6);
    EXPECT_EQ(code_of([&] { c.write_compressed_messages(limit(), codec, {{.value = "a"}}); }),
              kafka::errc::unsupported_codec);
}

TEST_F(a_writing_connection, without_a_partition_refuses_to_read_and_write) {
    auto plain = kafka::dial(limit(), broker.address());
    const auto refused = [](auto call) { return code_of(call) == kafka::errc::invalid_argument; };
    EXPECT_TRUE(refused([&] { plain.write(limit(), "a"); }));
    EXPECT_TRUE(refused([&] { plain.read_message(limit()); }));
    EXPECT_TRUE(refused([&] { plain.seek(limit(), 0, kafka::whence::end); }));
    EXPECT_TRUE(refused([&] { plain.read_first_offset(limit()); }));
    EXPECT_NE(words_of([&] { plain.write(limit(), "a"); }).find("dial_leader"), std::string::npos);
}

TEST_F(a_writing_connection, is_told_when_its_topic_was_deleted) {
    broker.make_client().delete_topics(limit(), {"t"});
    const auto gone = kafka::broker_errc::unknown_topic_or_partition;
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), gone);
    EXPECT_EQ(code_of([&] { c.read_message(limit()); }), gone);
    EXPECT_EQ(code_of([&] { c.read_last_offset(limit()); }), gone);
    EXPECT_EQ(code_of([&] { c.read_partitions(limit()); }), gone);
    EXPECT_NE(words_of([&] { c.write(limit(), "a"); }).find("topic \"t\" partition 0"),
              std::string::npos);
    EXPECT_GT(c.api_versions(limit()).size(), 10u) << "the connection itself goes on";
}
