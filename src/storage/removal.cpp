#include "storage/removal.hpp"

#include "storage/names.hpp"

namespace kafka::detail::storage {

void remove_caches(file_system& files, const std::string& directory, std::int64_t base) {
    for (const auto cache :
         {suffix::index, suffix::time_index, suffix::transaction_index, suffix::snapshot})
        files.remove(join(directory, file_name(base, cache)));
}

std::error_code removal::run() {
    // The batches that told what the snapshot tells are about to go.
    if (const auto snapshot = files_->open(snapshot_, open_mode::read_write))
        if (const auto failed = (*snapshot)->sync()) return failed;
    // What comes after the removed segments must be there first, and the oldest must be gone for
    // sure before the next one goes: a loss of power may leave a shorter log, never one with a gap.
    if (const auto failed = files_->sync_directory(directory_)) return failed;
    for (const auto base : bases_)
        if (const auto failed = remove_segment(base)) return failed;
    return {};
}

std::error_code removal::remove_segment(std::int64_t base) {
    const auto failed = guard_->run([&]() -> std::error_code {
        const auto why = files_->remove(join(directory_, file_name(base, suffix::log)));
        if (why && why != std::errc::no_such_file_or_directory) return why;
        remove_caches(*files_, directory_, base);
        return {};
    });
    return failed ? failed : files_->sync_directory(directory_);
}

} // namespace kafka::detail::storage
