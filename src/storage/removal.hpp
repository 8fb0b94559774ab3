// Files of segments that a log has given up.
#pragma once

#include "storage/file.hpp"
#include "storage/folder_guard.hpp"

namespace kafka::detail::storage {

/// Made by the log, which does not know the segments any more; run on any thread, or not at all:
/// then the segments are there again after a restart. Readers of the segments are not disturbed.
class removal {
public:
    std::error_code run();
    bool empty() const { return bases_.empty(); }
    std::size_t count() const { return bases_.size(); }

private:
    friend class log;

    std::error_code remove_segment(std::int64_t base);

    file_system* files_ = nullptr;
    std::shared_ptr<folder_guard> guard_;
    std::string directory_;
    std::vector<std::int64_t> bases_; // ascending
    std::string snapshot_;            // of the producers where the log begins now
};

/// Removes the files of one segment but its log, which may be gone already.
void remove_caches(file_system& files, const std::string& directory, std::int64_t base);

} // namespace kafka::detail::storage
