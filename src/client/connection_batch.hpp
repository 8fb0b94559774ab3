// What is behind kafka::connection_batch.
#pragma once

#include "client/connection.hpp"
#include "consumer/message_walk.hpp"

namespace kafka {

/// One message is decoded ahead when somebody asks whether there is one; the offset is that of the
/// first message that nobody was given.
class connection_batch::implementation {
public:
    implementation(std::shared_ptr<connection::implementation> of,
                   detail::client::fetched_batch fetched, detail::client::held_turn turn);
    ~implementation() { close(); }
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    /// The next message, which stays the next one until it is consumed; null at the end and at
    /// damage.
    const message* peek();
    void consume() { ahead_ = false; }
    /// Throws when damage or close() has ended the batch.
    void check(std::string_view call) const;
    bool is_open() const { return of_ != nullptr; }
    std::int64_t offset() const;
    std::chrono::milliseconds throttle() const { return throttle_; }
    const detail::consumer::fetched& what() const { return walk_.records().what(); }
    std::error_code error() const;
    void close();

private:
    std::shared_ptr<connection::implementation> of_;
    detail::consumer::message_walk walk_;
    std::chrono::milliseconds throttle_;
    detail::client::held_turn turn_;
    bool ahead_ = false;
};

} // namespace kafka
