// What readers of a group are promised while its members come and go.
#include "support/becomes_true.hpp"
#include "support/group_readers.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::topic_partition;

namespace {

/// What a listener was told, beside what was read.
class diary {
public:
    kafka::group_listener listener() {
        return {.assigned = [this](const auto& p) { note(p, true); },
                .revoked = [this](const auto& p) { note(p, false); },
                .lost = [this](const auto& p) { note(p, false); }};
    }
    /// Before a message is asked for and after it was returned: it is strange when its partition
    /// was taken away before that, and not given back.
    std::map<std::int32_t, int> taken_away() const {
        std::lock_guard lock(mutex_);
        return taken_away_;
    }
    bool is_away(std::int32_t partition) const {
        std::lock_guard lock(mutex_);
        const auto found = away_.find(partition);
        return found != away_.end() && found->second;
    }
    std::size_t assigned() const {
        std::lock_guard lock(mutex_);
        return assigned_;
    }
    /// False when the reader does not own so many partitions in the end.
    bool wait_for_owned(std::ptrdiff_t n) const {
        const auto owned = [&] {
            return std::ranges::count_if(away_, [](const auto& p) { return !p.second; }) == n;
        };
        std::unique_lock lock(mutex_);
        return told_.wait_for(lock, 20s, owned);
    }

private:
    void note(const kafka::group_listener::partitions& all, bool ours) {
        std::lock_guard lock(mutex_);
        for (const auto& p : all) {
            away_[p.partition] = !ours;
            if (ours)
                ++assigned_;
            else
                ++taken_away_[p.partition];
        }
        told_.notify_all();
    }

    mutable std::mutex mutex_;
    mutable std::condition_variable told_;
    std::map<std::int32_t, bool> away_;
    std::map<std::int32_t, int> taken_away_;
    std::size_t assigned_ = 0;
};

bool owns(const kafka::reader& reader, std::int32_t partition) {
    return std::ranges::any_of(reader.positions(),
                               [&](const auto& p) { return p.partition == partition; });
}

/// Reads until it is closed, and counts messages whose partition was away already when they were
/// asked for. One that was given back meanwhile may be read before the listener's thread says so.
std::size_t read_all(kafka::reader& reader, reading_group& group, const diary& told) {
    std::size_t strange = 0;
    for (;;) {
        std::map<std::int32_t, bool> before;
        for (std::int32_t p = 0; p < 4; ++p) before[p] = told.is_away(p);
        const auto m = reader.read_message(limit());
        if (!m) return strange;
        group.note(*m);
        const bool is_away = told.is_away(m->partition) && !owns(reader, m->partition);
        if (before[m->partition] && is_away) ++strange;
    }
}

} // namespace

TEST(a_group_of_readers, returns_nothing_of_a_partition_after_its_revocation_was_told) {
    for (const auto& balancer :
         {kafka::cooperative_sticky_group_balancer(), kafka::range_group_balancer()}) {
        reading_group group(4);
        diary told;
        auto first = group.join({.group_balancers = {balancer}, .group_listener = told.listener()});
        std::atomic<std::size_t> strange = 0;
        std::jthread reading([&] { strange = read_all(first, group, told); });
        std::jthread writing([&](std::stop_token stop) {
            while (!stop.stop_requested()) group.append_numbers(40);
        });
        for (int i = 0; i < 3; ++i) {
            ASSERT_TRUE(told.wait_for_owned(4)) << "only then is there something to take away";
            auto second = group.join({.group_balancers = {balancer}});
            EXPECT_EQ(group.read(second, 10), 10u);
            second.close();
        }
        writing.request_stop();
        writing.join();
        first.close();
        reading.join();
        EXPECT_EQ(strange, 0u);
        EXPECT_FALSE(told.taken_away().empty()) << "nothing was ever taken away";
    }
}

TEST(a_group_of_readers, reads_every_message_at_least_once_while_members_come_and_go) {
    reading_group group(6);
    constexpr int total = 3'000;
    std::vector<std::jthread> members;
    for (int i = 0; i < 4; ++i)
        members.emplace_back([&, i](std::stop_token stop) {
            for (int life = 0; !stop.stop_requested(); ++life) {
                auto reader = group.join();
                const kafka::context ctx(*limit().deadline(), stop);
                try {
                    for (int n = 0; i == 0 || n < 150 * (i + life % 3 + 1); ++n)
                        if (const auto m = reader.read_message(ctx)) group.note(*m);
                } catch (const kafka::error& e) {
                    EXPECT_EQ(e.code(), kafka::errc::cancelled) << e.what();
                }
                reader.close(); // else its last message were read again, which is allowed too
            }
        });
    for (int i = 0; i < total / 300; ++i) group.append_numbers(300);
    EXPECT_TRUE(group.wait_for_values(total));
    for (auto& m : members) m.request_stop();
}

TEST(a_group_of_readers, leaves_behind_a_member_that_does_not_answer) {
    reading_group group(2);
    group.append_numbers(10);
    silent_member silent(group.broker().address(), "g", 1000ms);
    auto reader = group.join({.rebalance_timeout = 1000ms}); // the longest of all counts
    EXPECT_EQ(group.read(reader, 10), 10u);
    EXPECT_EQ(reader.positions().size(), 2u);
}

TEST(a_group_of_readers, notices_new_partitions_and_new_topics) {
    reading_group group(1);
    auto reader =
        group.join({.group_topics = {"numbers", "later"}, .partition_watch_interval = 20ms});
    group.wait_for_owned(reader, 1);
    group.broker().make_client().create_partitions(limit(), "numbers", 3);
    group.wait_for_owned(reader, 3);
    group.broker().make_topic("later", 2);
    group.wait_for_owned(reader, 5);
}

TEST(a_group_of_readers, reads_topics_whose_names_fit_a_pattern) {
    reading_group group(1);
    group.broker().make_topic("events-a", 1);
    auto reader =
        group.join({.group_topic_pattern = "events-.*", .partition_watch_interval = 20ms});
    group.wait_for_owned(reader, 1);
    EXPECT_EQ(reader.positions().at(0).topic, "events-a");
    group.broker().make_topic("events-b", 1);
    group.broker().make_topic("events", 1);
    group.wait_for_owned(reader, 2);
    group.broker().append_numbers("events-b", 0, 1);
    EXPECT_EQ(reader.read_message(limit())->topic, "events-b");
}

TEST(a_group_of_readers, goes_on_after_its_broker_was_away) {
    reading_group group(2);
    group.append_numbers(4);
    auto reader = group.join();
    EXPECT_EQ(group.read(reader, 4), 4u);
    group.broker().stop();
    group.broker().start_again();
    group.append_numbers(4);
    EXPECT_EQ(group.read(reader, 4), 4u);
    reader.close();
    EXPECT_EQ(group.committed(0) + group.committed(1), 8);
}

TEST(a_static_reader, keeps_its_partitions_when_it_comes_back) {
    reading_group group(2);
    diary told;
    auto other = group.join({.group_listener = told.listener()});
    {
        auto fixed = group.join({.group_instance_id = "fixed"});
        group.wait_for_owned(other, 1, fixed);
        fixed.close(); // says no goodbye
    }
    // What it owns is told a moment after it owns it.
    ASSERT_TRUE(kafka::testing::becomes_true([&] { return told.assigned() > 0; }));
    const auto before = told.assigned();
    auto again = group.join({.group_instance_id = "fixed"});
    group.wait_for_owned(again, 1, other);
    EXPECT_EQ(told.assigned(), before) << "the other was given nothing meanwhile";
}

TEST(a_static_reader, that_another_replaces_says_so_again_and_again) {
    reading_group group(1);
    auto first = group.join({.group_instance_id = "fixed"});
    group.wait_for_owned(first, 1);
    auto second = group.join({.group_instance_id = "fixed"});
    group.wait_for_owned(second, 1);
    for (int i = 0; i < 2; ++i) try {
            first.fetch_message(limit());
            FAIL() << "the instance is another reader's";
        } catch (const kafka::error& e) {
            EXPECT_EQ(e.code(), kafka::broker_errc::fenced_instance_id) << e.what();
        }
}

TEST(a_reader_in_a_group, pauses_resumes_and_seeks_what_it_has) {
    reading_group group(2);
    group.append_numbers(6);
    auto reader = group.join();
    group.wait_for_owned(reader, 2);
    const topic_partition zero{"numbers", 0};
    reader.seek(zero, kafka::first_offset);
    reader.pause({&zero, 1});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(reader.fetch_message(limit())->partition, 1);
    reader.resume({&zero, 1});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(reader.fetch_message(limit())->partition, 0);
    reader.seek(zero, 2);
    EXPECT_EQ(reader.fetch_message(limit())->offset, 2);
    EXPECT_THROW(reader.seek({"numbers", 9}, 0), kafka::error);
    EXPECT_THROW(reader.set_offset(0), kafka::error);
    EXPECT_EQ(reader.offset(), -1);
    EXPECT_EQ(reader.lag(), -1);
}

TEST(a_reader_in_a_group, says_that_a_partition_is_not_its_own_when_it_commits_for_it) {
    reading_group group(1);
    auto reader = group.join();
    group.wait_for_owned(reader, 1);
    try {
        reader.commit_offset(limit(), {"numbers", 7}, 1);
        FAIL() << "that was somebody else's";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::partition_lost);
    }
}

TEST(a_reader_in_a_group, closes_at_once_whatever_its_broker_does) {
    reading_group group(1);
    auto reader = group.join();
    group.wait_for_owned(reader, 1);
    group.broker().stop();
    reader.close(kafka::context::after(50ms));
    EXPECT_FALSE(reader.fetch_message(limit()));
    kafka::reader unused({.brokers = {"127.0.0.1:1"}, .topic = "t", .group_id = "g"});
    unused.close();
    EXPECT_FALSE(unused.read_message(limit()));
}
