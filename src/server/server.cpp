#include <kafka/broker/server.hpp>

#include "broker/settings/broker_settings.hpp"
#include "server/engine.hpp"

#include <algorithm>

namespace kafka::broker {

class server::implementation : public detail::server::engine {
public:
    using engine::engine;
};

server::server(options wanted) : body_(std::make_unique<implementation>(std::move(wanted))) {}
server::~server() = default;
server::server(server&&) noexcept = default;
server& server::operator=(server&&) noexcept = default;

std::string server::address() const { return body_->addresses().front(); }
std::vector<std::string> server::addresses() const { return body_->addresses(); }
std::string server::cluster_id() const { return body_->cluster_id(); }

bool server::stop(std::chrono::milliseconds deadline) { return body_->stop(deadline); }

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    for (const auto& s : detail::broker::broker_settings()) names.emplace_back(s.name);
    std::ranges::sort(names);
    return names;
}

} // namespace kafka::broker
