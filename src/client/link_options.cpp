#include "client/link_options.hpp"

#include "client/dial_terms_from.hpp"

#include <kafka/error.hpp>

#include <algorithm>
#include <limits>

namespace kafka::detail::client {

namespace {

constexpr std::size_t longest_topic_name = 249;

bool is_topic_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

} // namespace

void mistakes::raise_if_any(std::string_view of) const {
    if (all_.empty()) return;
    std::string text(of);
    for (const auto& m : all_) text += (&m == all_.data() ? ": " : "; ") + m;
    throw error(errc::invalid_option, text);
}

std::vector<cluster::address> bootstrap_from(const std::vector<std::string>& brokers, mistakes& m) {
    std::vector<cluster::address> out;
    for (std::string_view list : brokers) {
        while (!list.empty()) {
            const auto comma = std::min(list.find(','), list.size());
            const auto one = trimmed(list.substr(0, comma));
            list.remove_prefix(std::min(comma + 1, list.size()));
            if (auto a = cluster::address_from_string(one))
                out.push_back(std::move(*a));
            else
                m.add("brokers: \"" + std::string(one) + "\" is not host:port");
        }
    }
    m.unless(!brokers.empty(), "brokers: at least one address is needed");
    return out;
}

void check_topic_name(std::string_view name, mistakes& m) {
    const bool good = !name.empty() && name.size() <= longest_topic_name && name != "." &&
                      name != ".." && std::ranges::all_of(name, is_topic_character);
    m.unless(good, "topic: \"" + std::string(name) +
                       "\" is not a topic name (1 to 249 of a-z A-Z 0-9 . _ -)");
}

void check(const link_options& o, mistakes& m) {
    using namespace std::chrono_literals;
    m.unless(o.client_id.size() <= std::numeric_limits<std::int16_t>::max(),
             "client_id: longer than 32767 bytes");
    m.unless(o.dial_timeout > 0ms, "dial_timeout: must be more than 0");
    m.unless(o.request_timeout > 0ms, "request_timeout: must be more than 0");
    m.unless(o.metadata_age > 0ms, "metadata_age: must be more than 0");
    m.unless(o.backoff_min > 0ms, "backoff_min: must be more than 0");
    m.unless(o.backoff_max >= o.backoff_min, "backoff_max: must not be less than backoff_min");
}

void take_dialer(const std::optional<dialer>& d, link_options& into, mistakes& m) {
    if (!d) return;
    into.how_to_dial = dial_terms_from(*d, m);
    into.mechanism = d->sasl;
}

} // namespace kafka::detail::client
