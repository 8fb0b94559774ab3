// The certificate of a listener, by Kafka's settings ssl.*; taken again when its files change.
#pragma once

#include "net/tls_context.hpp"
#include "server/io.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kafka::detail::server {

/// Reads the settings; nothing is checked yet.
net::listener_tls tls_settings(const std::map<std::string, std::string>& properties);

class listener_tls {
public:
    /// Throws kafka::error that says what is wrong with the settings.
    listener_tls(net::listener_tls settings, std::function<void(const std::string&)> complain);

    /// For a connection that has just been made. Looks at the files at most once a second; what
    /// cannot be used is complained about, and the certificate before it stays.
    std::shared_ptr<const net::tls_context> context(steady::time_point now);

private:
    using file_times = std::vector<std::filesystem::file_time_type>;
    file_times times() const;

    net::listener_tls settings_;
    std::function<void(const std::string&)> complain_;
    std::shared_ptr<const net::tls_context> context_;
    file_times seen_;
    steady::time_point looked_{};
};

} // namespace kafka::detail::server
