// A reader against a broker that answers whatever a test wants: wrong, late, too much, nothing.
#include "protocol/fetch.hpp"
#include "protocol/list_offsets.hpp"
#include "support/fetched_records.hpp"
#include "support/scripted_broker.hpp"
#include "wire/byte_order.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <map>

using namespace std::chrono_literals;
using namespace kafka::testing;

namespace {

using fetch_api = protocol::fetch_request;
using answer_maker = std::function<scripted_reply(const scripted_request&)>;

const kafka::context limit() { return kafka::context::after(20s); }

/// The answer of one partition to every fetch.
answer_maker partition_answer(protocol::fetch_response_partition answer,
                              record_bytes records = {}) {
    return [answer, records](const scripted_request& r) -> scripted_reply {
        auto partition = answer;
        partition.records = wire::blob(records);
        protocol::fetch_response out;
        out.responses.push_back({.topic = "t", .partitions = {partition}});
        return {r.answer<fetch_api>(out)};
    };
}

answer_maker records_answer(record_bytes records) {
    return partition_answer({.partition_index = 0, .high_watermark = 100}, std::move(records));
}

/// Answers by the offset that is asked for; nothing where it has nothing.
answer_maker by_offset(std::map<std::int64_t, record_bytes> records) {
    return [records](const scripted_request& r) {
        const auto asked = r.read<fetch_api>().topics.at(0).partitions.at(0).fetch_offset;
        const auto found = records.find(asked);
        return records_answer(found == records.end() ? record_bytes() : found->second)(r);
    };
}

/// Leads topic "t" with one partition; answers fetches one after another as it was told, and the
/// last one forever after a little while, as a broker with nothing new does.
class fetch_script {
public:
    explicit fetch_script(std::deque<answer_maker> answers) : answers_(std::move(answers)) {
        broker.lead({{"t", 1}});
        broker.serves(fetch_api::key, fetch_api::valid);
        broker.on(fetch_api::key, [this](const scripted_request& r) {
            const auto asked = r.read<fetch_api>();
            std::lock_guard lock(mutex_);
            offsets_.push_back(asked.topics.at(0).partitions.at(0).fetch_offset);
            auto next = answers_.front();
            if (answers_.size() > 1) answers_.pop_front();
            return next(r);
        });
    }

    kafka::reader read(kafka::reader_options options = {}) {
        options.brokers = {broker.address()};
        options.topic = "t";
        options.start_offset = 0;
        options.max_wait = 20ms;
        options.backoff_min = 1ms;
        options.backoff_max = 5ms;
        return kafka::reader(std::move(options));
    }
    std::vector<std::int64_t> offsets() {
        std::lock_guard lock(mutex_);
        return offsets_;
    }

private:
    std::mutex mutex_;
    std::deque<answer_maker> answers_;
    std::vector<std::int64_t> offsets_;

public:
    scripted_broker broker; // ends first: its threads use the others
};

std::string next_value(kafka::reader& reader) { return reader.fetch_message(limit())->value.str(); }

std::error_code code_of_next(kafka::reader& reader) {
    try {
        reader.fetch_message(limit());
    } catch (const kafka::error& e) {
        return e.code();
    }
    return {};
}

} // namespace

TEST(a_reader_of_a_strange_broker, ignores_partitions_and_topics_that_it_did_not_ask_for) {
    const auto others = [](const scripted_request& r) -> scripted_reply {
        const auto records = batch_at(0, {"strange"});
        protocol::fetch_response out;
        out.responses.push_back(
            {.topic = "u", .partitions = {{.partition_index = 0, .records = wire::blob(records)}}});
        out.responses.push_back(
            {.topic = "t", .partitions = {{.partition_index = 8, .records = wire::blob(records)}}});
        return {r.answer<fetch_api>(out)};
    };
    fetch_script script({others, records_answer(batch_at(0, {"right"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "right");
}

TEST(a_reader_of_a_strange_broker, tells_of_a_damaged_batch_and_asks_for_it_again) {
    auto damaged = batch_at(1, {"b"});
    damaged.back() ^= std::byte{1};
    fetch_script script(
        {by_offset({{0, joined({batch_at(0, {"a"}), damaged})}, {1, batch_at(1, {"b"})}})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_EQ(reader.offset(), 1);
    EXPECT_EQ(code_of_next(reader), kafka::errc::corrupt_batch);
    EXPECT_EQ(next_value(reader), "b");
}

TEST(a_reader_of_a_strange_broker, tells_of_damage_in_the_middle_of_a_walk_with_the_next_call) {
    auto damaged = batch_at(1, {"b"});
    damaged.back() ^= std::byte{1};
    fetch_script script(
        {by_offset({{0, joined({batch_at(0, {"a"}), damaged})}, {1, batch_at(1, {"b"})}})});
    auto reader = script.read();
    std::vector<std::string> seen;
    for (const auto& m : reader.fetch_batch(limit())) seen.push_back(m.value.str());
    EXPECT_EQ(seen, std::vector<std::string>{"a"});
    EXPECT_THROW(reader.fetch_batch(limit()), kafka::error);
    for (const auto& m : reader.fetch_batch(limit())) seen.push_back(m.value.str());
    EXPECT_EQ(seen, (std::vector<std::string>{"a", "b"}));
}

TEST(a_reader_of_a_strange_broker, delivers_nothing_twice_when_it_answers_with_too_much) {
    fetch_script script({records_answer(batch_at(0, {"a", "b"})),
                         records_answer(joined({batch_at(0, {"a", "b"}), batch_at(2, {"c"})})),
                         records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_EQ(next_value(reader), "b");
    EXPECT_EQ(next_value(reader), "c");
}

TEST(a_reader_of_a_strange_broker, says_when_an_answer_cannot_be_read) {
    const auto rubbish = [](const scripted_request& r) -> scripted_reply {
        byte_string frame(60, std::byte{0x7f});
        wire::store<std::int32_t>(frame.data(), 56);
        wire::store<std::int32_t>(frame.data() + 4, r.correlation_id);
        return {frame};
    };
    fetch_script script({rubbish, records_answer(batch_at(0, {"a"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(code_of_next(reader), kafka::errc::bad_response);
    EXPECT_EQ(next_value(reader), "a") << "on a new connection";
}

TEST(a_reader_of_a_strange_broker, refuses_an_answer_larger_than_anything_it_asked_for) {
    const auto huge = [](const scripted_request& r) -> scripted_reply {
        byte_string frame(8);
        wire::store<std::int32_t>(frame.data(), 0x7fffffff);
        wire::store<std::int32_t>(frame.data() + 4, r.correlation_id);
        return {frame};
    };
    fetch_script script({huge, records_answer(batch_at(0, {"a"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(code_of_next(reader), kafka::errc::bad_response);
    EXPECT_EQ(next_value(reader), "a");
}

TEST(a_reader_of_a_strange_broker, goes_on_when_the_connection_is_cut_instead_of_an_answer) {
    const auto cut = [](const scripted_request&) -> scripted_reply { return {{}, true}; };
    fetch_script script({records_answer(batch_at(0, {"a"})), cut, cut,
                         records_answer(batch_at(1, {"b"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_EQ(next_value(reader), "b");
    const auto offsets = script.offsets();
    EXPECT_EQ(std::vector(offsets.begin(), offsets.begin() + 4),
              (std::vector<std::int64_t>{0, 1, 1, 1}));
}

TEST(a_reader_of_a_strange_broker, asks_for_metadata_again_when_told_that_the_leader_moved) {
    fetch_script script({partition_answer({.partition_index = 0, .error_code = 6}),
                         records_answer(batch_at(0, {"a"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_GE(script.broker.count(protocol::api_key::metadata), 2);
}

TEST(a_reader_of_a_strange_broker, tells_of_errors_with_the_brokers_words_again_and_again) {
    fetch_script script({partition_answer({.partition_index = 0, .error_code = 29})});
    auto reader = script.read();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(code_of_next(reader), kafka::broker_errc::topic_authorization_failed);
}

TEST(a_reader_of_a_strange_broker, says_at_the_deadline_what_the_broker_complained_of) {
    fetch_script script({partition_answer({.partition_index = 0, .error_code = 5})});
    auto reader = script.read();
    try {
        for (;;) reader.fetch_message(kafka::context::after(200ms));
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::timed_out);
        EXPECT_NE(std::string(e.what()).find("no leader"), std::string::npos) << e.what();
    }
}

TEST(a_reader_of_a_strange_broker, does_not_believe_a_bomb) {
    const std::string large(10'000'000, 'x');
    const auto bomb = batch_at(0, {large}, kafka::compression::zstd);
    fetch_script script({records_answer(bomb)});
    auto reader = script.read({.queue_bytes = 1'000'000});
    EXPECT_EQ(code_of_next(reader), kafka::errc::message_too_large);
}

TEST(a_reader_of_a_strange_broker, moves_past_control_batches_at_the_end_of_the_log) {
    fetch_script script({records_answer(joined({batch_at(0, {"a"}), control_batch_at(1)})),
                         records_answer(control_batch_at(2)), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
    EXPECT_THROW(reader.fetch_message(kafka::context::after(1ms)), kafka::error);
    while (reader.offset() != 3) std::this_thread::yield();
}

TEST(a_reader_of_a_strange_broker, rides_out_errors_of_the_request_as_a_whole) {
    const auto failing = [](const scripted_request& r) -> scripted_reply {
        protocol::fetch_response out;
        out.error_code = 78; // offset not available
        return {r.answer<fetch_api>(out)};
    };
    fetch_script script({failing, failing, records_answer(batch_at(0, {"a"})), records_answer({})});
    auto reader = script.read();
    EXPECT_EQ(next_value(reader), "a");
}
