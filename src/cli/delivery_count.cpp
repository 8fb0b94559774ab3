#include "cli/delivery_count.hpp"

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

std::error_code delivery_count::first_error() const {
    const std::lock_guard lock(mutex_);
    return first_error_;
}

} // namespace kafka::detail::cli
