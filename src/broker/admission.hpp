// How far a client has come with SASL on its connection, and who may enter.
#pragma once

#include "security/authenticator.hpp"
#include "security/plain_server.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace kafka::detail::broker {

/// Of one connection. Nothing but ApiVersions and SASL is answered before it is complete.
struct admission {
    enum class stage { begun, mechanism_chosen, complete, refused };

    stage now = stage::begun;
    std::unique_ptr<security::authenticator> under_way = {};
    bool is_complete() const { return now == stage::complete; }
};

/// The users of each listener with SASL, by Kafka's settings
/// listener.name.NAME.plain.sasl.jaas.config. Names of listeners count in small letters.
class gatekeeper {
public:
    using properties = std::map<std::string, std::string, std::less<>>;

    explicit gatekeeper(const properties& settings);

    /// What clients may choose from, by Kafka's names.
    std::vector<std::string_view> mechanisms(const std::string& listener) const;
    /// Null when the listener has no such mechanism.
    std::unique_ptr<security::authenticator> start(const std::string& listener,
                                                   std::string_view mechanism) const;

    /// The listener's name in "listener.name.NAME.plain.sasl.jaas.config"; empty for other names.
    static std::string listener_of(std::string_view setting);
    /// Empty when the setting says who may enter; otherwise why it does not.
    static std::string why_not(std::string_view setting, std::string_view value);

private:
    std::map<std::string, std::shared_ptr<const security::plain_users>> plain_;
};

} // namespace kafka::detail::broker
