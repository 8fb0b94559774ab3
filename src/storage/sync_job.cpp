#include "storage/sync_job.hpp"

namespace kafka::detail::storage {

void sync_job::run() {
    for (const auto& f : to_sync_)
        if ((error_ = f->sync())) return;
    if (!directory_.empty()) error_ = files_->sync_directory(directory_);
}

} // namespace kafka::detail::storage
