// What became of the records that a command has sent. Counted on the library's callback thread.
#pragma once

#include <kafka/writer.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

namespace kafka::detail::cli {

class delivery_count {
public:
    /// For writer_options::completion; the object must outlive the writer.
    void add(const batch_result& batch);

    /// Closes the writer, which sends what waits, and counts what it has not delivered as failed.
    void close(writer& of, std::chrono::milliseconds delivery_timeout);

    std::uint64_t delivered() const { return delivered_; }
    std::uint64_t failed() const { return failed_; }
    std::uint64_t bytes() const { return bytes_; }
    /// Of the first batch that failed; empty code when none did.
    std::error_code first_error() const;

private:
    std::atomic<std::uint64_t> delivered_ = 0;
    std::atomic<std::uint64_t> failed_ = 0;
    std::atomic<std::uint64_t> bytes_ = 0;
    mutable std::mutex mutex_;
    std::error_code first_error_;
};

} // namespace kafka::detail::cli
