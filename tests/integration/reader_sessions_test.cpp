// Readers and fetch sessions: against a broker that keeps count, and against ours.
#include "protocol/fetch.hpp"
#include "support/fetched_records.hpp"
#include "support/running_broker.hpp"
#include "support/scripted_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <set>
#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::broker_errc;

namespace {

using fetch_api = protocol::fetch_request;

const kafka::context limit() { return kafka::context::after(20s); }

/// "5/1 +t0@3 -t1": the session and its epoch, what is added or changed, what is forgotten.
std::string text_of(const fetch_api& q) {
    auto out = std::to_string(q.session_id) + "/" + std::to_string(q.session_epoch);
    for (const auto& t : q.topics)
        for (const auto& p : t.partitions)
            out += " +" + std::string(t.topic) + std::to_string(p.partition) + "@" +
                   std::to_string(p.fetch_offset);
    for (const auto& t : q.forgotten_topics_data)
        for (const auto p : t.partitions) out += " -" + std::string(t.topic) + std::to_string(p);
    return out;
}

/// Leads topic "t" with three partitions, gives every consumer session 5, and answers with what a
/// test has put there. Nothing of the rest is new.
class counting_broker {
public:
    counting_broker() {
        broker.lead({{"t", 3}});
        broker.serves(fetch_api::key, fetch_api::valid);
        broker.on(fetch_api::key, [this](const scripted_request& r) { return answer(r); });
    }

    kafka::reader read() {
        return kafka::reader({.brokers = {broker.address()},
                              .topic = "t",
                              .start_offset = 0,
                              .max_wait = 20ms,
                              .backoff_min = 1ms,
                              .backoff_max = 5ms});
    }
    /// The next answer has these records, or is this error.
    void put(std::int32_t partition, record_bytes records) {
        std::lock_guard lock(mutex_);
        next_ = {partition, std::move(records)};
    }
    void refuse(broker_errc error) {
        std::lock_guard lock(mutex_);
        refusal_ = error;
    }
    /// Waits for a request that says this, or that; false when none comes.
    bool was_asked(const std::string& text, const std::string& or_this = "none") {
        const auto says_it = [&](const std::string& t) {
            return t.find(text) != t.npos || t.find(or_this) != t.npos;
        };
        std::unique_lock lock(mutex_);
        return asked_.wait_for(lock, 10s, [&] { return std::ranges::any_of(texts_, says_it); });
    }
    void forget() {
        std::lock_guard lock(mutex_);
        texts_.clear();
    }
    /// The next request is not answered; waits until it is there.
    void hold() {
        std::unique_lock lock(mutex_);
        holds_ = true;
        asked_.wait_for(lock, 10s, [&] { return !holds_; });
    }
    std::string all() {
        std::lock_guard lock(mutex_);
        std::string out;
        for (const auto& t : texts_) out += t;
        return out;
    }

private:
    scripted_reply answer(const scripted_request& r) {
        const auto q = r.read<fetch_api>();
        std::lock_guard lock(mutex_);
        texts_.push_back(text_of(q) + '\n');
        if (std::exchange(holds_, false)) {
            asked_.notify_all();
            return {};
        }
        asked_.notify_all();
        protocol::fetch_response out;
        out.session_id = 5;
        if (const auto error = std::exchange(refusal_, broker_errc::none);
            error != broker_errc::none) {
            out.error_code = static_cast<std::int16_t>(error);
            return {r.answer<fetch_api>(out)};
        }
        const auto [partition, records] = std::exchange(next_, {-1, {}});
        if (partition >= 0)
            out.responses.push_back({.topic = "t",
                                     .partitions = {{.partition_index = partition,
                                                     .high_watermark = 100,
                                                     .records = wire::blob(records)}}});
        else
            std::this_thread::sleep_for(2ms); // as a long poll, only shorter
        return {r.answer<fetch_api>(out)};
    }

    std::mutex mutex_;
    std::condition_variable asked_;
    std::vector<std::string> texts_;
    std::pair<std::int32_t, record_bytes> next_{-1, {}};
    broker_errc refusal_ = broker_errc::none;
    bool holds_ = false;

public:
    scripted_broker broker; // ends first: its threads use the others
};

std::string next_value(kafka::reader& reader) { return reader.fetch_message(limit())->value.str(); }

/// It has read a message of partition 0.
struct a_reader_with_a_session : ::testing::Test {
    counting_broker script;
    kafka::reader reader = script.read();

    void SetUp() override {
        script.put(0, batch_at(0, {"first"}));
        ASSERT_EQ(next_value(reader), "first");
        ASSERT_TRUE(script.was_asked("0/0 +t0@0 +t1@0 +t2@0")) << script.all();
    }
};

} // namespace

TEST_F(a_reader_with_a_session, names_only_what_has_moved) {
    EXPECT_TRUE(script.was_asked("5/1 +t0@1")) << script.all();
    script.put(1, batch_at(0, {"a", "b"}));
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_EQ(next_value(reader), "b");
    EXPECT_TRUE(script.was_asked(" +t1@2")) << script.all();
    script.put(2, batch_at(0, {"c"}));
    EXPECT_EQ(next_value(reader), "c");
    EXPECT_TRUE(script.was_asked(" +t2@1")) << script.all();
    EXPECT_EQ(script.all().find("/1 +t0@1 "), std::string::npos) << script.all();
    EXPECT_EQ(script.all().find("@2 "), std::string::npos) << script.all();
}

TEST_F(a_reader_with_a_session, forgets_partitions_that_are_paused) {
    const kafka::topic_partition one[] = {{"t", 1}};
    reader.pause(one);
    // In a session that goes on, or in another one when a request was under way.
    EXPECT_TRUE(script.was_asked(" -t1", "5/0 +t2@0 +t0@1\n")) << script.all();
    script.put(2, batch_at(0, {"c"}));
    EXPECT_EQ(next_value(reader), "c");
    script.forget();
    reader.resume(one);
    EXPECT_TRUE(script.was_asked(" +t1@0")) << script.all();
    script.put(1, batch_at(0, {"a"}));
    EXPECT_EQ(next_value(reader), "a");
}

TEST_F(a_reader_with_a_session, ends_it_for_another_one_when_it_jumps) {
    script.hold();           // there is a request under way when the reader jumps
    reader.set_offset(1, 7); // hangs up, and nobody knows what the broker took in
    EXPECT_TRUE(script.was_asked("5/0 +t1@7 +t2@0 +t0@1")) << script.all();
    script.put(1, batch_at(7, {"h"}));
    EXPECT_EQ(next_value(reader), "h");
}

TEST_F(a_reader_with_a_session, begins_another_one_when_the_broker_lost_it) {
    std::int64_t next = 0;
    for (const auto error :
         {broker_errc::fetch_session_id_not_found, broker_errc::invalid_fetch_session_epoch,
          broker_errc::fetch_session_topic_id_error}) {
        ASSERT_TRUE(script.was_asked("5/2")) << script.all();
        script.forget();
        script.refuse(error);
        const auto id = error == broker_errc::fetch_session_id_not_found ? "0" : "5";
        ASSERT_TRUE(script.was_asked(id + std::string("/0 +t"))) << script.all();
        script.put(1, batch_at(next++, {"a"}));
        EXPECT_EQ(next_value(reader), "a");
    }
}

TEST(a_reader_of_our_broker, reads_everything_of_many_partitions_while_the_broker_restarts) {
    running_broker broker;
    constexpr int partitions = 40, rounds = 6;
    broker.make_topic("many", partitions);
    kafka::reader reader({.brokers = {broker.address()},
                          .topic = "many",
                          .max_wait = 50ms,
                          .backoff_min = 1ms,
                          .backoff_max = 20ms});
    std::set<std::pair<std::int32_t, std::int64_t>> seen;
    std::int64_t expected = 0;
    for (int round = 0; round < rounds; ++round) {
        // Some partitions get records in one round, others in another.
        for (std::int32_t p = round % 3; p < partitions; p += 1 + round) {
            broker.append_numbers("many", p, 3);
            expected += 3;
        }
        if (round == 3) {
            broker.stop();
            broker.start_again();
        }
        while (static_cast<std::int64_t>(seen.size()) < expected) {
            const auto m = reader.fetch_message(limit());
            ASSERT_TRUE(m);
            EXPECT_TRUE(seen.insert({m->partition, m->offset}).second) << "read twice";
        }
    }
}
