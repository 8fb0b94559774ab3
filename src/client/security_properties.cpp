#include "client/security_properties.hpp"

#include <kafka/error.hpp>
#include <kafka/sasl_properties.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

/// What has been set, and what cannot be taken of it.
struct given {
    const properties& all;
    std::vector<property_mistake> mistakes = {};

    /// The first of the names that is set; empty when none is.
    std::string first(std::initializer_list<const char*> names) const {
        for (const char* name : names)
            if (const auto found = all.find(name); found != all.end()) return found->second;
        return {};
    }
    bool has(const char* name) const { return all.contains(name); }
    void refuse(const std::string& name, std::string what) {
        const auto found = all.find(name);
        // Nobody's password is printed.
        const bool is_told = name == "security.protocol" || name.find("mechanism") != name.npos ||
                             name.ends_with(".type");
        mistakes.push_back(
            {name, is_told && found != all.end() ? found->second : "", std::move(what), {}});
    }
};

std::string in_capitals(std::string text) {
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

tls_options tls_from(given& g) {
    for (const char* name : {"ssl.keystore.type", "ssl.truststore.type"})
        if (g.has(name) && in_capitals(g.all.at(name)) != "PEM")
            g.refuse(name, "certificates are taken as PEM; keytool and openssl pkcs12 turn a Java "
                           "key store into it");
    tls_options out;
    out.authorities = g.first({"ssl.ca.pem", "ssl.truststore.certificates", "ssl.ca.location",
                               "ssl.truststore.location"});
    out.certificate = g.first({"ssl.certificate.pem", "ssl.keystore.certificate.chain",
                               "ssl.certificate.location", "ssl.keystore.location"});
    out.private_key = g.first({"ssl.key.pem", "ssl.keystore.key", "ssl.key.location"});
    out.private_key_password = g.first({"ssl.key.password"});
    out.ciphers = g.first({"ssl.cipher.suites"});
    const auto algorithm = g.first({"ssl.endpoint.identification.algorithm"});
    const bool is_blind = g.has("ssl.endpoint.identification.algorithm") && algorithm != "https";
    out.verify_server_name = !is_blind;
    out.verify = g.first({"enable.ssl.certificate.verification"}) != "false";
    return out;
}

/// librdkafka's two settings instead of Java's line.
sasl::mechanism_pointer mechanism_of(const std::string& name, const std::string& user,
                                     const secret& password) {
    if (name == "PLAIN") return sasl::plain{user, password};
    if (name == "SCRAM-SHA-256") return sasl::scram_sha_256{user, password};
    if (name == "SCRAM-SHA-512") return sasl::scram_sha_512{user, password};
    return nullptr;
}

sasl::mechanism_pointer sasl_from(given& g) {
    const char* setting = g.has("sasl.mechanisms") ? "sasl.mechanisms" : "sasl.mechanism";
    const auto name = g.first({setting});
    try {
        if (name.empty())
            g.refuse(setting, "security.protocol wants SASL: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512");
        else if (g.has("sasl.jaas.config"))
            return sasl::mechanism_of_properties(name, g.all.at("sasl.jaas.config"));
        else if (auto made = mechanism_of(name, g.first({"sasl.username"}),
                                          secret(g.first({"sasl.password"}))))
            return made;
        else
            g.refuse(setting, "with sasl.username there are PLAIN, SCRAM-SHA-256 and "
                              "SCRAM-SHA-512; others are given as dialer.sasl");
    } catch (const error& e) {
        g.refuse(setting, e.what());
    }
    return nullptr;
}

} // namespace

const std::vector<std::string>& security_names() {
    static const std::vector<std::string> names{"security.protocol",
                                                "ssl.ca.pem",
                                                "ssl.ca.location",
                                                "ssl.truststore.certificates",
                                                "ssl.truststore.location",
                                                "ssl.truststore.type",
                                                "ssl.certificate.pem",
                                                "ssl.certificate.location",
                                                "ssl.keystore.certificate.chain",
                                                "ssl.keystore.location",
                                                "ssl.keystore.type",
                                                "ssl.key.pem",
                                                "ssl.key.location",
                                                "ssl.keystore.key",
                                                "ssl.key.password",
                                                "ssl.cipher.suites",
                                                "ssl.endpoint.identification.algorithm",
                                                "enable.ssl.certificate.verification",
                                                "sasl.mechanism",
                                                "sasl.mechanisms",
                                                "sasl.username",
                                                "sasl.password",
                                                "sasl.jaas.config"};
    return names;
}

std::vector<property_mistake> apply_security(const properties& settings,
                                             std::optional<dialer>& into) {
    given g{settings};
    const auto protocol = in_capitals(g.first({"security.protocol"}));
    if (protocol.empty() || protocol == "PLAINTEXT") return {};
    const bool has_sasl = protocol.starts_with("SASL_");
    if (protocol != "SSL" && protocol != "SASL_PLAINTEXT" && protocol != "SASL_SSL") {
        g.refuse("security.protocol", "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
        return g.mistakes;
    }
    if (!into) into.emplace();
    if (protocol.ends_with("SSL")) into->tls = tls_from(g);
    if (has_sasl) into->sasl = sasl_from(g);
    return g.mistakes;
}

} // namespace kafka::detail::client
