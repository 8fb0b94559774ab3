#include "server/listener_tls.hpp"

#include "server/start_failure.hpp"

namespace kafka::detail::server {

namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 1s;

std::string value(const std::map<std::string, std::string>& properties, const std::string& name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
}

/// The PEM itself goes before the file.
std::string either(const std::map<std::string, std::string>& properties, const std::string& pem,
                   const std::string& location) {
    const auto text = value(properties, pem);
    return text.empty() ? value(properties, location) : text;
}

} // namespace

net::listener_tls tls_settings(const std::map<std::string, std::string>& properties) {
    net::listener_tls out;
    auto& o = out.options;
    o.certificate = either(properties, "ssl.keystore.certificate.chain", "ssl.keystore.location");
    o.private_key = value(properties, "ssl.keystore.key");
    o.private_key_password = value(properties, "ssl.key.password");
    o.authorities = either(properties, "ssl.truststore.certificates", "ssl.truststore.location");
    o.ciphers = value(properties, "ssl.cipher.suites");
    const auto protocols = value(properties, "ssl.enabled.protocols");
    if (!protocols.empty() && protocols.find("TLSv1.2") == protocols.npos)
        o.oldest = tls_version::tls_1_3;
    const auto wanted = value(properties, "ssl.client.auth");
    if (wanted == "requested") out.wanted = net::client_certificate::requested;
    if (wanted == "required") out.wanted = net::client_certificate::required;
    return out;
}

listener_tls::listener_tls(net::listener_tls settings,
                           std::function<void(const std::string&)> complain)
    : settings_(std::move(settings))
    , complain_(std::move(complain))
    , seen_(times()) {
    if (settings_.options.certificate.empty())
        throw start_failure(errc::invalid_option,
                            "a listener with SSL has no certificate.\nSet ssl.keystore.location to "
                            "a PEM file with the private key and the certificate chain.");
    auto made = net::tls_context::of_listener(settings_);
    if (!made)
        throw start_failure(errc::invalid_option,
                            "the certificate for SSL cannot be used: " + made.error().what);
    context_ = std::move(*made);
}

listener_tls::file_times listener_tls::times() const {
    file_times out;
    for (const auto* name : {&settings_.options.certificate, &settings_.options.authorities}) {
        std::error_code error;
        if (name->find('\n') == name->npos && !name->empty())
            out.push_back(std::filesystem::last_write_time(*name, error));
    }
    return out;
}

std::shared_ptr<const net::tls_context> listener_tls::context(steady::time_point now) {
    if (now - looked_ < between_looks) return context_;
    looked_ = now;
    auto found = times();
    if (found == seen_) return context_;
    seen_ = std::move(found);
    if (auto made = net::tls_context::of_listener(settings_))
        context_ = std::move(*made);
    else
        complain_("the changed certificate for SSL is not used, the one before it stays: " +
                  made.error().what);
    return context_;
}

} // namespace kafka::detail::server
