// A compacted log on a disk that loses power between any two steps, also of a round of compaction
// and of the recovery from it, beside a map of last values. What must hold whenever the log is
// there again: every key has its last durable value or a later one, every record that is left is
// one that was written, at its own offset, and no tombstone that went has let an older value back.
#include "support/compacted_log.hpp"

#include <gtest/gtest.h>

#include <random>

namespace storage = kafka::detail::storage;
using kafka::compression;
using kafka::testing::compacted_log;
using kafka::testing::kept_record;

namespace {

constexpr std::uint64_t seeds = 600;

class doomed_log : public compacted_log {
public:
    explicit doomed_log(std::uint64_t seed) : chance_(seed) {
        settings.config.segment_bytes = static_cast<std::int32_t>(300 + below(2'000));
        settings.config.index_interval_bytes = static_cast<std::int32_t>(below(300));
        settings.config.delete_retention_ms = static_cast<std::int64_t>(below(200));
        memory = storage::latest_offsets::slot_size * (10 + below(400));
        EXPECT_FALSE(open().code);
    }

    void live_and_die() {
        steps_left_ = static_cast<std::int64_t>(below(400));
        disk.fault = [this](auto, const auto&) {
            return steps_left_-- > 0 ? std::error_code{} : make_error_code(std::errc::io_error);
        };
        while (steps_left_ > 0) act();
        lose_power();
        while (below(3) == 0) {
            steps_left_ = static_cast<std::int64_t>(below(30));
            disk.fault = [this](auto, const auto&) {
                return steps_left_-- > 0 ? std::error_code{} : make_error_code(std::errc::io_error);
            };
            (void)open();
            lose_power();
        }
        const auto failure = open();
        ASSERT_FALSE(failure.code) << failure.text;
        EXPECT_EQ(log->report().torn_from < 0 || log->report().torn_from >= promised_, true);
        compare();
    }

private:
    std::uint64_t below(std::uint64_t n) { return chance_() % n; }

    void act();
    void add();
    void sync();
    void begin();
    void go_on();
    void lose_power();
    void compare();
    std::map<std::string, std::string> truth_before(std::int64_t offset) const;

    std::mt19937_64 chance_;
    std::vector<kept_record> truth_; // by offset
    std::int64_t promised_ = 0;
    std::unique_ptr<storage::compaction> round_;
    std::int64_t steps_left_ = 0;
};

void doomed_log::act() {
    now += static_cast<std::int64_t>(below(20));
    switch (below(8)) {
    case 0:
        return sync();
    case 1:
        return begin();
    case 2:
    case 3:
        return go_on();
    default:
        return add();
    }
}

void doomed_log::add() {
    record_list records;
    const auto base = log->end_offset();
    for (auto n = 1 + below(4); n > 0; --n) {
        const auto key = "k" + std::to_string(below(12));
        auto value = below(4) == 0
                         ? std::nullopt
                         : std::optional("v" + std::to_string(truth_.size() + records.size()));
        records.emplace_back(key, std::move(value));
    }
    const bool idempotent = below(3) == 0;
    const auto codec = below(3) == 0 ? compression::lz4 : compression::none;
    // When the power fails within this call, the batch may have reached the disk.
    for (std::size_t i = 0; i < records.size(); ++i)
        truth_.push_back(
            {base + static_cast<std::int64_t>(i), records[i].first, records[i].second});
    const auto sequence =
        log->producers().find(7) == nullptr ? 0 : log->producers().find(7)->last_sequence() + 1;
    put(records, codec,
        idempotent
            ? kafka::detail::record::producer_stamp{.id = 7, .epoch = 0, .base_sequence = sequence}
            : kafka::detail::record::producer_stamp{});
}

void doomed_log::sync() {
    if (!log->sync()) promised_ = log->durable_offset();
}

void doomed_log::begin() {
    if (!round_) round_ = log->begin_compaction(cleaned_to, now, memory);
}

void doomed_log::go_on() {
    if (!round_) return;
    const auto error = round_->run();
    if (log->go_on(*round_, error)) return;
    if (!error) cleaned_to = round_->cleaned_to();
    round_.reset();
}

void doomed_log::lose_power() {
    disk.fault = {};
    round_.reset();
    log.reset();
    disk.lose_power(chance_(), below(2) == 0 ? 512 : 4'096);
    // The checkpoints may be behind, and compaction's may be lost.
    settings.recovery_point = below(2) == 0 ? 0 : promised_;
    if (below(4) == 0) cleaned_to = 0;
    settings.cleaned_to = cleaned_to;
}

std::map<std::string, std::string> doomed_log::truth_before(std::int64_t offset) const {
    std::map<std::string, std::string> out;
    for (const auto& r : truth_) {
        if (r.offset >= offset) break;
        if (r.value)
            out[r.key] = *r.value;
        else
            out.erase(r.key);
    }
    return out;
}

void doomed_log::compare() {
    EXPECT_GE(log->end_offset(), promised_);
    std::erase_if(truth_, [&](const auto& r) { return r.offset >= log->end_offset(); });
    const auto found = records();
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_LT(static_cast<std::size_t>(found[i].offset), truth_.size());
        EXPECT_EQ(found[i], truth_[static_cast<std::size_t>(found[i].offset)]);
        EXPECT_TRUE(i == 0 || found[i - 1].offset < found[i].offset);
    }
    EXPECT_EQ(values(), truth_before(log->end_offset()));
    promised_ = log->durable_offset(); // the opening has synced what it found
    for (const auto& name : disk.names(directory))
        EXPECT_TRUE(name.find(".swap") == std::string::npos &&
                    name.find(".cleaned") == std::string::npos)
            << name;
}

} // namespace

TEST(a_power_cut, takes_nothing_from_a_log_that_is_compacted) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        doomed_log log(seed);
        for (int life = 0; life < 4 && !testing::Test::HasFailure(); ++life) log.live_and_die();
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}
