// Drives a reader: keeps its topics' metadata, and one fetcher for each broker that leads some of
// its partitions.
#pragma once

#include "client/cluster_link.hpp"
#include "client/meters.hpp"
#include "client/reader_intake.hpp"
#include "consumer/fetch_session.hpp"

#include <map>
#include <set>

namespace kafka::detail::client {

struct fetch_loop_options {
    std::optional<std::int32_t> partition = {};
    consumer::fetch_limits limits = {};
    std::shared_ptr<consumer::byte_budget> budget = {};
    std::shared_ptr<reader_meters> meters = std::make_shared<reader_meters>();
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
    /// Other partitions are read from now on.
    void partitions_changed();
    void close();
    /// May be called from any thread.
    const cluster_link& link() const { return *link_; }
    const std::shared_ptr<cluster_link>& shared_link() const { return link_; }

private:
    awaitable<void> supervise();
    awaitable<bool> learn_topics();
    bool judge(const std::string& name, const topic_pointer& topic);
    bool judge_absent(const std::string& name, failure why);
    void start_fetchers();
    awaitable<void> fetch_from(std::int32_t node);
    awaitable<bool> settle(std::int32_t node);
    awaitable<bool> look_up(std::int32_t node, const std::string& topic);
    awaitable<bool> check_epochs(std::int32_t node, const std::string& topic);
    awaitable<bool> fetch(const consumer::fetch_round& round);
    awaitable<outcome<answer<protocol::fetch_request>>>
    exchange(const consumer::fetch_round& round);
    consumer::fetch_session& session_with(std::int32_t node, const session_pointer& over);
    awaitable<bool> take_in(const consumer::fetch_round& round,
                            answer<protocol::fetch_request> got);
    bool leads(std::int32_t node);
    bool follow(const consumer::intake_verdict& verdict);
    template <class Question>
    consumer::intake_verdict take_answers(const std::string& topic,
                                          const std::vector<Question>& answered) {
        return intake_->drive([&](consumer::intakes& in) {
            auto* one = in.find(topic);
            return one == nullptr ? consumer::intake_verdict() : one->take_in(answered);
        });
    }
    void hang_up_outdated();
    void count(const std::vector<consumer::fetch_answer>& answers);
    void trouble(const failure& why);
    void all_is_well();
    void doubt();
    awaitable<void> until_told();

    std::shared_ptr<cluster_link> link_;
    std::shared_ptr<reader_intake> intake_;
    fetch_loop_options options_;
    net::notifier awake_;             // the application did something
    net::notifier doubtful_;          // somebody found the metadata to be wrong
    std::set<std::int32_t> fetching_; // brokers that have a fetcher
    struct told {
        consumer::fetch_session partitions = {};
        std::weak_ptr<session> over = {}; // the connection that it is of
    };
    std::map<std::int32_t, told> told_; // what each broker knows of us
    std::map<std::int32_t, const consumer::fetch_round*> under_way_;
    std::set<std::int32_t> hung_up_; // brokers whose answer is not wanted any more
    cluster::backoff doubts_;
    bool doubted_ = false;
    struct sighting {
        bool known = false; // the topic was seen
        int absent = 0;     // answers in a row that do not know it
    };
    std::map<std::string, sighting> seen_;
    int attempts_ = 0; // failures in a row
};

} // namespace kafka::detail::client
