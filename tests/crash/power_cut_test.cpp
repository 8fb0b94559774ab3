// The power fails at any moment, between any two steps of any operation; whatever was not synced
// may be there, in part, in another order, or not at all. What must hold afterwards:
// every record that was durable is there, in order, byte for byte; nothing is there that was never
// appended; the log opens without complaint; producers and epochs continue.
#include "storage/directory.hpp"
#include "storage/log.hpp"
#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace storage = kafka::detail::storage;
namespace checkpoint = storage::checkpoint;
using kafka::testing::headers_in;
using kafka::testing::memory_file_system;

namespace {

constexpr std::uint64_t seeds = 2'000;
const storage::topic_partition orders{"orders", 0};

struct appended_batch {
    std::int64_t base = 0;
    std::int64_t next = 0;
    std::uint32_t crc = 0;
    std::int32_t epoch = 0;
    std::int64_t producer = -1;
    std::int32_t next_sequence = 0;
};

/// A broker with one partition, as far as the disk is concerned.
class doomed_broker {
public:
    explicit doomed_broker(std::uint64_t seed) : chance_(seed), topic_id_(kafka::uuid::random()) {
        config_.segment_bytes = static_cast<std::int32_t>(800 + below(3'000));
        config_.index_interval_bytes = static_cast<std::int32_t>(below(500));
        config_.retention_ms = -1;
        EXPECT_EQ(start(), "");
        EXPECT_FALSE(write_checkpoints());
    }

    /// Lives on until the power fails, which it may do again during the next start; then starts
    /// and looks at what is left.
    void live_and_die() {
        limit_steps(120);
        while (steps_left_ > 0 && !stopped_) act();
        lose_power();
        while (below(3) == 0) {
            limit_steps(30);
            (void)start();
            lose_power();
        }
        ASSERT_EQ(start(), "");
        compare();
    }

private:
    std::uint64_t below(std::uint64_t n) { return chance_() % n; }

    void limit_steps(std::uint64_t most);
    void lose_power();
    std::string start();
    void compare();
    void compare_epochs();
    void compare_producers();
    std::error_code write_checkpoints();

    void act();
    void append();
    void begin_sync();
    void end_sync();
    void delete_records();
    void retain();
    void stop();

    std::mt19937_64 chance_;
    kafka::uuid topic_id_;
    memory_file_system disk_;
    storage::log_config config_;
    std::unique_ptr<storage::directory> directory_;
    std::unique_ptr<storage::log> log_;
    std::optional<storage::sync_job> job_;
    std::int64_t steps_left_ = 0;
    bool stopped_ = false;

    std::vector<appended_batch>
        truth_;                        // everything that was ever taken, as long as it may be there
    std::int64_t promised_ = 0;        // records before it survive
    std::int64_t deleted_ = 0;         // records before it must not come back
    std::int64_t tried_to_delete_ = 0; // records before it may be gone
    std::int32_t epoch_ = 0;
    std::int32_t sequence_ = 0;
};

void doomed_broker::limit_steps(std::uint64_t most) {
    steps_left_ = static_cast<std::int64_t>(below(most));
    disk_.fault = [this](auto, const auto&) {
        return steps_left_-- > 0 ? std::error_code{} : make_error_code(std::errc::io_error);
    };
}

void doomed_broker::lose_power() {
    disk_.fault = {};
    job_.reset();
    log_.reset();
    directory_.reset();
    disk_.lose_power(chance_(), below(2) == 0 ? 512 : 4'096);
}

std::string doomed_broker::start() {
    auto opened = storage::directory::open(disk_, {.path = "/kafka"});
    if (!opened) return opened.error().text;
    directory_ = std::move(*opened);
    const auto folder = directory_->make_partition(orders, topic_id_);
    const auto points = directory_->read_checkpoint(checkpoint::recovery_points);
    const auto starts = directory_->read_checkpoint(checkpoint::start_offsets);
    if (!folder) return folder.error().text;
    if (!points || !starts) return "the checkpoints cannot be read";
    const auto of = [](const auto& offsets) {
        return offsets->contains(orders) ? offsets->at(orders) : 0;
    };
    auto log = storage::log::open(disk_, {.directory = folder->path,
                                          .config = config_,
                                          .start_offset = of(starts),
                                          .recovery_point = of(points),
                                          .clean = directory_->was_clean()});
    if (!log) return log.error().text;
    log_ = std::move(*log);
    log_->set_leader_epoch(++epoch_);
    stopped_ = false;
    return {};
}

void doomed_broker::compare() {
    EXPECT_GE(log_->end_offset(), promised_) << "a promise is broken";
    EXPECT_GE(log_->start_offset(), deleted_) << "deleted records are back";
    EXPECT_LE(log_->start_offset(), std::max(tried_to_delete_, deleted_));
    // Everything before the start may be gone, everything behind the end is.
    std::erase_if(truth_, [&](const auto& b) { return b.base >= log_->end_offset(); });
    auto batch =
        std::ranges::find_if(truth_, [&](const auto& b) { return b.next > log_->start_offset(); });
    for (auto at = log_->start_offset(); at < log_->end_offset();) {
        const auto r = log_->read(at, 2'000, log_->end_offset());
        ASSERT_FALSE(r.error) << r.error.message();
        std::vector<std::byte> bytes(r.slice.length);
        ASSERT_EQ(r.slice.source->read_at(r.slice.position, bytes).bytes, bytes.size());
        const auto found = headers_in(bytes);
        ASSERT_FALSE(found.empty());
        for (const auto& h : found) {
            ASSERT_NE(batch, truth_.end());
            ASSERT_EQ(h.base_offset, batch->base);
            ASSERT_EQ(h.crc, batch->crc);
            ASSERT_EQ(h.partition_leader_epoch, batch->epoch);
            ++batch;
        }
        at = found.back().next_offset();
    }
    ASSERT_EQ(batch, truth_.end()) << "the log ends in the middle of a batch";
    promised_ = log_->durable_offset(); // the opening has synced what it found
    EXPECT_EQ(promised_, log_->end_offset());
    compare_epochs();
    compare_producers();
}

void doomed_broker::compare_epochs() {
    for (std::size_t i = 0; i < truth_.size(); ++i) {
        const bool is_last = i + 1 == truth_.size();
        if (truth_[i].next <= log_->start_offset()) continue;
        if (!is_last && truth_[i].epoch == truth_[i + 1].epoch) continue;
        EXPECT_EQ(log_->end_of_epoch(truth_[i].epoch).end_offset,
                  is_last ? log_->end_offset() : truth_[i].next);
    }
}

void doomed_broker::compare_producers() {
    sequence_ = 0;
    for (const auto& b : truth_)
        if (b.producer >= 0) sequence_ = b.next_sequence;
    const auto last = std::ranges::find_if(truth_.rbegin(), truth_.rend(),
                                           [](const auto& b) { return b.producer >= 0; });
    if (last == truth_.rend() || last->next <= log_->start_offset()) return;
    const auto* known = log_->producers().find(7);
    ASSERT_NE(known, nullptr);
    EXPECT_EQ(known->last_sequence() + 1, sequence_);
}

std::error_code doomed_broker::write_checkpoints() {
    const auto durable = log_->durable_offset();
    const auto start = log_->start_offset();
    if (const auto e =
            directory_->write_checkpoint(checkpoint::recovery_points, {{orders, durable}}))
        return e;
    if (const auto e = directory_->write_checkpoint(checkpoint::start_offsets, {{orders, start}}))
        return e;
    deleted_ = std::max(deleted_, start);
    return {};
}

void doomed_broker::act() {
    switch (below(12)) {
    case 0:
        return begin_sync();
    case 1:
        return end_sync();
    case 2:
        return static_cast<void>(write_checkpoints());
    case 3:
        return below(3) == 0 ? delete_records() : append();
    case 4:
        return below(3) == 0 ? retain() : append();
    case 5:
        return below(8) == 0 ? stop() : append();
    default:
        return append();
    }
}

void doomed_broker::append() {
    const bool idempotent = below(2) == 0;
    const auto batch = kafka::testing::make_log_batch(
        {.records = static_cast<std::int32_t>(1 + below(4)),
         .bytes = below(700),
         .timestamp = static_cast<std::int64_t>(truth_.size()),
         .producer_id = idempotent ? 7 : -1,
         .producer_epoch = static_cast<std::int16_t>(idempotent ? 0 : -1),
         .base_sequence = idempotent ? sequence_ : -1,
         .fill = static_cast<std::byte>(below(256))});
    auto item = *storage::item_of(batch);
    const auto base = log_->end_offset();
    log_->append(std::span(&item, 1), 0);
    EXPECT_TRUE(!item.error || steps_left_ <= 0) << item.error.message();
    if (idempotent) sequence_ += item.header.record_count;
    // When the power fails within this call, all of the batch may have reached the disk.
    truth_.push_back({base, base + item.header.record_count, item.header.crc, epoch_,
                      idempotent ? 7 : -1, sequence_});
}

void doomed_broker::begin_sync() {
    if (job_) return;
    job_ = log_->begin_sync();
    if (job_ && below(2) == 0)
        job_->run();
    else if (job_)
        end_sync();
}

void doomed_broker::end_sync() {
    if (!job_) return;
    job_->run(); // a second time at worst
    if (!log_->end_sync(std::move(*job_))) promised_ = log_->durable_offset();
    job_.reset();
}

void doomed_broker::delete_records() {
    const auto room = static_cast<std::uint64_t>(promised_ - log_->start_offset() + 1);
    if (promised_ < log_->start_offset()) return;
    const auto to = log_->start_offset() + static_cast<std::int64_t>(below(room));
    tried_to_delete_ = std::max(tried_to_delete_, to);
    EXPECT_FALSE(log_->delete_before(to));
    if (!write_checkpoints()) deleted_ = std::max(deleted_, to);
}

void doomed_broker::retain() {
    auto limited = config_;
    limited.retention_bytes = static_cast<std::int64_t>(below(6'000));
    log_->set_config(limited);
    auto gone = log_->apply_retention(0);
    log_->set_config(config_);
    tried_to_delete_ = std::max(tried_to_delete_, log_->start_offset());
    (void)gone.run();
}

void doomed_broker::stop() {
    stopped_ = true;
    if (job_) end_sync();
    if (log_->close()) return;
    promised_ = log_->durable_offset();
    if (!write_checkpoints()) (void)directory_->mark_clean();
}

} // namespace

TEST(a_power_cut, takes_nothing_that_was_promised) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        doomed_broker broker(seed);
        for (int life = 0; life < 3 && !testing::Test::HasFailure(); ++life) broker.live_and_die();
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}
