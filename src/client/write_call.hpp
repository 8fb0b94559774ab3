// A call of write_messages that waits for the outcome of all its records.
#pragma once

#include "client/flag.hpp"
#include "producer/completions.hpp"

#include <kafka/writer.hpp>

#include <functional>
#include <mutex>

namespace kafka::detail::client {

/// Held by the caller and by every batch that has records of it: the caller may leave first. It
/// counts records, so that it cannot be done while some are still being put into batches.
class write_call final : public producer::waiting_call {
public:
    /// `on_done`, if any, is called on any thread once all records have an outcome, instead of
    /// waking the caller. It must be quick.
    explicit write_call(std::size_t records, std::function<void()> on_done = {});

    // By the caller.
    std::uint32_t new_part() override { return parts_++; }
    void placed(std::size_t index, std::uint32_t part) { part_of_[index] = part; }
    /// The record could not be taken.
    void refused(std::size_t index, std::error_code why);
    std::error_code wait(const context& ctx) { return done_.wait(ctx); }
    /// What was not written. Records without an outcome count as possibly persisted, with `ended`.
    std::vector<write_error> errors(std::error_code ended);

    void settled(std::uint32_t part, std::uint32_t first, std::uint32_t count,
                 const producer::fate& what) noexcept override;

private:
    static constexpr std::uint32_t no_part = static_cast<std::uint32_t>(-1);

    struct segment {
        std::uint32_t part = 0;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        producer::fate what = {};
    };
    static std::pair<std::uint32_t, std::uint32_t> order_of(const segment& s) {
        return {s.part, s.first};
    }
    const segment* find(std::uint32_t part, std::uint32_t position) const;
    void count_down(std::size_t records);

    std::atomic<std::size_t> left_;
    flag done_;
    std::function<void()> on_done_;
    std::uint32_t parts_ = 0;
    std::vector<std::uint32_t> part_of_; // of each record
    std::vector<write_error> refused_;
    std::mutex mutex_;
    std::vector<segment> settled_; // all but the success of everything at once
};

} // namespace kafka::detail::client
