// What client, writer and reader share: the way to the brokers of one cluster. It knows the
// cluster's metadata, opens connections when they are needed, and sends requests where they belong.
#pragma once

#include "client/callback_thread.hpp"
#include "client/io_loop.hpp"
#include "client/link_options.hpp"
#include "client/meters.hpp"
#include "client/session.hpp"
#include "cluster/backoff.hpp"
#include "cluster/metadata_cache.hpp"
#include "cluster/trail.hpp"
#include "net/notifier.hpp"

#include <kafka/logger.hpp>

#include <functional>
#include <random>
#include <set>

namespace kafka::detail::client {

namespace asio = net::asio;
using cluster::topic_pointer;
using cluster::trail;
using net::clock;

/// Requests of one kind share a connection, so that a long poll delays nobody else.
enum class purpose { general, fetch, group };

/// Who is to get a request.
struct route {
    static constexpr std::int32_t any_broker = -2;
    static constexpr std::int32_t controller = -3;
    std::int32_t node = any_broker; // or a node id
};

/// Used on the I/O thread only, except where noted. Nothing here waits longer than one attempt
/// takes: callers retry, with `pause` between the attempts, as long as their own call may last.
class cluster_link : public std::enable_shared_from_this<cluster_link> {
public:
    cluster_link(std::shared_ptr<io_loop> io, std::shared_ptr<callback_thread> callbacks,
                 link_options options);

    /// One attempt: connects when necessary, sends, waits, decodes. The answer's own error codes
    /// are the caller's to find. Failures are noted in the trail.
    template <protocol::request Api>
    awaitable<outcome<answer<Api>>> request(route to, const Api& message, trail& so_far,
                                            request_terms terms);
    template <protocol::request Api>
    awaitable<outcome<answer<Api>>> request(route to, const Api& message, trail& so_far) {
        return request(to, message, so_far, request_terms());
    }
    /// An open connection, or why there is none; one attempt.
    awaitable<outcome<session_pointer>> reach(route to, purpose p, trail& so_far);

    /// Metadata of a topic: what is known when it is fresh, else the brokers' answer, retried while
    /// that may help. not_found when the topic does not exist, even after a few attempts.
    awaitable<outcome<topic_pointer>> topic(std::string name, trail& so_far);
    /// Asks for the metadata of these topics (none: of the cluster only) now; callers that ask at
    /// the same time share one request.
    awaitable<outcome<nothing>> refresh(std::vector<std::string> topics, trail& so_far);
    /// Somebody found the metadata of a topic to be wrong. The next `topic` asks again.
    void doubt(const std::string& topic) { metadata_.doubt(topic); }
    const cluster::metadata_cache& metadata() const { return metadata_; }
    /// Takes in a metadata answer that somebody else asked for.
    void took_metadata(const protocol::metadata_response& answer);
    /// Called after each metadata answer. Set before the first call of anything else.
    void on_metadata(std::function<void()> f) { on_metadata_ = std::move(f); }

    /// Sleeps as the back-off says.
    awaitable<void> pause(cluster::backoff& steps);
    cluster::backoff new_backoff() const { return {options_.backoff_min, options_.backoff_max}; }
    std::uint32_t random() { return static_cast<std::uint32_t>(random_()); }

    /// Closes the connection of one purpose, because what is under way on it is not wanted.
    void hang_up(std::int32_t node, purpose p);
    /// Ends everything; all calls fail with errc::closed from now on.
    void close();
    bool is_closed() const { return closed_; }

    io_loop& io() { return *io_; }
    const link_options& options() const { return options_; }
    callback_thread& callbacks() { return *callbacks_; }
    /// May be called from any thread.
    const link_meters& meters() const { return meters_; }
    /// May be called from any thread. `line` is called only when there is a logger.
    template <class Line>
    void log(log_level level, Line line) {
        if (options_.logger)
            callbacks_->post([log = options_.logger, level, text = line()] { log(level, text); });
    }

private:
    static constexpr std::int32_t bootstrap_node = -1;

    using slot_key = std::pair<std::int32_t, purpose>;
    struct slot {
        slot(net::executor on, cluster::backoff steps) : changed(on), pauses(steps) {}
        session_pointer session = {};
        cluster::address dialed = {};
        bool dialing = false;
        failure last = {};
        net::notifier changed;
        cluster::backoff pauses;
        clock::time_point not_before = {};
    };

    slot& slot_of(slot_key key);
    awaitable<outcome<session_pointer>> reach_node(std::int32_t node, purpose p, trail& so_far);
    awaitable<outcome<session_pointer>> reach_any(bool bootstrap_will_do, trail& so_far);
    awaitable<outcome<session_pointer>> reach_known(trail& so_far);
    awaitable<outcome<std::int32_t>> node_of(route to, trail& so_far);
    void start_dialing(slot_key key);
    awaitable<void> dial(slot_key key);
    awaitable<outcome<session_pointer>> open(slot_key key, slot& s);
    awaitable<outcome<session_pointer>> open_bootstrap();
    awaitable<outcome<session_pointer>> open_at(cluster::address where, std::int32_t node);
    session_pointer open_session_of(std::int32_t node, purpose p) const;

    awaitable<void> refresh_loop();
    awaitable<outcome<nothing>> ask_metadata(std::set<std::string> topics);
    failure closed_failure() const;

    std::shared_ptr<io_loop> io_;
    std::shared_ptr<callback_thread> callbacks_;
    link_options options_;
    cluster::metadata_cache metadata_;
    std::map<slot_key, slot> slots_;
    std::function<void()> on_metadata_;
    std::minstd_rand random_;

    std::set<std::string> wanted_; // topics for the next metadata request
    std::uint64_t requested_ = 0;  // number of the last metadata request that was asked for
    std::uint64_t answered_ = 0;   // number of the last one that ended
    bool refreshing_ = false;
    outcome<nothing> last_refresh_ = {};
    net::notifier refreshed_;
    bool closed_ = false;
    link_meters meters_;
};

template <protocol::request Api>
awaitable<outcome<answer<Api>>> cluster_link::request(route to, const Api& message, trail& so_far,
                                                      request_terms terms) {
    auto s = co_await reach(to, purpose::general, so_far);
    if (!s) co_return std::move(s.error());
    auto got = co_await (*s)->request(message, std::move(terms));
    if (!got) so_far.note(got.error().text());
    co_return got;
}

} // namespace kafka::detail::client
