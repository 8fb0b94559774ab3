// What has gone wrong so far during one call that is still being retried, so that a call that runs
// into its deadline can say why instead of a bare "timed out".
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::cluster {

/// Thread-safe: the I/O thread notes, the waiting caller reads when its deadline passes.
class trail {
public:
    void note(std::string_view what);
    /// It went well after all.
    void clear();
    /// The latest different causes, newest first, each with how often it came.
    std::vector<std::string> causes() const;

private:
    static constexpr std::size_t kept = 4;

    struct cause {
        std::string what;
        int times = 1;
    };
    mutable std::mutex mutex_;
    std::vector<cause> causes_; // newest last
};

} // namespace kafka::detail::cluster
