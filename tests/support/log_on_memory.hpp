// A partition's log on a file system in memory, with short ways to fill and to read it.
#pragma once

#include "storage/log.hpp"
#include "support/batches.hpp"
#include "support/memory_file_system.hpp"

namespace kafka::testing {

class log_on_memory {
public:
    static constexpr const char* directory = "/data/t-0";

    log_on_memory();

    memory_file_system disk;
    detail::storage::log_settings settings;
    std::unique_ptr<detail::storage::log> log;

    /// Opens with `settings`; the error when that fails. Forgets a log that was open, like a crash.
    detail::storage::failure open();
    /// Closes cleanly and opens again as clean.
    void reopen();
    detail::storage::append_item append(const batch_traits& traits = {}, std::int64_t now = 0);
    /// The headers of everything from `offset` on, read in steps of `max_bytes`.
    std::vector<detail::record::batch_header> headers(std::int64_t offset = 0,
                                                      std::uint64_t max_bytes = 1 << 20);
    /// The bytes of one read.
    content bytes_of(const detail::storage::log_slice& slice);
};

/// The headers of whole batches that stand one after another.
std::vector<detail::record::batch_header> headers_in(std::span<const std::byte> batches);

} // namespace kafka::testing
