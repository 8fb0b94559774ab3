#include "client/io_loop.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using kafka::detail::client::io_loop;

TEST(an_io_loop, forgets_what_is_posted_after_its_end) {
    io_loop loop;
    loop.stop();
    loop.run_until_stopped();
    auto held = std::make_shared<int>();
    loop.post_from_anywhere([held] {});
    EXPECT_EQ(held.use_count(), 1);
}

// What is wrong here shows when this runs under ThreadSanitizer.
TEST(an_io_loop, may_end_while_another_thread_posts) {
    for (int round = 0; round < 20; ++round) {
        io_loop loop;
        std::atomic<bool> has_ended = false;
        std::atomic<int> ran = 0;
        std::thread other([&] {
            while (!has_ended) loop.post_from_anywhere([&] { ++ran; });
        });
        std::thread io([&] { loop.run_until_stopped(); });
        while (ran == 0) std::this_thread::yield();
        loop.stop();
        io.join();
        has_ended = true;
        other.join();
    }
}
