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
    for (const auto base : bases_) {
        const auto failed = files_->remove(join(directory_, file_name(base, suffix::log)));
        if (failed && failed != std::errc::no_such_file_or_directory) return failed;
        remove_caches(*files_, directory_, base);
        if (const auto unsure = files_->sync_directory(directory_)) return unsure;
    }
    return {};
}

} // namespace kafka::detail::storage
