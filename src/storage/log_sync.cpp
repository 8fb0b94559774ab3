#include "storage/log.hpp"

#include <cassert>

namespace kafka::detail::storage {

std::optional<sync_job> log::begin_sync() {
    if (syncing_ || poisoned_ || !needs_sync()) return std::nullopt;
    // Nothing becomes durable before the epochs of its batches; on a full disk that must wait.
    if (known_.epochs_changed && write_epochs()) return std::nullopt;
    sync_job job;
    job.files_ = &files_;
    job.to_sync_ = std::exchange(unsynced_, {});
    if (durable_.offset < end_offset_) job.to_sync_.push_back(active().data());
    if (std::exchange(directory_changed_, false)) job.directory_ = settings_.directory;
    const auto end = end_mark();
    job.end_offset_ = end.offset;
    job.segment_base_ = end.segment_base;
    job.position_ = end.position;
    job.settled_before_ = active().base_offset();
    syncing_ = true;
    return job;
}

std::error_code log::end_sync(sync_job job) {
    syncing_ = false;
    if (job.error_) {
        // The kernel may have dropped the pages that it could not write and report success next
        // time, so no later sync can prove anything.
        poisoned_ = true;
        return job.error_;
    }
    durable_ = {job.end_offset_, job.segment_base_, job.position_};
    settled_before_ = job.settled_before_;
    return {};
}

std::error_code log::sync() {
    assert(!syncing_);
    if (poisoned_) return errc::poisoned;
    if (known_.epochs_changed)
        if (const auto failed = write_epochs()) return failed;
    auto job = begin_sync();
    if (!job) return {};
    job->run();
    return end_sync(std::move(*job));
}

} // namespace kafka::detail::storage
