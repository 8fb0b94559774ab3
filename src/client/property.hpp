// One setting of Kafka's, by the names that Java's client and librdkafka have for it.
#pragma once

#include <kafka/properties.hpp>

#include <charconv>
#include <functional>
#include <optional>
#include <utility>

namespace kafka::detail::client {

/// Why a value is refused; empty when it was taken.
using refusal = std::string;

template <class Options>
struct property {
    std::vector<std::string> names; // Java's first
    std::function<refusal(Options&, const std::string& value)> apply;
};

/// A whole number from `least` to what the type holds.
template <class Int>
std::optional<Int> number_from(const std::string& value, Int least = 0) {
    Int n{};
    const auto* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, n);
    if (error != std::errc() || rest != end || n < least) return std::nullopt;
    return n;
}

inline constexpr const char* number_wanted = "a whole number is wanted";

/// The value is put into a member that is a number, or a duration in the setting's unit.
template <class Unit, class Options, class Member>
auto number_into(Member Options::*member) {
    return [member](auto& o, const std::string& value) -> refusal {
        const auto n = number_from<std::int64_t>(value);
        if (!n) return number_wanted;
        if constexpr (requires { typename Member::rep; }) {
            o.*member = std::chrono::duration_cast<Member>(Unit(*n));
        } else {
            const auto scaled = *n * static_cast<std::int64_t>(Unit());
            if (!std::in_range<Member>(scaled)) return "the number is too large";
            o.*member = static_cast<Member>(scaled);
        }
        return {};
    };
}

struct one {
    constexpr explicit operator std::int64_t() const { return 1; }
};
struct kilobytes {
    constexpr explicit operator std::int64_t() const { return 1024; }
};
using std::chrono::milliseconds;

template <class Options, class Member>
auto flag_into(Member Options::*member) {
    return [member](auto& o, const std::string& value) -> refusal {
        if (value != "true" && value != "false") return "true or false is wanted";
        o.*member = value == "true";
        return {};
    };
}

template <class Options, class Member>
auto text_into(Member Options::*member) {
    return [member](auto& o, const std::string& value) -> refusal {
        o.*member = value;
        return {};
    };
}

/// What all three kinds of options share.
template <class Options>
std::vector<property<Options>> common_properties() {
    const auto brokers = [](Options& o, const std::string& value) -> refusal {
        o.brokers = {value};
        return {};
    };
    return {
        {{"bootstrap.servers", "metadata.broker.list"}, brokers},
        {{"client.id"}, text_into(&Options::client_id)},
        {{"request.timeout.ms", "socket.timeout.ms"},
         number_into<milliseconds>(&Options::request_timeout)},
        {{"socket.connection.setup.timeout.ms"}, number_into<milliseconds>(&Options::dial_timeout)},
        {{"metadata.max.age.ms", "topic.metadata.refresh.interval.ms"},
         number_into<milliseconds>(&Options::metadata_age)},
        {{"retry.backoff.ms", "reconnect.backoff.ms"},
         number_into<milliseconds>(&Options::backoff_min)},
        {{"retry.backoff.max.ms", "reconnect.backoff.max.ms"},
         number_into<milliseconds>(&Options::backoff_max)},
    };
}

std::vector<property<writer_options>> writer_properties();
std::vector<property<reader_options>> reader_properties();

/// Settings that are known and not to be had: why the value is refused, nothing when it asks for
/// what is so anyway, no optional when the setting is not known either.
std::optional<refusal> refuse_known(const std::string& name, const std::string& value);
/// Their names, for those who type one wrong.
std::vector<std::string> refused_names();

/// The candidate that is nearest to `word`; empty when none is near.
std::string nearest_name(const std::string& word, const std::vector<std::string>& candidates);

} // namespace kafka::detail::client
