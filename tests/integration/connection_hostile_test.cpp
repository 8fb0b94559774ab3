// A kafka::connection to a broker that answers whatever a test wants: wrong, late, nothing.
#include "protocol/fetch.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/metadata.hpp"
#include "protocol/produce.hpp"
#include "support/connection_world.hpp"
#include "support/fetched_records.hpp"
#include "support/scripted_broker.hpp"
#include "wire/byte_order.hpp"

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::broker_errc;
using kafka::errc;
using strings = std::vector<std::string>;

namespace {

using fetch_api = protocol::fetch_request;
using produce_api = protocol::produce_request;
using offsets_api = protocol::list_offsets_request;

class a_connection_to_a_strange_broker : public ::testing::Test {
protected:
    a_connection_to_a_strange_broker() {
        strange.lead({{"t", 1}});
        for (const auto key : {fetch_api::key, produce_api::key, offsets_api::key})
            strange.on(key, [](const scripted_request&) { return scripted_reply{}; });
        strange.serves(fetch_api::key, fetch_api::valid);
        strange.serves(produce_api::key, produce_api::valid);
        strange.serves(offsets_api::key, offsets_api::valid);
    }
    static kafka::context limit() { return kafka::context::after(20s); }
    kafka::connection leader(kafka::dialer d = {}) {
        return d.dial_leader(limit(), strange.address(), "t", 0);
    }
    /// The answer to every fetch.
    void fetched(protocol::fetch_response_partition answer, std::string_view topic = "t") {
        strange.on(fetch_api::key, [answer, topic](const scripted_request& r) -> scripted_reply {
            protocol::fetch_response out;
            out.responses.push_back({.topic = topic, .partitions = {answer}});
            return {r.answer<fetch_api>(out)};
        });
    }
    void fetched_bytes(const record_bytes& records) {
        bytes_ = records;
        fetched({.high_watermark = 100, .records = wire::blob(bytes_)});
    }
    std::error_code end_of_read(kafka::connection& c) {
        return code_of([&] { c.read_message(limit()); });
    }

    scripted_broker strange;

private:
    record_bytes bytes_;
};

scripted_reply rubbish(const scripted_request& r) {
    byte_string frame(60, std::byte{0x7f});
    wire::store<std::int32_t>(frame.data(), 56);
    wire::store<std::int32_t>(frame.data() + 4, r.correlation_id);
    return {frame};
}

} // namespace

TEST_F(a_connection_to_a_strange_broker, ends_when_an_answer_is_laid_out_in_another_version) {
    auto c = leader();
    strange.on(offsets_api::key, rubbish);
    EXPECT_EQ(code_of([&] { c.read_first_offset(limit()); }), errc::bad_response);
    EXPECT_EQ(code_of([&] { c.read_first_offset(limit()); }), errc::connection_lost)
        << "what follows cannot be trusted either";
}

TEST_F(a_connection_to_a_strange_broker, is_not_made_when_the_first_answer_is_rubbish) {
    strange.on(protocol::api_key::api_versions, rubbish);
    EXPECT_EQ(code_of([&] { kafka::dial(limit(), strange.address()); }), errc::bad_response);
}

TEST_F(a_connection_to_a_strange_broker, says_when_the_partition_is_left_out) {
    auto c = leader();
    fetched({.partition_index = 3});
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(end_of_read(c), errc::bad_response);
    fetched({}, "u");
    EXPECT_EQ(end_of_read(c), errc::bad_response);
    strange.on(produce_api::key, [](const scripted_request& r) -> scripted_reply {
        return {r.answer<produce_api>({})};
    });
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), errc::bad_response);
}

TEST_F(a_connection_to_a_strange_broker, is_told_that_the_leader_moved_and_goes_on) {
    auto c = leader();
    fetched({.error_code = 6});
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(end_of_read(c), broker_errc::not_leader_or_follower);
    strange.on(produce_api::key, [](const scripted_request& r) -> scripted_reply {
        protocol::produce_response out;
        out.responses.push_back(
            {.name = "t", .partition_responses = {{.error_code = 6, .error_message = "not me"}}});
        return {r.answer<produce_api>(out)};
    });
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), broker_errc::not_leader_or_follower);
    const auto words = words_of([&] { c.write(limit(), "a"); });
    EXPECT_NE(words.find("not me"), std::string::npos) << words;
    fetched_bytes(batch_at(0, {"a"}));
    EXPECT_EQ(c.read_message(limit()).value, "a");
}

TEST_F(a_connection_to_a_strange_broker, ends_when_the_broker_hangs_up_instead_of_an_answer) {
    auto c = leader();
    strange.on(produce_api::key, [](const scripted_request&) -> scripted_reply {
        return {{}, true};
    });
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), errc::connection_lost);
    EXPECT_EQ(end_of_read(c), errc::connection_lost);
}

TEST_F(a_connection_to_a_strange_broker, ends_when_a_request_is_never_answered) {
    auto c = leader({.request_timeout = 50ms});
    EXPECT_EQ(code_of([&] { c.write({}, "a"); }), errc::connection_lost);
}

TEST_F(a_connection_to_a_strange_broker, gives_up_a_silent_broker_at_the_deadline) {
    auto c = leader();
    EXPECT_EQ(code_of([&] { c.write(kafka::context::after(30ms), "a"); }), errc::timed_out);
    strange.on(protocol::api_key::api_versions,
               [](const scripted_request&) { return scripted_reply{}; });
    EXPECT_EQ(code_of([&] { kafka::dial(kafka::context::after(30ms), strange.address()); }),
              errc::timed_out);
    EXPECT_EQ(code_of([&] { kafka::dialer{.timeout = 30ms}.dial({}, strange.address()); }),
              errc::timed_out);
}

TEST_F(a_connection_to_a_strange_broker, stops_at_a_damaged_batch_and_stays_in_front_of_it) {
    auto damaged = batch_at(1, {"b"});
    damaged.back() ^= std::byte{1};
    fetched_bytes(joined({batch_at(0, {"a"}), damaged}));
    auto c = leader();
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    auto batch = c.read_batch(limit());
    EXPECT_EQ(values_of(batch), strings{"a"});
    EXPECT_EQ(batch.error(), errc::corrupt_batch);
    EXPECT_EQ(code_of([&] { batch.read_message(); }), errc::corrupt_batch);
    EXPECT_EQ(batch.offset(), 1);
    batch.close();
    EXPECT_EQ(c.offset().offset, 1);
    EXPECT_EQ(end_of_read(c), errc::corrupt_batch);
}

TEST_F(a_connection_to_a_strange_broker, says_when_what_came_is_no_batch) {
    fetched_bytes(record_bytes(200, std::byte{0x55}));
    auto c = leader();
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(end_of_read(c), errc::corrupt_batch);
}

TEST_F(a_connection_to_a_strange_broker, passes_over_control_batches_and_moves_behind_them) {
    fetched_bytes(joined({control_batch_at(0), batch_at(1, {"a"}), control_batch_at(2)}));
    auto c = leader();
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(values_of(c.read_batch(limit())), strings{"a"});
    EXPECT_EQ(c.offset().offset, 3);
}

TEST_F(a_connection_to_a_strange_broker, asks_again_behind_batches_in_which_nothing_is_to_read) {
    strange.on(fetch_api::key, [](const scripted_request& r) -> scripted_reply {
        const auto asked = r.read<fetch_api>().topics.at(0).partitions.at(0).fetch_offset;
        const auto records = asked == 0 ? control_batch_at(0) : batch_at(asked, {"next"});
        protocol::fetch_response out;
        out.responses.push_back({.topic = "t", .partitions = {{.records = wire::blob(records)}}});
        return {r.answer<fetch_api>(out)};
    });
    auto c = leader();
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(c.read_message(limit()).offset, 1);
}

TEST_F(a_connection_to_a_strange_broker, asks_for_what_it_was_told) {
    std::mutex mutex;
    fetch_api seen;
    const auto records = batch_at(7, {"a"});
    strange.on(fetch_api::key, [&](const scripted_request& r) -> scripted_reply {
        std::lock_guard lock(mutex);
        seen = r.read<fetch_api>();
        seen.topics.at(0).topic = {};
        seen.rack_id = {};
        protocol::fetch_response out;
        out.throttle_time_ms = 9;
        out.responses.push_back({.topic = "t", .partitions = {{.records = wire::blob(records)}}});
        return {r.answer<fetch_api>(out)};
    });
    auto c = leader();
    c.seek(limit(), 7, kafka::whence::absolute, kafka::seek_check::dont_check);
    const auto batch = c.read_batch(limit(), {.min_bytes = 5,
                                              .max_bytes = 77,
                                              .isolation = kafka::isolation_level::read_committed,
                                              .max_wait = 123ms});
    EXPECT_EQ(batch.throttle(), 9ms);
    std::lock_guard lock(mutex);
    EXPECT_EQ(seen.min_bytes, 5);
    EXPECT_EQ(seen.max_bytes, 77);
    EXPECT_EQ(seen.max_wait_ms, 123);
    EXPECT_EQ(seen.isolation_level, 1);
    EXPECT_EQ(seen.topics.at(0).partitions.at(0).fetch_offset, 7);
}

TEST_F(a_connection_to_a_strange_broker, speaks_no_version_in_which_it_could_not_name_its_topic) {
    strange.serves(fetch_api::key, {13, 18});
    auto c = leader();
    c.seek(limit(), 0, kafka::whence::absolute, kafka::seek_check::dont_check);
    EXPECT_EQ(end_of_read(c), errc::unsupported_version);
}

TEST_F(a_connection_to_a_strange_broker, finds_no_leader_where_there_is_none) {
    strange.on(protocol::api_key::metadata, [this](const scripted_request& r) -> scripted_reply {
        protocol::metadata_response out;
        out.brokers.push_back({.node_id = 1, .host = "127.0.0.1", .port = strange.port()});
        auto& topic = out.topics.emplace_back();
        topic.name = "t";
        topic.partitions.push_back({.error_code = 5, .leader_id = -1});
        return {r.answer<protocol::metadata_request>(out)};
    });
    const auto words = words_of(
        [&] { kafka::dial_leader(kafka::context::after(200ms), strange.address(), "t", 0); });
    EXPECT_NE(words.find("topic \"t\" partition 0"), std::string::npos) << words;
    EXPECT_NE(words.find("leader"), std::string::npos) << words;
}
