// Drives a reader: keeps its topic's metadata, and one fetcher for each broker that leads some of
// its partitions.
#pragma once

#include "client/cluster_link.hpp"
#include "client/reader_intake.hpp"

#include <map>
#include <set>

namespace kafka::detail::client {

struct fetch_loop_options {
    std::string topic = {};
    std::optional<std::int32_t> partition = {};
    consumer::fetch_limits limits = {};
    std::shared_ptr<consumer::byte_budget> budget = {};
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    std::chrono::milliseconds metadata_age = std::chrono::minutes(5);
    int max_attempts = 0; // 0: connection errors are never told, only noted
};

/// Used on the I/O thread only. Its coroutines own it until the link is closed.
class fetch_loop : public std::enable_shared_from_this<fetch_loop> {
public:
    fetch_loop(std::shared_ptr<cluster_link> link, std::shared_ptr<reader_intake> records,
               fetch_loop_options options);

    void start();
    /// The application has made room, or changed a position.
    void look_again();
    void close();

private:
    awaitable<void> supervise();
    awaitable<bool> learn_topic();
    bool judge(const topic_pointer& topic);
    void start_fetchers();
    awaitable<void> fetch_from(std::int32_t node);
    awaitable<bool> settle(std::int32_t node);
    awaitable<bool> look_up(std::int32_t node);
    awaitable<bool> check_epochs(std::int32_t node);
    awaitable<bool> fetch(const consumer::fetch_plan& plan);
    awaitable<outcome<answer<protocol::fetch_request>>> exchange(const consumer::fetch_plan& plan);
    awaitable<bool> take_in(const consumer::fetch_plan& plan, answer<protocol::fetch_request> got);
    bool leads(std::int32_t node);
    bool follow(const consumer::intake_verdict& verdict);
    void hang_up_outdated();
    void trouble(const failure& why);
    void all_is_well();
    void doubt();
    awaitable<void> until_told();

    std::shared_ptr<cluster_link> link_;
    std::shared_ptr<reader_intake> intake_;
    fetch_loop_options options_;
    std::shared_ptr<const std::string> topic_;
    net::notifier awake_;             // the application did something
    net::notifier doubtful_;          // somebody found the metadata to be wrong
    std::set<std::int32_t> fetching_; // brokers that have a fetcher
    std::map<std::int32_t, const consumer::fetch_plan*> under_way_;
    std::set<std::int32_t> hung_up_; // brokers whose answer is not wanted any more
    cluster::backoff doubts_;
    bool doubted_ = false;
    bool known_ = false; // the topic was seen
    int absent_ = 0;     // answers in a row that do not know it
    int attempts_ = 0;   // failures in a row
};

} // namespace kafka::detail::client
