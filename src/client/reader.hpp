// What is behind kafka::reader.
#pragma once

#include "client/reader_intake.hpp"
#include "client/runtime.hpp"

#include <kafka/reader.hpp>

#include <atomic>

namespace kafka::detail::client {
class fetch_loop;
} // namespace kafka::detail::client

namespace kafka {

/// The handles share this; what runs on the I/O thread holds the loop only. So when the last handle
/// is gone everything is cancelled, without waiting.
class reader::implementation {
public:
    explicit implementation(reader_options options);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    /// Nothing when none is there yet, or the reader is closed. Throws what went wrong.
    std::optional<message> take_message();
    batch take_batch();
    bool is_closed() const { return intake_->is_closed(); }
    /// Until there is something to take; throws when the context ends first.
    void wait(const context& ctx);

    void seek(std::optional<std::int32_t> partition, start_offset where);
    std::vector<reader_position> positions() const;
    void close();

    const std::shared_ptr<kafka::runtime::implementation>& runtime() const { return runtime_; }
    /// For callers that wait otherwise. Starts the fetching.
    const std::shared_ptr<detail::client::reader_intake>& intake();

private:
    bool advance();
    std::unique_ptr<batch::implementation> next_piece();
    void raise_ended(std::error_code why) const;

    reader_options options_;
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::consumer::byte_budget> budget_;
    std::shared_ptr<detail::client::reader_intake> intake_;
    std::shared_ptr<detail::client::fetch_loop> loop_;
    std::atomic<bool> started_{false};
    mutable std::mutex walking_;                     // never held while waiting
    std::unique_ptr<batch::implementation> current_; // its current message was returned
};

} // namespace kafka
