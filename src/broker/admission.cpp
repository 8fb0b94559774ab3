#include "broker/admission.hpp"

#include "security/login_config.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::string_view prefix = "listener.name.";
constexpr std::string_view plain_suffix = ".plain.sasl.jaas.config";
constexpr std::string_view plain_module = "org.apache.kafka.common.security.plain.PlainLoginModule";
constexpr std::string_view user_prefix = "user_";

std::string in_small_letters(std::string text) {
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

using passwords = std::map<std::string, secret, std::less<>>;

passwords users_of(const security::login_config& entry) {
    passwords out;
    for (const auto& [name, value] : entry.options)
        if (name.starts_with(user_prefix)) out.emplace(name.substr(user_prefix.size()), value);
    return out;
}

} // namespace

std::string gatekeeper::listener_of(std::string_view setting) {
    if (!setting.starts_with(prefix) || !setting.ends_with(plain_suffix)) return {};
    if (setting.size() <= prefix.size() + plain_suffix.size()) return {};
    return std::string(
        setting.substr(prefix.size(), setting.size() - prefix.size() - plain_suffix.size()));
}

std::string gatekeeper::why_not(std::string_view setting, std::string_view value) {
    std::string mistake;
    const auto entry = security::read_login_config(value, mistake);
    const auto about = "'" + std::string(setting) + "' ";
    if (!entry)
        return about + "is no login configuration: " + std::string(plain_module) +
               " required user_NAME=\"PASSWORD\";";
    if (entry->module != plain_module)
        return about + "names another module than " + std::string(plain_module) + ".";
    if (users_of(*entry).empty()) return about + "has no user: user_NAME=\"PASSWORD\".";
    return {};
}

gatekeeper::gatekeeper(const properties& settings) {
    for (const auto& [name, value] : settings) {
        const auto listener = listener_of(name);
        std::string mistake;
        const auto entry =
            listener.empty() ? std::nullopt : security::read_login_config(value, mistake);
        if (entry)
            plain_[in_small_letters(listener)] =
                std::make_shared<const security::plain_users>(users_of(*entry));
    }
}

std::vector<std::string_view> gatekeeper::mechanisms(const std::string& listener) const {
    std::vector<std::string_view> out;
    if (plain_.contains(in_small_letters(listener))) out.push_back("PLAIN");
    return out;
}

std::unique_ptr<security::authenticator> gatekeeper::start(const std::string& listener,
                                                           std::string_view mechanism) const {
    const auto found = plain_.find(in_small_letters(listener));
    if (found == plain_.end() || mechanism != "PLAIN") return nullptr;
    return std::make_unique<security::plain_authenticator>(
        [users = found->second](std::string_view user, std::string_view password) {
            return users->check(user, password);
        });
}

} // namespace kafka::detail::broker
