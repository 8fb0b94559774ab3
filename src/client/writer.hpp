// What is behind kafka::writer.
#pragma once

#include "client/runtime.hpp"
#include "client/send_loop.hpp"

#include <kafka/writer.hpp>

namespace kafka {

/// Only public objects hold it. Its end gives up what is not acknowledged, and never waits.
class writer::implementation {
public:
    explicit implementation(writer_options options);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    void write_messages(const context& ctx, std::span<const record> records);
    void post(const context& ctx, std::span<const record> records, delivery_callback done);
    std::error_code try_post(const record& r, delivery_callback done);
    void flush(const context& ctx);
    undelivered close(const context& ctx);
    writer_stats stats() const;

    // For callers that wait otherwise.
    using topic = detail::producer::topic;
    const std::shared_ptr<kafka::runtime::implementation>& runtime() const { return runtime_; }
    const std::shared_ptr<detail::client::send_loop>& loop() const { return loop_; }
    bool is_async() const { return async_; }
    /// The record's topic; null when it has none, two, or one that cannot be.
    topic* topic_of(const record& r);
    detail::producer::posting posting_of(const record& r, std::int64_t now_ms) const;
    /// Throws what is wrong with them, before anything was taken.
    void check(std::span<const record> records, std::string_view call);

private:
    void refuse_to_block(std::string_view call) const;
    [[noreturn]] void raise(std::error_code why, std::string_view call) const;
    std::error_code stop_and_wait();
    static writer_stats stats_of(const writer_options& options);

    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::client::send_loop> loop_;
    std::string fixed_name_;
    std::atomic<topic*> fixed_{nullptr}; // found when it is first used
    bool async_ = false;
    writer_stats constant_stats_; // the options in it
};

} // namespace kafka
