// Random operations on a log, and on a list that says what it should hold.
#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>

namespace storage = kafka::detail::storage;
using kafka::testing::batch_traits;
using kafka::testing::headers_in;
using kafka::testing::log_on_memory;
using storage::errc;

namespace {

struct known_batch {
    std::int64_t base = 0;
    std::int64_t next = 0;
    std::uint64_t size = 0;
    std::int64_t timestamp = 0;
    std::uint32_t crc = 0;
    std::int32_t epoch = 0;
};

class random_log : public log_on_memory {
public:
    explicit random_log(std::uint64_t seed) : chance_(seed) {
        settings.config.segment_bytes = static_cast<std::int32_t>(500 + below(4'000));
        settings.config.index_interval_bytes = static_cast<std::int32_t>(below(600));
        settings.config.index_bytes = static_cast<std::int32_t>(60 + below(600));
        settings.config.segment_ms = 500;
        settings.config.retention_ms = -1;
        EXPECT_FALSE(open().code);
    }

    void step() {
        now_ += static_cast<std::int64_t>(below(20));
        switch (below(16)) {
        case 0:
            return restart();
        case 1:
            return crash();
        case 2:
            return retain();
        case 3:
            return remove_front();
        case 4:
            return sync();
        case 5:
            return look_for_time();
        case 6:
            return raise_epoch();
        case 7:
            return cut_end();
        case 8:
            return fill_disk();
        default:
            return below(2) == 0 ? look() : add();
        }
    }

    void is_as_known() {
        const auto found = headers(start_, 1 + below(2'000));
        auto batch = first_from(start_);
        ASSERT_EQ(found.size(), static_cast<std::size_t>(batches_.end() - batch));
        for (const auto& h : found) {
            EXPECT_EQ(h.base_offset, batch->base);
            EXPECT_EQ(h.crc, batch->crc);
            EXPECT_EQ(h.partition_leader_epoch, batch->epoch);
            ++batch;
        }
        EXPECT_EQ(log->start_offset(), start_);
        EXPECT_EQ(log->end_offset(), end());
    }

private:
    using batches = std::deque<known_batch>;

    std::uint64_t below(std::uint64_t n) { return chance_() % n; }
    std::int64_t end() const { return batches_.empty() ? empty_end_ : batches_.back().next; }
    batches::iterator first_from(std::int64_t offset) {
        return std::ranges::find_if(batches_, [&](const auto& b) { return b.next > offset; });
    }

    void add();
    void look();
    void look_for_time();
    void retain();
    void remove_front();
    void cut_end();
    void fill_disk();
    void restart();
    void crash();
    void raise_epoch() { log->set_leader_epoch(epoch_ += static_cast<std::int32_t>(below(3))); }
    void sync() { EXPECT_FALSE(log->sync()); }
    void reopened();

    std::mt19937_64 chance_;
    batches batches_;
    std::int64_t start_ = 0;
    std::int64_t empty_end_ = 0; // where the log ends when it holds nothing
    std::int64_t now_ = 1'000;
    std::int32_t epoch_ = 0;
};

void random_log::add() {
    std::vector<std::vector<std::byte>> encoded;
    std::vector<storage::append_item> items;
    for (auto n = 1 + below(4); n > 0; --n)
        encoded.push_back(kafka::testing::make_log_batch(
            {.records = static_cast<std::int32_t>(1 + below(5)),
             .bytes = below(300),
             .timestamp = now_ - static_cast<std::int64_t>(below(50)),
             .fill = static_cast<std::byte>(below(256))}));
    for (const auto& e : encoded) items.push_back(*storage::item_of(e));
    log->append(items, now_);
    for (const auto& i : items) {
        ASSERT_FALSE(i.error) << i.error.message();
        ASSERT_EQ(i.base_offset, end());
        batches_.push_back({i.base_offset, i.header.next_offset(), i.header.size(),
                            i.header.max_timestamp, i.header.crc, epoch_});
    }
}

void random_log::look() {
    const auto offset =
        start_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(end() - start_ + 1)));
    const auto before = below(2) == 0 ? end() : std::max(offset, log->durable_offset());
    const auto most = below(3'000);
    const auto r = log->read(offset, most, before);
    ASSERT_FALSE(r.error) << r.error.message();
    const auto found = headers_in(bytes_of(r.slice));
    auto batch = first_from(offset);
    const auto has_some = batch != batches_.end() && offset < before && batch->base < before;
    ASSERT_EQ(found.empty(), !has_some);
    EXPECT_TRUE(found.size() <= 1 || r.slice.length <= most);
    for (const auto& h : found) {
        ASSERT_NE(batch, batches_.end());
        EXPECT_EQ(h.base_offset, batch->base);
        EXPECT_EQ(h.crc, batch->crc);
        EXPECT_LT(h.base_offset, before);
        ++batch;
    }
    EXPECT_EQ(log->read(start_ - 1, 1, before).error, errc::offset_out_of_range);
}

void random_log::look_for_time() {
    const auto timestamp = now_ - static_cast<std::int64_t>(below(400));
    const auto batch = std::ranges::find_if(
        batches_, [&](const auto& b) { return b.next > start_ && b.timestamp >= timestamp; });
    const auto found = log->find_time(timestamp);
    ASSERT_FALSE(found.error);
    ASSERT_EQ(found.found, batch != batches_.end());
    if (!found.found) return;
    EXPECT_EQ(found.offset, std::max(batch->base, start_));
}

void random_log::retain() {
    auto limited = settings.config;
    limited.retention_ms = static_cast<std::int64_t>(below(300));
    limited.retention_bytes = below(2) == 0 ? -1 : static_cast<std::int64_t>(below(8'000));
    log->set_config(limited);
    auto gone = log->apply_retention(now_);
    log->set_config(settings.config);
    EXPECT_FALSE(gone.run());
    const bool enough_left = limited.retention_bytes >= 0 &&
                             log->size() >= static_cast<std::uint64_t>(limited.retention_bytes);
    empty_end_ = end();
    for (; !batches_.empty() && batches_.front().next <= log->start_offset(); batches_.pop_front())
        EXPECT_TRUE(enough_left || batches_.front().next <= start_ ||
                    batches_.front().timestamp < now_ - limited.retention_ms);
    EXPECT_GE(log->start_offset(), start_);
    start_ = log->start_offset();
}

void random_log::remove_front() {
    const auto to =
        start_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(end() - start_ + 1)) /
                                           (1 + below(4)));
    EXPECT_FALSE(log->delete_before(to));
    start_ = to;
    settings.start_offset = start_;
}

void random_log::cut_end() {
    if (batches_.empty() || below(4) != 0) return;
    const auto kept = batches_.size() - 1 - below(std::min<std::size_t>(batches_.size(), 20));
    const auto offset = batches_[kept].base +
                        static_cast<std::int64_t>(below(
                            static_cast<std::uint64_t>(batches_[kept].next - batches_[kept].base)));
    if (batches_[kept].base < start_) return;
    ASSERT_FALSE(log->truncate(offset));
    empty_end_ = batches_[kept].base;
    batches_.resize(kept);
}

void random_log::fill_disk() {
    disk.capacity = disk.used() + below(200);
    for (int i = 0; i < 3; ++i) {
        const auto item = append({.bytes = 100, .timestamp = now_}, now_);
        if (!item.error) {
            batches_.push_back({item.base_offset, item.header.next_offset(), item.header.size(),
                                item.header.max_timestamp, item.header.crc, epoch_});
            continue;
        }
        EXPECT_TRUE(storage::is_disk_full(item.error)) << item.error.message();
    }
    disk.capacity = ~std::uint64_t{0};
}

void random_log::reopened() {
    settings.start_offset = start_;
    settings.now = now_;
    const auto failed = open();
    ASSERT_FALSE(failed.code) << failed.text;
    log->set_leader_epoch(epoch_);
    EXPECT_EQ(log->report().torn_bytes, 0u);
}

void random_log::restart() {
    ASSERT_FALSE(log->close());
    settings.clean = true;
    settings.recovery_point = log->durable_offset();
    EXPECT_EQ(settings.recovery_point, end());
    reopened();
    settings.clean = false;
    EXPECT_EQ(log->report().segments_scanned, 0u);
}

// The process dies: what was written is still there.
void random_log::crash() {
    settings.recovery_point = below(2) == 0 ? 0 : log->durable_offset();
    reopened();
}

} // namespace

TEST(a_log, holds_what_a_list_would_hold_whatever_is_done_to_it) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        random_log log(seed);
        for (int i = 0; i < 150 && !testing::Test::HasFailure(); ++i) {
            log.step();
            if (i % 10 == 0) log.is_as_known();
        }
        log.is_as_known();
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}
