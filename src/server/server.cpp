#include <kafka/broker/server.hpp>

#include "server/network.hpp"
#include "server/quiet_signals.hpp"

#include <kafka/error.hpp>

namespace kafka::broker {

namespace {

/// A stop that takes longer than its deadline is left to itself; this keeps what it needs alive.
struct running {
    explicit running(options wanted) : network(std::move(wanted)) {}
    detail::server::network network;
    std::promise<void> stopped;
};

} // namespace

class server::implementation {
public:
    explicit implementation(options wanted)
        : running_(std::make_shared<running>(std::move(wanted)))
        , stopped_(running_->stopped.get_future()) {
        const detail::server::quiet_signals while_the_thread_is_made;
        thread_ = std::thread([keep = running_] {
            keep->network.run();
            keep->stopped.set_value();
        });
    }
    ~implementation() { stop(std::chrono::seconds(5)); }

    detail::server::network& network() { return running_->network; }
    bool stop(std::chrono::milliseconds deadline);

private:
    std::shared_ptr<running> running_;
    std::future<void> stopped_;
    std::mutex mutex_; // one stop at a time
    std::thread thread_;
    bool clean_ = false;
};

bool server::implementation::stop(std::chrono::milliseconds deadline) {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return clean_;
    running_->network.request_stop();
    clean_ = stopped_.wait_for(deadline) == std::future_status::ready;
    clean_ ? thread_.join() : thread_.detach();
    return clean_;
}

server::server(options wanted) : body_(std::make_unique<implementation>(std::move(wanted))) {}
server::~server() = default;
server::server(server&&) noexcept = default;
server& server::operator=(server&&) noexcept = default;

std::string server::address() const { return addresses().front(); }
std::string server::address(const std::string& listener) const {
    auto found = body_->network().address(listener);
    if (found.empty()) throw error(errc::invalid_argument, "there is no listener " + listener);
    return found;
}
std::vector<std::string> server::addresses() const { return body_->network().addresses(); }
std::vector<std::string> server::listening_on() const { return body_->network().listening_on(); }
std::string server::cluster_id() const { return body_->network().cluster_id(); }
bool server::stop(std::chrono::milliseconds deadline) { return body_->stop(deadline); }

} // namespace kafka::broker
