// How many records were taken and have no outcome yet, so that a flush can wait for those that were
// taken before it and not for later ones.
#pragma once

#include <kafka/context.hpp>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <system_error>
#include <vector>

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

    /// Ends the current generation and returns it, for `wait` or `tell`, one of which must follow.
    generation cut();
    /// Waits until everything of this generation and those before it has ended.
    std::error_code wait(generation up_to, const context& ctx);
    /// As `wait`, for callers that cannot: `told` is called once, on any thread, and must be quick.
    void tell(generation up_to, std::function<void()> told);
    /// Somebody has cut and waits: what is open should be sent.
    bool is_awaited() const;

private:
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    generation oldest_ = 0;                  // of counts_.front()
    std::deque<std::uint64_t> counts_ = {0}; // the last one is the current generation's
    int waiting_ = 0;
    struct listener {
        generation up_to = 0;
        std::function<void()> told = {};
    };
    std::vector<listener> listeners_;
};

} // namespace kafka::detail::producer
