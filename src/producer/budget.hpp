// How much memory the records of a writer may take.
#pragma once

#include <kafka/context.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <system_error>
#include <vector>

namespace kafka::detail::producer {

/// Counts bytes. Thread-safe. Bytes are taken in steps, not for each record: an open batch keeps
/// what it took and did not use yet.
class budget {
public:
    explicit budget(std::size_t limit) : limit_(limit) {}

    /// False when they are not there, or when somebody already waits for some. While nothing is
    /// taken any amount is there, so that a record that is larger than the budget gets through.
    bool try_take(std::size_t n) noexcept;
    /// Waits for them; timed_out, cancelled, or closed.
    std::error_code take(std::size_t n, const context& ctx);
    /// As `take`, for callers that cannot wait: true when the bytes were there. Otherwise `told` is
    /// called once, on any thread, with no error when they were taken for it. It must be quick.
    bool take_or_tell(std::size_t n, std::function<void(std::error_code)> told);
    /// For bytes whose room is about to be given back in another form: may exceed the limit.
    void take_regardless(std::size_t n) noexcept { used_.fetch_add(n); }
    void give_back(std::size_t n) noexcept;

    /// Somebody waits, or was refused since bytes last came back: what is open should be sent.
    bool is_short() const noexcept { return waiting_.load() > 0 || refused_.load(); }
    std::size_t used() const noexcept { return used_.load(); }
    /// Ends all waits, for good.
    void close();

private:
    struct request {
        std::size_t bytes = 0;
        std::function<void(std::error_code)> told = {};
    };

    bool take_now(std::size_t n) noexcept;
    std::vector<request> take_for_requests();

    const std::size_t limit_;
    std::atomic<std::size_t> used_{0};
    std::atomic<int> waiting_{0};
    std::atomic<bool> refused_{false};
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<request> requests_; // in their order
    bool closed_ = false;
};

} // namespace kafka::detail::producer
