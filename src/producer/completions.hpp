// Who is to be told what became of the records of a batch.
#pragma once

#include <kafka/delivery.hpp>

#include <memory>
#include <string>
#include <vector>

namespace kafka::detail::producer {

/// What became of a batch: all of its records have the same fate.
struct fate {
    std::error_code error = {};
    kafka::persistence persistence = kafka::persistence::persisted;
    std::int64_t base_offset = -1;
    std::string detail = {}; // of a failure: the broker's words, or what was tried
};

/// A call that waits for the outcome of the records it gave. A part of it is some of its records
/// that lie together in one batch.
class waiting_call {
public:
    virtual ~waiting_call() = default;
    /// By the thread that makes the call: the number of the next part.
    virtual std::uint32_t new_part() = 0;
    /// The fate of `count` records of a part, from its record `first` on; by any thread, once for
    /// each record.
    virtual void settled(std::uint32_t part, std::uint32_t first, std::uint32_t count,
                         const fate& what) noexcept = 0;
};
using call_pointer = std::shared_ptr<waiting_call>;

/// A record's place in the call that gave it.
struct call_part {
    call_pointer call = {};
    std::uint32_t part = 0;
};

/// Grows with the records of one open batch. Runs of records with the same completion take the
/// memory of one.
class completions {
public:
    /// Memory in use, and what one more record may add to it.
    std::size_t bytes() const {
        return callbacks_.size() * sizeof(callback_run) + calls_.size() * sizeof(call_run);
    }
    static constexpr std::size_t bytes_of_one = 64;

    /// For the batch's record number `at`, which is one more than in the last call, or 0.
    void add(std::uint32_t at, delivery_callback callback);
    /// Returns the part that the record now belongs to.
    std::uint32_t add(std::uint32_t at, const call_pointer& call);
    void add(std::uint32_t at, call_part part);

    bool has_callbacks() const { return !callbacks_.empty(); }
    /// Tells the calls that wait.
    void settle_calls(const fate& what) const noexcept;
    /// Tells the callbacks, each record on its own.
    void run_callbacks(const fate& what, std::int32_t partition, std::uint32_t records) const;

    /// Takes the completions of the records from `at` on out.
    completions split(std::uint32_t at);

private:
    struct callback_run {
        delivery_callback callback = {};
        std::uint32_t from = 0; // up to the next run's
    };
    struct call_run {
        call_part who = {};
        std::uint32_t from = 0;  // in the batch
        std::uint32_t first = 0; // in the part
        std::uint32_t count = 0;
    };

    // Records before the first run have no callback; so have runs with an empty one.
    std::vector<callback_run> callbacks_;
    std::vector<call_run> calls_;
};

} // namespace kafka::detail::producer
