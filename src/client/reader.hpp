// What is behind kafka::reader.
#pragma once

#include "client/meters.hpp"
#include "client/reader_walk.hpp"
#include "client/runtime.hpp"

#include <kafka/reader.hpp>

#include <atomic>

namespace kafka::detail::client {
class fetch_loop;
class group_loop;
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

    using asks = detail::client::reader_walk::asks;

    /// Nothing when none is there yet, or the reader is closed. Throws what went wrong.
    std::optional<message> take_message(asks how = asks::by_itself) {
        return walk_->take_message(how);
    }
    batch take_batch(asks how = asks::by_itself) { return walk_->take_batch(how); }
    bool is_closed() const { return intake_->is_closed(); }
    /// Until there is something to take; throws when the context ends first.
    void wait(const context& ctx);

    static asks by_policy(const reader_options& options);
    static detail::consumer::commit_marks marks_of(std::span<const message> messages);

    const reader_options& options() const { return options_; }
    bool is_in_group() const { return group_ != nullptr; }
    void set_offset(std::optional<std::int32_t> partition, start_offset where);
    void seek(const topic_partition& partition, start_offset where);
    void pause(std::span<const topic_partition> partitions, bool on);
    void commit(const context& ctx, detail::consumer::commit_marks marks, bool back, bool wait);
    std::vector<reader_position> positions() const { return walk_->positions(); }
    std::int64_t read_lag(const context& ctx);
    reader_stats stats() const;
    /// Waits for the farewell to the group when there is a context.
    void close(const context* ctx);

    const std::shared_ptr<kafka::runtime::implementation>& runtime() const { return runtime_; }
    /// For callers that wait otherwise. Null without a group, and while it has not joined.
    std::shared_ptr<detail::client::group_loop> group() const {
        return started_ ? group_ : nullptr;
    }
    /// Throws what forbids it; the group to commit for otherwise.
    std::shared_ptr<detail::client::group_loop> group_to_commit_for();
    /// Ends waiting calls; what is left is the farewell to the group.
    void begin_closing() { intake_->close(); }
    /// Starts the fetching.
    const std::shared_ptr<detail::client::reader_intake>& intake();

private:
    void raise_ended(std::error_code why) const;
    void refuse_when_closed(std::string_view call) const;
    void look_again();

    reader_options options_;
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::consumer::byte_budget> budget_;
    std::shared_ptr<detail::client::reader_intake> intake_;
    std::shared_ptr<detail::client::reader_walk> walk_;
    std::shared_ptr<detail::client::reader_meters> meters_;
    std::shared_ptr<detail::client::fetch_loop> loop_;
    std::shared_ptr<detail::client::group_loop> group_; // null without a group
    std::atomic<bool> started_{false};
};

} // namespace kafka
