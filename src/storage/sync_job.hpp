// One round of making appends survive loss of power.
#pragma once

#include "storage/file.hpp"

namespace kafka::detail::storage {

/// Made by `log::begin_sync` on the log's thread, run on any, given back to `log::end_sync`. It
/// holds the files it needs, so the log may append, roll and remove meanwhile; what is appended
/// after it was made is not covered.
class sync_job {
public:
    /// Older files first: the log must not have a durable end without a durable middle.
    void run();
    std::error_code error() const { return error_; }

private:
    friend class log;

    file_system* files_ = nullptr;
    std::vector<file_pointer> to_sync_;
    std::string directory_; // empty when no file was made
    std::int64_t end_offset_ = 0;
    std::int64_t segment_base_ = 0;
    std::uint64_t position_ = 0;
    std::int64_t settled_before_ = 0; // older segments are covered, with their names
    std::error_code error_;
};

} // namespace kafka::detail::storage
