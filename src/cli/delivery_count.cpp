#include "cli/delivery_count.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::cli {

void delivery_count::add(const batch_result& batch) {
    if (!batch.error) {
        delivered_ += batch.records;
        bytes_ += batch.bytes;
        return;
    }
    failed_ += batch.records;
    const std::lock_guard lock(mutex_);
    if (!first_error_) first_error_ = batch.error;
}

void delivery_count::close(writer& of, std::chrono::milliseconds delivery_timeout) {
    // Every record has its outcome within delivery_timeout. Waiting a little longer lets that be
    // told, and not only that nobody has waited for it.
    constexpr std::chrono::seconds patience(5);
    const auto left = of.close(context::after(delivery_timeout + patience));
    if (left.records == 0) return;
    failed_ += left.records;
    const std::lock_guard lock(mutex_);
    if (!first_error_) first_error_ = errc::timed_out;
}

std::error_code delivery_count::first_error() const {
    const std::lock_guard lock(mutex_);
    return first_error_;
}

} // namespace kafka::detail::cli
