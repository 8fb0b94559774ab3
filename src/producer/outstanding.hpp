// How many records were taken and have no outcome yet, so that a flush can wait for those that were
// taken before it and not for later ones.
#pragma once

#include <kafka/context.hpp>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <system_error>

namespace kafka::detail::producer {

/// Thread-safe. Called once for a batch, not for each record.
class outstanding {
public:
    using generation = std::uint64_t;

    /// Something is under way; give what this returns to `end`.
    generation begin();
    void end(generation g);
    /// One more thing of a generation that has not ended.
    void share(generation g);

    /// Ends the current generation and returns it, for `wait`, which must follow.
    generation cut();
    /// Waits until everything of this generation and those before it has ended.
    std::error_code wait(generation up_to, const context& ctx);
    /// Somebody has cut and waits: what is open should be sent.
    bool is_awaited() const;

private:
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    generation oldest_ = 0;                  // of counts_.front()
    std::deque<std::uint64_t> counts_ = {0}; // the last one is the current generation's
    int waiting_ = 0;
};

} // namespace kafka::detail::producer
