// Drives a sender on the I/O thread: turns its plans into requests, and what becomes of them into
// events.
#pragma once

#include "client/callback_thread.hpp"
#include "client/cluster_link.hpp"
#include "client/meters.hpp"
#include "client/system_clock.hpp"
#include "producer/sender.hpp"

#include <kafka/writer.hpp>

namespace kafka::detail::client {

struct send_options {
    producer::settings producer = {};
    balancer_pointer balancer = {};
    std::function<void(const batch_result&)> completion = {};
};

/// Callers use the accumulator from any thread; everything else runs on the I/O thread, except
/// where noted. Coroutines and callbacks own it, so `stop` must be called to end it.
class send_loop : public std::enable_shared_from_this<send_loop> {
public:
    send_loop(std::shared_ptr<io_loop> io, std::shared_ptr<callback_thread> callbacks,
              link_options link, send_options options);

    /// Any thread.
    producer::accumulator& records() { return accumulator_; }
    /// Any thread: what has gone wrong so far.
    const trail& so_far() const { return sender_.so_far(); }
    /// Any thread: counts what is not delivered from now on.
    void begin_closing() { closing_.store(true); }
    undelivered not_delivered() const;
    /// Any thread: what was counted, and the bytes that are taken and not acknowledged.
    const writer_meters& meters() const { return meters_; }
    std::size_t used_bytes() const { return accumulator_.memory.used(); }
    const cluster_link& link() const { return *link_; }

    /// Gives up what is not acknowledged, and closes the connections.
    void stop();

private:
    void wake();
    void pump();
    void carry_out(producer::plan&& p);
    template <class Operation>
    void spawn(Operation operation);

    void start_request(producer::outgoing&& r);
    awaitable<void> exchange(producer::outgoing r);
    awaitable<void> send_unanswered(producer::outgoing r);
    request_terms terms_for(const producer::outgoing& r, session& s) const;
    void lost(const producer::outgoing& r, const failure& why);
    void count_sent(const producer::outgoing& r, producer::time_point now);
    void count_answers(const std::vector<producer::batch_answer>& answers);
    awaitable<void> reach(std::int32_t node);
    awaitable<void> ask(producer::topic* t);
    awaitable<void> identify();
    awaitable<outcome<producer::producer_identity>> request_identity();
    void pack(producer::batch& b);
    void replay(producer::topic& t);

    void tell(std::vector<producer::ending>&& ended);
    void tell_one(producer::ending& e) const;
    void finish(const producer::ending& e);
    void count(const producer::ending& e);
    void set_timer(std::optional<producer::time_point> at);

    std::shared_ptr<callback_thread> callbacks_;
    system_clock time_;
    producer::accumulator accumulator_;
    std::function<void(const batch_result&)> completion_;
    std::shared_ptr<cluster_link> link_;
    producer::sender sender_;
    std::map<std::int32_t, session_pointer> sessions_;
    net::timer timer_;
    std::optional<producer::time_point> timer_at_ = {};
    bool is_identifying_ = false;
    std::atomic<bool> closing_{false};
    std::atomic<std::size_t> lost_records_{0};
    std::atomic<std::size_t> doubtful_records_{0};
    writer_meters meters_;
    callback_thread packer_; // compresses
};

} // namespace kafka::detail::client
