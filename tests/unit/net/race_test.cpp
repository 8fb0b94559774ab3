#include "net/race.hpp"

#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <gtest/gtest.h>

#include <sys/socket.h>

namespace {

using namespace kafka::detail::net;
using namespace std::chrono_literals;

tcp::endpoint endpoint(const char* address, std::uint16_t port = 9092) {
    return {asio::ip::make_address(address), port};
}

/// Listens on a port of its own.
class listening {
public:
    listening(asio::io_context& io, const char* address) : acceptor_(io) {
        const auto at = endpoint(address, 0);
        acceptor_.open(at.protocol());
        acceptor_.bind(at);
        acceptor_.listen(1);
    }
    tcp::endpoint where() const { return acceptor_.local_endpoint(); }

private:
    tcp::acceptor acceptor_;
};

/// Accepts nobody, and has no room for more who wait: who connects hears nothing.
class silent {
public:
    silent(asio::io_context& io, const char* address) : listening_(io, address) {
        for (int i = 0; i < 4; ++i) {
            waiting_.push_back(std::make_unique<tcp_socket>(io));
            waiting_.back()->open(listening_.where().protocol());
            waiting_.back()->native_non_blocking(true);
            const auto to = listening_.where(); // Asio's own call would wait for the outcome
            ::connect(waiting_.back()->native_handle(), to.data(),
                      static_cast<socklen_t>(to.size()));
        }
    }
    tcp::endpoint where() const { return listening_.where(); }

private:
    listening listening_;
    std::vector<std::unique_ptr<tcp_socket>> waiting_;
};

class a_race : public ::testing::Test {
protected:
    outcome<tcp_socket> run(lanes over, dial_terms terms = {}, clock::duration limit = 20s) {
        std::optional<outcome<tcp_socket>> out;
        asio::co_spawn(
            io,
            [&]() -> awaitable<void> {
                out = co_await race(io, over, terms, clock::now() + limit);
            },
            asio::detached);
        io.restart();
        io.run();
        return std::move(*out);
    }
    asio::io_context io{1};
};

} // namespace

TEST(lanes, are_the_families_in_the_order_of_the_system) {
    const std::vector all{endpoint("10.0.0.1"), endpoint("::1"), endpoint("10.0.0.2")};
    const auto two = lanes_of(all, true);
    EXPECT_EQ(two.first, (std::vector{all[0], all[2]}));
    EXPECT_EQ(two.second, std::vector{all[1]});
    const auto one = lanes_of(all, false);
    EXPECT_EQ(one.first, all);
    EXPECT_TRUE(one.second.empty());
}

TEST_F(a_race, is_won_by_the_first_address_that_answers) {
    const listening good(io, "127.0.0.1");
    auto got = run({{good.where()}, {}});
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->remote_endpoint(), good.where());
}

TEST_F(a_race, goes_on_with_the_other_lane_at_once_when_the_first_is_refused) {
    const listening good(io, "127.0.0.1");
    dial_terms patient;
    patient.fallback_delay = 1h;
    auto got = run({{endpoint("127.0.0.1", 1)}, {good.where()}}, patient);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->remote_endpoint(), good.where());
}

TEST_F(a_race, is_won_by_the_other_lane_when_the_first_hears_nothing) {
    const silent bad(io, "127.0.0.1");
    const listening good(io, "127.0.0.1");
    dial_terms quick;
    quick.fallback_delay = 1ms;
    auto got = run({{bad.where()}, {good.where()}}, quick, 1h);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->remote_endpoint(), good.where());
}

TEST_F(a_race, ends_at_the_deadline_when_nobody_answers) {
    const silent bad(io, "127.0.0.1");
    const auto got = run({{bad.where()}, {}}, {}, 30ms);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().causes.size(), 1u);
}

TEST_F(a_race, tells_what_every_address_answered) {
    dial_terms quick;
    quick.fallback_delay = 0ms;
    const auto got = run(
        {{endpoint("127.0.0.1", 1), endpoint("127.0.0.1", 2)}, {endpoint("127.0.0.2", 1)}}, quick);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, kafka::errc::connection_refused);
    EXPECT_EQ(got.error().causes.size(), 3u);
}

TEST_F(a_race, comes_from_the_address_it_was_told) {
    const listening good(io, "127.0.0.1");
    dial_terms from;
    from.local = asio::ip::make_address("127.0.0.9");
    auto got = run({{good.where()}, {}}, from);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->local_endpoint().address().to_string(), "127.0.0.9");
}

TEST_F(a_race, of_nobody_is_lost) { EXPECT_FALSE(run({})); }
