// The network thread: every socket, and every call of the broker.
#pragma once

#include "server/alarm.hpp"
#include "server/background_thread.hpp"
#include "server/complaints.hpp"
#include "server/connection.hpp"
#include "server/expiry_order.hpp"
#include "server/listener.hpp"
#include "server/listener_tls.hpp"
#include "server/system_clock.hpp"
#include "storage/posix_file_system.hpp"

#include <future>

namespace kafka::detail::server {

class network final : public connection_host {
public:
    /// Takes the ports, opens the data directory. Throws kafka::error.
    explicit network(broker::options wanted);
    ~network() override;

    /// Answers on the ports, and returns after `request_stop`, when everything is safe.
    void run();
    /// From any thread.
    void request_stop();

    /// What clients should use: the first listener of each node.
    std::vector<std::string> addresses() const;
    /// Empty when no node has a listener of this name.
    std::string address(const std::string& listener) const;
    /// Where the sockets are.
    std::vector<std::string> listening_on() const;
    const std::string& cluster_id() const { return broker_->cluster_id(); }

    void handle(wire::bytes frame, broker::peer& from, broker::reply_pointer reply) override;
    void has_answers(connection& of) override;
    void was_active(connection& which) override;
    void has_entered(connection& which) override;
    void leaves(connection& which) override;
    void ended(connection& which) override;
    void turn() override;
    void complain(const std::string& line) override;
    block_cache& memory() override { return memory_; }
    std::size_t request_limit() const override { return limits_.request_bytes; }

private:
    enum class phase { serving, settling, draining };

    /// A listener of a node, and who comes through it.
    struct entrance {
        std::size_t node = 0;
        kafka::broker::listener described;
        std::unique_ptr<listener> sockets;
        std::unique_ptr<listener_tls> tls;
        std::string address;
    };

    void take_ports();
    void open_broker();
    void advertise();
    void accepted(stream_socket socket, entrance& at);
    std::string advertised(const entrance& at) const;
    void hand_out_tasks();
    void ring();
    void end_silent_connections();
    void begin_stop();
    void go_on_stopping();
    void log(const std::string& line) const;
    std::optional<steady::time_point> next_deadline() const;

    broker::options options_;
    storage::posix_file_system files_;
    system_clock time_;
    block_cache memory_;
    complaints complaints_;
    asio::io_context context_;
    std::vector<std::unique_ptr<entrance>> entrances_;
    std::unique_ptr<broker::broker> broker_;
    broker::connection_limits limits_;

    std::unordered_map<connection*, std::shared_ptr<connection>> connections_;
    std::vector<std::shared_ptr<connection>> answered_; // to be looked at in this turn
    expiry_order<connection> idle_{std::chrono::milliseconds(-1)};
    expiry_order<connection> entering_;
    expiry_order<connection> leaving_;
    alarm alarm_;
    phase phase_ = phase::serving;
    steady::time_point drained_by_{};
    std::unique_ptr<background_thread> syncer_;
    std::unique_ptr<background_thread> worker_;
};

} // namespace kafka::detail::server
