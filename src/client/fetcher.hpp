// The part of a reader that runs on the I/O thread: keeps the metadata of its topic, and fetches
// from every broker that leads partitions of it.
#pragma once

#include "client/calls.hpp"
#include "client/fetch_port.hpp"
#include "protocol/fetch.hpp"

namespace kafka::detail::client {

/// Everything but the port's own functions is the I/O thread's.
class fetcher final : public fetch_port, public std::enable_shared_from_this<fetcher> {
public:
    static std::shared_ptr<fetcher> make(link_pointer link, fetch_settings settings);
    fetcher(link_pointer link, fetch_settings settings);

    void start() override;
    void restart(std::optional<std::int32_t> partition, std::uint64_t generation,
                 kafka::start_offset where) override;
    void close() override;

private:
    using items = std::vector<consumer::plan_item>;

    void go_on_at(std::optional<std::int32_t> partition, std::uint64_t generation,
                  kafka::start_offset where);
    awaitable<void> run();
    awaitable<void> until_told(cluster::backoff& steps);
    awaitable<bool> renew_topic(cluster::backoff& steps);
    bool take_topic(const cluster::topic_metadata& topic);
    bool topic_is_absent(const failure& why);
    void report(failure why);
    void count_failure(const failure& why);
    void spawn_loops();

    awaitable<void> serve(std::int32_t node);
    consumer::plan_step next_step(std::int32_t node);
    bool has_room();
    awaitable<void> find_offsets(std::int32_t node, items asked);
    awaitable<void> check_epochs(std::int32_t node, items asked);
    awaitable<void> fetch(std::int32_t node, items asked);
    protocol::fetch_request question_about(const items& asked) const;
    void take(answer<protocol::fetch_request>& got, items& asked, consumer::byte_hold held);
    void take_partition(const protocol::fetch_response_partition& p, const consumer::plan_item& of,
                        std::shared_ptr<const consumer::received>& memory,
                        const std::function<std::shared_ptr<const consumer::received>()>& keep);
    bool is_ours(const protocol::fetch_response_topic& t, std::int16_t version) const;
    void act(const consumer::plan_verdict& verdict, const consumer::plan_item& of);
    void request_failed(const items& asked, const failure& why);
    consumer::fetch_plan::moment moment() { return {clock::now(), link_->random()}; }

    link_pointer link_;
    fetch_settings settings_;
    std::shared_ptr<const std::string> topic_;
    consumer::fetch_plan plan_;
    net::notifier changed_;
    std::set<std::int32_t> serving_; // nodes that a loop runs for
    std::set<std::int32_t> hung_up_; // whose fetch we ended, because nobody wants it any more
    int absent_ = 0;                 // times in a row that the topic was not there
    int failures_ = 0;               // in a row, of connections
    bool closed_ = false;
};

} // namespace kafka::detail::client
