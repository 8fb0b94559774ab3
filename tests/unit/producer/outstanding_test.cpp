#include "producer/outstanding.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace producer = kafka::detail::producer;
using namespace std::chrono_literals;

namespace {

const kafka::context past = kafka::context::after(-1s);

} // namespace

TEST(a_flush, waits_for_what_began_before_it_and_not_for_later_things) {
    producer::outstanding all;
    const auto first = all.begin();
    const auto cut = all.cut();
    const auto later = all.begin();
    EXPECT_EQ(all.wait(cut, past), kafka::errc::timed_out);
    const auto again = all.cut();
    all.end(first);
    EXPECT_FALSE(all.wait(cut, past));
    EXPECT_EQ(all.wait(again, past), kafka::errc::timed_out);
    all.end(later);
}

TEST(a_flush, of_nothing_is_done) {
    producer::outstanding all;
    EXPECT_FALSE(all.wait(all.cut(), past));
    EXPECT_FALSE(all.wait(all.cut(), past));
}

TEST(a_flush, waits_for_older_generations_too) {
    producer::outstanding all;
    const auto first = all.begin();
    const auto cut = all.cut();
    const auto second = all.begin();
    const auto cut_again = all.cut();
    all.end(second);
    EXPECT_EQ(all.wait(cut_again, past), kafka::errc::timed_out);
    all.end(first);
    EXPECT_FALSE(all.wait(cut_again, past));
    EXPECT_FALSE(all.wait(cut, past));
}

TEST(a_flush, counts_what_was_split) {
    producer::outstanding all;
    const auto g = all.begin();
    const auto cut = all.cut();
    all.share(g);
    all.end(g);
    EXPECT_EQ(all.wait(cut, past), kafka::errc::timed_out);
    all.end(g);
}

TEST(a_flush, is_awaited_from_the_cut_to_the_end_of_the_wait) {
    producer::outstanding all;
    const auto g = all.begin();
    EXPECT_FALSE(all.is_awaited());
    const auto cut = all.cut();
    EXPECT_TRUE(all.is_awaited());
    std::thread other([&] { all.end(g); });
    EXPECT_FALSE(all.wait(cut, kafka::context::after(10s)));
    other.join();
    EXPECT_FALSE(all.is_awaited());
}
