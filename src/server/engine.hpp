// The running broker: its network thread, which makes every call of broker::broker, and two threads
// for what must not hold it up.
#pragma once

#include "broker/broker.hpp"
#include "server/background.hpp"
#include "server/connection.hpp"
#include "server/io.hpp"
#include "server/listener.hpp"
#include "server/system_clock.hpp"
#include "storage/posix_file_system.hpp"

#include <memory>
#include <thread>
#include <unordered_map>

namespace kafka::detail::server {

class engine {
public:
    /// Opens the directory, binds, starts the threads. Throws kafka::error.
    explicit engine(broker::options wanted);
    ~engine();

    bool stop(std::chrono::milliseconds deadline);
    /// "host:port" of each node, as clients are told.
    const std::vector<std::string>& addresses() const { return addresses_; }
    const std::string& cluster_id() const { return cluster_id_; }

private:
    void bind();
    void run();
    void accept(tcp::socket socket, std::uint16_t local_port);
    void after_requests();
    void arm_deadline();
    void start_background();
    void finished(std::function<void()> done);
    void arm_idle_check();
    void close_idle();
    void quiesce();
    void finish();

    broker::options wanted_;
    storage::posix_file_system files_;
    system_clock clock_;
    std::function<void(std::string)> log_line_;
    std::unique_ptr<broker::broker> broker_;
    broker::connection_limits limits_;
    asio::io_context context_{1};
    std::vector<std::unique_ptr<listener>> listeners_;
    std::vector<std::string> addresses_;
    std::string cluster_id_;
    std::unique_ptr<connection_host> host_;
    std::unordered_map<const void*, std::shared_ptr<connection>> connections_;
    asio::steady_timer deadline_timer_{context_};
    std::optional<broker::clock::monotonic> armed_for_;
    asio::steady_timer idle_timer_{context_};
    bool idle_armed_ = false;
    std::unique_ptr<background> syncer_;
    std::unique_ptr<background> worker_;
    std::thread network_;
    bool stopped_ = false;
};

} // namespace kafka::detail::server
