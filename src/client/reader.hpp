// What is behind kafka::reader.
#pragma once

#include "client/fetch_port.hpp"
#include "client/runtime.hpp"
#include "consumer/batch.hpp"
#include "consumer/buffered.hpp"
#include "consumer/message_walk.hpp"

#include <kafka/reader.hpp>

namespace kafka {

/// The application's side of a reader. The lock is held while a message is decoded; what is waited
/// for is waited for without it.
class reader::implementation {
public:
    explicit implementation(reader_options options);
    ~implementation();
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    /// Empty when nothing is there yet; throws what went wrong.
    std::optional<message> take_message();
    std::optional<batch> take_batch();
    bool is_closed() const;
    /// Waits until there may be something to take.
    void wait(const context& ctx);
    /// The same for others than blocking callers: false when there is something already.
    bool wait(const detail::consumer::waiter_pointer& w);
    void stop_waiting(const detail::consumer::waiter_pointer& w);

    void set_offset(std::optional<std::int32_t> partition, kafka::start_offset where);
    std::vector<reader_position> positions() const;
    void close();
    const std::shared_ptr<kafka::runtime::implementation>& runtime() const { return runtime_; }

private:
    struct place {
        std::int64_t offset = -1;
        std::uint64_t generation = 0;
    };

    void start();
    bool begin_next(std::unique_lock<std::mutex>& lock);
    void end_walk();
    void go_back(std::int32_t partition, std::int64_t offset);
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<detail::client::fetch_port> fetcher_;
    detail::consumer::walk_rules rules_;
    mutable std::mutex mutex_;
    detail::consumer::message_walk walk_; // what is being read one at a time
    bool is_walking_ = false;
    place* walked_ = nullptr; // its place
    std::map<std::int32_t, place> places_;
    bool is_started_ = false;
};

} // namespace kafka
