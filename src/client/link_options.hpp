// The options that client, writer and reader have in common.
#pragma once

#include "cluster/address.hpp"
#include "net/dial_terms.hpp"

#include <kafka/dialer.hpp>
#include <kafka/logger.hpp>
#include <kafka/sasl.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::client {

struct link_options {
    std::vector<cluster::address> bootstrap = {};
    std::string client_id = "kafka-cpp";
    std::chrono::milliseconds dial_timeout = std::chrono::seconds(10);
    net::dial_terms how_to_dial = {};
    kafka::sasl::mechanism_pointer mechanism = {};
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    std::chrono::milliseconds metadata_age = std::chrono::minutes(5);
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
    /// Whether asking for a topic that does not exist makes the broker create it.
    bool allow_auto_topic_creation = false;
    kafka::logger logger = {};
};

/// Collects everything that is wrong with a set of options, so that the user sees it at once.
class mistakes {
public:
    void add(std::string what) { all_.push_back(std::move(what)); }
    void unless(bool fine, std::string_view what) {
        if (!fine) add(std::string(what));
    }
    /// Throws kafka::error with errc::invalid_option when there are any. `of` names the options.
    void raise_if_any(std::string_view of) const;
    bool none() const { return all_.empty(); }

private:
    std::vector<std::string> all_;
};

/// Reads the addresses; one string may hold several, with commas between them.
std::vector<cluster::address> bootstrap_from(const std::vector<std::string>& brokers, mistakes& m);
void check_topic_name(std::string_view name, mistakes& m);
void check(const link_options& o, mistakes& m);

/// The dialer among a client's options, if there is one.
void take_dialer(const std::optional<dialer>& d, link_options& into, mistakes& m);

/// The common members of client_options, writer_options and reader_options.
template <class Options>
link_options link_options_from(const Options& o, mistakes& m) {
    link_options out{.bootstrap = bootstrap_from(o.brokers, m),
                     .client_id = o.client_id,
                     .dial_timeout = o.dial_timeout,
                     .request_timeout = o.request_timeout,
                     .metadata_age = o.metadata_age,
                     .backoff_min = o.backoff_min,
                     .backoff_max = o.backoff_max,
                     .logger = o.logger};
    take_dialer(o.dialer, out, m);
    check(out, m);
    return out;
}

} // namespace kafka::detail::client
