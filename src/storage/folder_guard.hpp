// Keeps work that goes on elsewhere from touching a folder that has another owner by now.
#pragma once

#include <mutex>
#include <system_error>

namespace kafka::detail::storage {

/// Shared by a log and the work it has given out. A topic that is deleted and made again has its
/// folder under the old name, and files of the same names in it.
class folder_guard {
public:
    /// Runs something short that goes by names in the folder; std::errc::operation_canceled
    /// instead when the folder was given up.
    template <class F>
    std::error_code run(F by_name) {
        const std::lock_guard lock(mutex_);
        if (given_up_) return std::make_error_code(std::errc::operation_canceled);
        return by_name();
    }
    /// Returns once nobody is at it, and nobody will be.
    void give_up() {
        const std::lock_guard lock(mutex_);
        given_up_ = true;
    }

private:
    std::mutex mutex_;
    bool given_up_ = false;
};

} // namespace kafka::detail::storage
