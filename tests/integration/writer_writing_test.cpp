#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>
#include <kafka/writer.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

using namespace std::chrono_literals;
using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

kafka::writer write(const running_broker& broker, kafka::writer_options options = {}) {
    options.brokers = {broker.address()};
    options.backoff_min = 5ms;
    options.backoff_max = 50ms;
    return kafka::writer(std::move(options));
}

/// Everything in a topic, by partition.
std::map<int, std::vector<std::string>> contents(const running_broker& broker,
                                                 const std::string& topic, std::size_t count) {
    kafka::reader reader({.brokers = {broker.address()}, .topic = topic});
    std::map<int, std::vector<std::string>> out;
    for (std::size_t i = 0; i < count; ++i) {
        const auto m = reader.fetch_message(limit());
        out[m->partition].push_back(m->value.str());
    }
    for (const auto& p : reader.positions())
        EXPECT_EQ(static_cast<std::size_t>(p.high_watermark), out[p.partition].size())
            << "more is there";
    return out;
}

/// Counts what callbacks say.
struct tally {
    std::atomic<int> written{0};
    std::atomic<int> failed{0};
    std::error_code last = {};
    kafka::delivery_callback callback() {
        return {[](void* to, const kafka::delivery& d) {
                    auto& t = *static_cast<tally*>(to);
                    if (d.error) t.last = d.error;
                    ++(d.error ? t.failed : t.written);
                },
                this};
    }
};

template <class Call>
kafka::error failure_of(const Call& call) {
    try {
        call();
    } catch (const kafka::error& e) {
        return e;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {{}, ""};
}

} // namespace

TEST(a_writer, writes_what_a_reader_reads) {
    running_broker broker;
    broker.make_topic("t");
    auto writer = write(broker, {.topic = "t"});
    const kafka::header headers[] = {{"trace", "abc"}, {"nothing", nullptr}};
    writer.write_messages(limit(), {{.key = "Key-A", .value = "Hello Kafka!", .headers = headers},
                                    {.key = nullptr, .value = nullptr},
                                    {.key = "", .value = ""}});
    kafka::reader reader({.brokers = {broker.address()}, .topic = "t"});
    const auto first = reader.fetch_message(limit());
    EXPECT_EQ(first->key, "Key-A");
    EXPECT_EQ(first->value, "Hello Kafka!");
    EXPECT_EQ(first->headers.find("trace"), kafka::bytes_view("abc"));
    EXPECT_LT(std::chrono::system_clock::now() - first->timestamp, 20s);
    const auto null = reader.fetch_message(limit());
    EXPECT_TRUE(null->key.is_null());
    EXPECT_TRUE(null->value.is_null());
    const auto empty = reader.fetch_message(limit());
    EXPECT_FALSE(empty->key.is_null());
    EXPECT_FALSE(empty->value.is_null());
}

TEST(a_writer, tells_each_record_where_it_is) {
    running_broker broker;
    broker.make_topic("t", 2);
    auto writer = write(broker, {.topic = "t"});
    static std::mutex mutex;
    static std::vector<kafka::delivery> seen;
    seen.clear();
    for (int i = 0; i < 10; ++i)
        writer.post({}, {.value = "v", .partition = i % 2},
                    {[](void*, const kafka::delivery& d) {
                         std::lock_guard lock(mutex);
                         seen.push_back(d);
                     },
                     nullptr});
    writer.flush(limit());
    std::lock_guard lock(mutex);
    ASSERT_EQ(seen.size(), 10u);
    std::map<int, std::vector<std::int64_t>> offsets;
    for (const auto& d : seen) offsets[d.partition].push_back(d.offset);
    for (int p : {0, 1}) EXPECT_EQ(offsets[p], (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
}

TEST(a_writer, writes_to_the_topic_of_each_record) {
    running_broker broker;
    broker.make_topic("a");
    broker.make_topic("b");
    auto writer = write(broker);
    writer.write_messages(
        limit(),
        {{.value = "1", .topic = "a"}, {.value = "2", .topic = "b"}, {.value = "3", .topic = "a"}});
    EXPECT_EQ(contents(broker, "a", 2)[0], (std::vector<std::string>{"1", "3"}));
    EXPECT_EQ(contents(broker, "b", 1)[0], (std::vector<std::string>{"2"}));
}

TEST(a_writer, compresses_with_every_codec) {
    running_broker broker;
    for (int codec = 0; codec <= 4; ++codec) {
        const auto topic = "t" + std::to_string(codec);
        broker.make_topic(topic);
        auto writer =
            write(broker, {.topic = topic, .compression = static_cast<kafka::compression>(codec)});
        std::vector<std::string> values;
        for (int i = 0; i < 2000; ++i) values.push_back("value " + std::to_string(i));
        for (const auto& v : values) writer.post({}, {.value = v});
        writer.flush(limit());
        EXPECT_EQ(contents(broker, topic, 2000)[0], values) << codec;
    }
}

TEST(a_writer, writes_in_the_order_of_the_calls_from_many_threads) {
    running_broker broker;
    broker.make_topic("t", 3);
    auto writer = write(broker, {.topic = "t", .batch_bytes = 4096});
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n)
        threads.emplace_back([writer, n]() mutable {
            for (int i = 0; i < 2000; ++i) {
                const auto key = std::to_string(n);
                const auto value = key + ":" + std::to_string(i);
                writer.post({}, {.key = key, .value = value});
            }
        });
    for (auto& t : threads) t.join();
    writer.flush(limit());
    std::map<std::string, int> next;
    for (const auto& [partition, values] : contents(broker, "t", 8000))
        for (const auto& v : values) {
            const auto colon = v.find(':');
            EXPECT_EQ(std::stoi(v.substr(colon + 1)), next[v.substr(0, colon)]++);
        }
}

TEST(a_writer, says_that_a_topic_does_not_exist) {
    running_broker broker;
    auto writer = write(broker, {.topic = "absent"});
    try {
        writer.write_messages(limit(), {{.value = "v"}});
        FAIL();
    } catch (const kafka::write_errors& e) {
        ASSERT_EQ(e.errors().size(), 1u);
        EXPECT_EQ(e.code(), kafka::condition::not_found);
        EXPECT_EQ(e.errors()[0].persistence, kafka::persistence::not_persisted);
        EXPECT_NE(std::string(e.what()).find("absent"), std::string::npos) << e.what();
    }
}

TEST(a_writer, has_a_topic_created_when_it_may) {
    running_broker broker;
    auto writer = write(broker, {.topic = "fresh", .allow_auto_topic_creation = true});
    writer.write_messages(limit(), {{.value = "v"}});
    EXPECT_EQ(contents(broker, "fresh", 1)[0], (std::vector<std::string>{"v"}));
}

TEST(a_writer, sends_nothing_of_a_call_with_a_record_that_is_too_large) {
    running_broker broker;
    broker.make_topic("t");
    auto writer = write(broker, {.topic = "t", .batch_bytes = 1000});
    const std::string large(2000, 'v');
    const auto failure = failure_of([&] {
        writer.write_messages(limit(), {{.value = "small"}, {.value = large}});
    });
    EXPECT_EQ(failure.code(), kafka::errc::message_too_large);
    EXPECT_NE(std::string(failure.what()).find("record 1"), std::string::npos) << failure.what();
    EXPECT_NE(std::string(failure.what()).find("1000"), std::string::npos) << failure.what();
    writer.write_messages(limit(), {{.value = "after"}});
    EXPECT_EQ(contents(broker, "t", 1)[0], (std::vector<std::string>{"after"}));
}

TEST(a_writer, names_the_records_that_a_broker_refused_and_writes_the_others) {
    running_broker broker;
    broker.make_topic("t", 2);
    broker.make_client().alter_configs(limit(), kafka::config_resource::topic, "t",
                                       {{.name = "cleanup.policy", .value = "compact"}});
    auto writer = write(broker, {.topic = "t"});
    try { // a record without a key makes a batch for a compacted topic invalid
        writer.write_messages(limit(), {{.key = "k", .value = "1", .partition = 0},
                                        {.value = "2", .partition = 1},
                                        {.key = "k", .value = "3", .partition = 0}});
        FAIL();
    } catch (const kafka::write_errors& e) {
        ASSERT_EQ(e.errors().size(), 1u);
        EXPECT_EQ(e.errors()[0].index, 1u);
        EXPECT_EQ(e.errors()[0].error, kafka::broker_errc::invalid_record);
        EXPECT_EQ(e.errors()[0].persistence, kafka::persistence::not_persisted);
    }
    EXPECT_EQ(contents(broker, "t", 2)[0], (std::vector<std::string>{"1", "3"}));
}

TEST(a_writer, splits_batches_that_are_too_large_for_the_topic) {
    running_broker broker;
    broker.make_topic("t");
    broker.make_client().alter_configs(limit(), kafka::config_resource::topic, "t",
                                       {{.name = "max.message.bytes", .value = "2000"}});
    auto writer = write(broker, {.topic = "t", .batch_timeout = 10ms});
    std::vector<std::string> values;
    for (int i = 0; i < 100; ++i) values.push_back(std::to_string(i) + std::string(100, 'v'));
    std::vector<kafka::record> records;
    for (const auto& v : values) records.push_back({.value = v});
    writer.write_messages(limit(), records);
    EXPECT_EQ(contents(broker, "t", 100)[0], values);
}

TEST(a_writer, writes_without_acknowledgements) {
    running_broker broker;
    broker.make_topic("t");
    auto writer = write(broker, {.topic = "t", .required_acks = kafka::acks::none});
    tally outcomes;
    for (int i = 0; i < 100; ++i) writer.post({}, {.value = "v"}, outcomes.callback());
    writer.flush(limit());
    EXPECT_EQ(outcomes.written, 100);
    EXPECT_EQ(contents(broker, "t", 100)[0].size(), 100u);
}

TEST(a_writer, reports_every_batch_and_no_call_waits_when_it_is_asynchronous) {
    running_broker broker;
    broker.make_topic("t");
    std::atomic<std::size_t> records{0};
    auto writer = write(broker, {.topic = "t",
                                 .batch_size = 10,
                                 .async = true,
                                 .completion = [&](const kafka::batch_result& b) {
                                     EXPECT_EQ(b.topic, "t");
                                     EXPECT_FALSE(b.error);
                                     EXPECT_EQ(b.records, 10u);
                                     EXPECT_GT(b.bytes, 61u);
                                     records += b.records;
                                 }});
    for (int i = 0; i < 10; ++i) {
        const std::vector<kafka::record> ten(10, {.value = "v"});
        writer.write_messages({}, ten);
    }
    EXPECT_EQ(writer.close(limit()).records, 0u);
    EXPECT_EQ(records, 100u);
}

TEST(a_writer, lists_everything_that_is_wrong_with_its_options) {
    const auto failure = failure_of([] {
        kafka::writer({.brokers = {"host:no-port"},
                       .topic = "no topic!",
                       .required_acks = kafka::acks::one,
                       .idempotent = true,
                       .batch_bytes = 1,
                       .max_in_flight = 9});
    });
    EXPECT_EQ(failure.code(), kafka::errc::invalid_option);
    for (const auto* word : {"brokers", "topic", "idempotent", "batch_bytes", "max_in_flight"})
        EXPECT_NE(std::string(failure.what()).find(word), std::string::npos) << word;
}

TEST(a_writer, refuses_a_record_with_two_topics_or_none) {
    auto fixed = kafka::writer({.brokers = {"localhost:1"}, .topic = "t"});
    auto free = kafka::writer({.brokers = {"localhost:1"}});
    EXPECT_EQ(fixed.try_post({.value = "v", .topic = "u"}), kafka::errc::invalid_argument);
    EXPECT_EQ(free.try_post({.value = "v"}), kafka::errc::invalid_argument);
    EXPECT_EQ(failure_of([&] { free.post({}, {.value = "v"}); }).code(),
              kafka::errc::invalid_argument);
}

TEST(a_writer, refuses_to_wait_on_the_callback_thread) {
    running_broker broker;
    broker.make_topic("t");
    auto writer = write(broker, {.topic = "t"});
    struct state {
        kafka::writer& writer;
        std::error_code flushed, posted;
    } s{writer, {}, {}};
    writer.post({}, {.value = "v"},
                {[](void* c, const kafka::delivery&) {
                     auto& to = *static_cast<state*>(c);
                     to.flushed = failure_of([&] { to.writer.flush(limit()); }).code();
                     to.posted = to.writer.try_post({.value = "from a callback"});
                 },
                 &s});
    writer.flush(limit());
    writer.flush(limit());
    EXPECT_EQ(s.flushed, kafka::errc::would_deadlock);
    EXPECT_FALSE(s.posted);
    EXPECT_EQ(contents(broker, "t", 2)[0].back(), "from a callback");
}
