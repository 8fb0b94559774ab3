// Deadlines, cancellation and the end of a kafka::connection, against our broker in this process.
#include "support/connection_world.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::errc;
using now = kafka::context::clock;

namespace {

class a_connection_that_ends : public connection_world {
protected:
    kafka::connection c = new_topic("t");

    /// The error of a read that nothing comes for.
    std::error_code end_of_read(const kafka::context& ctx) {
        return code_of([&] { c.read_message(ctx); });
    }
};

} // namespace

TEST_F(a_connection_that_ends, gives_up_at_the_deadline_of_a_call_and_goes_on) {
    EXPECT_EQ(end_of_read(soon()), errc::timed_out);
    c.write(limit(), "a");
    EXPECT_EQ(c.read_message(limit()).value, "a");
}

TEST_F(a_connection_that_ends, keeps_deadlines_for_reading_and_writing) {
    c.set_read_deadline(now::now() + 50ms);
    EXPECT_EQ(end_of_read({}), errc::timed_out);
    EXPECT_EQ(end_of_read({}), errc::timed_out) << "until it is set again";
    EXPECT_EQ(code_of([&] { c.read_last_offset({}); }), errc::timed_out);
    c.write({}, "a");
    c.set_write_deadline(now::now() - 1s);
    EXPECT_EQ(code_of([&] { c.write({}, "b"); }), errc::timed_out);
    c.set_deadline(std::nullopt);
    EXPECT_EQ(c.read_message(limit()).value, "a");
    EXPECT_EQ(c.read_last_offset(limit()), 1) << "nothing is sent after the deadline";
}

TEST_F(a_connection_that_ends, sends_nothing_at_a_deadline_of_zero) {
    c.set_write_deadline(now::time_point());
    EXPECT_EQ(code_of([&] { c.write({}, "a"); }), errc::timed_out);
    EXPECT_EQ(code_of([&] { c.create_topics({}, {{.topic = "u"}}); }), errc::timed_out);
    EXPECT_EQ(c.read_last_offset(limit()), 0);
    EXPECT_EQ(code_of([&] { kafka::dial(now::time_point(), broker.address()); }), errc::timed_out);
}

TEST_F(a_connection_that_ends, applies_a_new_deadline_to_calls_under_way) {
    std::error_code why;
    std::jthread reader([&] { why = end_of_read({}); });
    c.set_read_deadline(now::now() + 20ms);
    reader.join();
    EXPECT_EQ(why, errc::timed_out);
}

TEST_F(a_connection_that_ends, lets_a_call_under_way_live_longer) {
    c.set_read_deadline(now::now() + 5s);
    std::string value;
    std::jthread reader([&] { value = c.read_message({}).value.str(); });
    c.set_read_deadline(std::nullopt);
    c.write(limit(), "a");
    reader.join();
    EXPECT_EQ(value, "a");
}

TEST_F(a_connection_that_ends, cancels_one_call_and_no_other) {
    std::stop_source stop;
    std::error_code why;
    std::jthread reader([&] { why = end_of_read(stop.get_token()); });
    stop.request_stop();
    reader.join();
    EXPECT_EQ(why, errc::cancelled);
    EXPECT_EQ(end_of_read(stop.get_token()), errc::cancelled) << "without having been sent";
    EXPECT_EQ(c.write(limit(), "a"), 1u);
}

TEST_F(a_connection_that_ends, ends_calls_under_way_when_it_is_closed) {
    std::error_code why;
    std::jthread reader([&] { why = end_of_read({}); });
    c.close();
    reader.join();
    EXPECT_EQ(why, errc::closed);
}

TEST_F(a_connection_that_ends, refuses_every_call_once_it_is_closed) {
    c.close();
    c.close();
    const auto closed = [](auto call) { return code_of(call) == errc::closed; };
    EXPECT_TRUE(closed([&] { c.write(limit(), "a"); }));
    EXPECT_TRUE(closed([&] { c.read_message(limit()); }));
    EXPECT_TRUE(closed([&] { c.read_offsets(limit()); }));
    EXPECT_TRUE(closed([&] { c.seek(limit(), 0, kafka::whence::end); }));
    EXPECT_TRUE(closed([&] { c.brokers(limit()); }));
    EXPECT_TRUE(closed([&] { c.controller(limit()); }));
    EXPECT_TRUE(closed([&] { c.read_partitions(limit()); }));
    EXPECT_TRUE(closed([&] { c.create_topics(limit(), {{.topic = "u"}}); }));
    EXPECT_TRUE(closed([&] { c.delete_topics(limit(), {"u"}); }));
    EXPECT_TRUE(closed([&] { c.api_versions(limit()); }));
    EXPECT_FALSE(c.remote_address().empty());
}

TEST_F(a_connection_that_ends, tells_that_the_broker_has_gone) {
    std::error_code why;
    std::jthread reader([&] { why = end_of_read({}); });
    while (c.read_last_offset(limit()) != 0) {}
    broker.stop();
    reader.join();
    EXPECT_EQ(why, errc::connection_lost);
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), errc::connection_lost);
    broker.start_again();
    EXPECT_EQ(leader_of("t").write(limit(), "a"), 1u);
}

TEST_F(a_connection_that_ends, is_shared_by_its_copies) {
    auto copy = c;
    copy.close();
    EXPECT_EQ(code_of([&] { c.write(limit(), "a"); }), errc::closed);
}

TEST_F(a_connection_that_ends, may_go_while_its_batch_is_read) {
    c.write_messages(limit(), {{.value = "a"}, {.value = "b"}});
    auto batch = c.read_batch(limit());
    c = kafka::dial(limit(), broker.address());
    EXPECT_EQ(values_of(batch), (std::vector<std::string>{"a", "b"}));
}

TEST_F(a_connection_that_ends, takes_over_a_socket_that_is_connected_already) {
    const auto colon = broker.address().rfind(':');
    addrinfo* found = nullptr;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    ASSERT_EQ(getaddrinfo(broker.address().substr(0, colon).c_str(),
                          broker.address().substr(colon + 1).c_str(), &hints, &found),
              0);
    const int s = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(connect(s, found->ai_addr, found->ai_addrlen), 0);
    freeaddrinfo(found);
    kafka::connection over(limit(), s, {.topic = "t", .partition = 0});
    EXPECT_EQ(over.write(limit(), "a"), 1u);
    EXPECT_EQ(over.read_message(limit()).value, "a");
}

TEST_F(a_connection_that_ends, refuses_a_socket_that_is_none) {
    EXPECT_EQ(code_of([&] { kafka::connection(limit(), -1); }), errc::invalid_argument);
}
