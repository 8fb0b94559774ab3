// What a broker in a test has logged.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace kafka::testing {

class log_lines {
public:
    /// For `broker::options::log`; the object must outlive the broker.
    std::function<void(const std::string&)> writer() {
        return [this](const std::string& line) {
            const std::lock_guard lock(mutex_);
            lines_.push_back(line);
            changed_.notify_all();
        };
    }
    /// Waits until a line contains the text; false after 20 seconds.
    bool wait_for(const std::string& text) const {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return count(text) != 0; });
    }
    std::size_t how_many(const std::string& text) const {
        const std::lock_guard lock(mutex_);
        return count(text);
    }

private:
    std::size_t count(const std::string& text) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            lines_, [&](const std::string& line) { return line.find(text) != line.npos; }));
    }

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::string> lines_;
};

} // namespace kafka::testing
