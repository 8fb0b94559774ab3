// Ctrl-C and SIGTERM as a stop token. The first asks for an orderly end, the second leaves at once.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace kafka::detail::cli {

/// Make it before any other thread: it blocks the signals for all of them. One at a time.
class signal_stop {
public:
    signal_stop();
    ~signal_stop();
    signal_stop(const signal_stop&) = delete;
    signal_stop& operator=(const signal_stop&) = delete;

    std::stop_token token() const { return source_.get_token(); }
    /// 130 after SIGINT, 143 after SIGTERM, 0 when none came.
    int exit_code() const;

private:
    void wait();

    std::stop_source source_;
    std::atomic<int> caught_ = 0;
    std::thread waiter_;
};

} // namespace kafka::detail::cli
