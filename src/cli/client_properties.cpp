#include "cli/client_properties.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"
#include "cli/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace kafka::detail::cli {

namespace {

using std::chrono::milliseconds;

[[noreturn]] void bad_value(const std::string& name, const std::string& value,
                            const std::string& want) {
    throw failure(wrong_usage, "-X " + name + "=" + value + ": " + want);
}

template <class Int>
Int number(const std::string& name, const std::string& value) {
    Int n{};
    const auto* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, n);
    if (error != std::errc() || rest != end) bad_value(name, value, "a whole number is wanted");
    return n;
}

bool boolean(const std::string& name, const std::string& value) {
    if (value != "true" && value != "false") bad_value(name, value, "true or false is wanted");
    return value == "true";
}

template <class Options>
struct setting {
    std::string name;
    std::function<void(Options&, const std::string& name, const std::string& value)> apply;
};

/// What all three kinds of options share.
template <class Options>
std::vector<setting<Options>> common_settings() {
    const auto ms = [](milliseconds Options::*member) {
        return [member](Options& o, const std::string& n, const std::string& v) {
            o.*member = milliseconds(number<std::int64_t>(n, v));
        };
    };
    return {
        {"bootstrap.servers", [](Options&, const std::string&, const std::string&) {}},
        {"client.id",
         [](Options& o, const std::string&, const std::string& v) { o.client_id = v; }},
        {"request.timeout.ms", ms(&Options::request_timeout)},
        {"socket.connection.setup.timeout.ms", ms(&Options::dial_timeout)},
        {"metadata.max.age.ms", ms(&Options::metadata_age)},
        {"retry.backoff.ms", ms(&Options::backoff_min)},
        {"retry.backoff.max.ms", ms(&Options::backoff_max)},
    };
}

void set_acks(writer_options& o, const std::string& n, const std::string& v) {
    const auto acks = v == "all" ? kafka::acks::all : acks_from_string(v);
    if (!acks) bad_value(n, v, "all, -1, 0 or 1 is wanted");
    o.required_acks = *acks;
    if (*acks != acks::all) o.idempotent = false;
}

void set_compression(writer_options& o, const std::string& n, const std::string& v) {
    const auto codec = compression_from_string(v);
    if (!codec) bad_value(n, v, "none, gzip, snappy, lz4 or zstd is wanted");
    o.compression = *codec;
}

std::vector<setting<writer_options>> writer_settings() {
    using o_t = writer_options;
    using text = const std::string&;
    auto all = common_settings<o_t>();
    const std::vector<setting<o_t>> own{
        {"acks", set_acks},
        {"compression.type", set_compression},
        {"linger.ms",
         [](o_t& o, text n, text v) { o.batch_timeout = milliseconds(number<int>(n, v)); }},
        {"batch.size", [](o_t& o, text n, text v) { o.batch_bytes = number<std::size_t>(n, v); }},
        {"max.request.size",
         [](o_t& o, text n, text v) { o.batch_bytes = number<std::size_t>(n, v); }},
        {"buffer.memory",
         [](o_t& o, text n, text v) { o.queue_bytes = number<std::size_t>(n, v); }},
        {"delivery.timeout.ms",
         [](o_t& o, text n, text v) { o.delivery_timeout = milliseconds(number<int>(n, v)); }},
        {"enable.idempotence", [](o_t& o, text n, text v) { o.idempotent = boolean(n, v); }},
        {"max.in.flight.requests.per.connection",
         [](o_t& o, text n, text v) { o.max_in_flight = number<int>(n, v); }},
        {"retries", [](o_t& o, text n, text v) {
             const auto retries = number<std::int64_t>(n, v);
             o.max_attempts = retries >= 1'000'000 ? 0 : static_cast<int>(retries) + 1;
         }}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

void set_reset(reader_options& o, const std::string& n, const std::string& v) {
    if (v == "none")
        o.out_of_range = out_of_range_policy::fail;
    else if (v == "earliest")
        o.out_of_range = out_of_range_policy::first;
    else if (v == "latest")
        o.out_of_range = out_of_range_policy::last;
    else
        bad_value(n, v, "earliest, latest or none is wanted");
}

/// Takes the names on the wire and those of Java's classes.
group_balancer_pointer balancer_named(const std::string& n, std::string v) {
    v.erase(0, v.rfind('.') + 1);
    if (v == "range" || v == "RangeAssignor") return range_group_balancer();
    if (v == "roundrobin" || v == "RoundRobinAssignor") return round_robin_group_balancer();
    if (v == "sticky" || v == "StickyAssignor") return sticky_group_balancer();
    if (v == "cooperative-sticky" || v == "CooperativeStickyAssignor")
        return cooperative_sticky_group_balancer();
    bad_value(n, v, "range, roundrobin, sticky or cooperative-sticky is wanted");
}

void set_balancers(reader_options& o, const std::string& n, const std::string& v) {
    o.group_balancers.clear();
    for (const auto& name : split(v, ',')) o.group_balancers.push_back(balancer_named(n, name));
}

std::vector<setting<reader_options>> reader_settings() {
    using o_t = reader_options;
    using text = const std::string&;
    auto all = common_settings<o_t>();
    const std::vector<setting<o_t>> own{
        {"fetch.min.bytes", [](o_t& o, text n, text v) { o.min_bytes = number<int>(n, v); }},
        {"fetch.max.bytes", [](o_t& o, text n, text v) { o.max_bytes = number<int>(n, v); }},
        {"fetch.max.wait.ms",
         [](o_t& o, text n, text v) { o.max_wait = milliseconds(number<int>(n, v)); }},
        {"max.partition.fetch.bytes",
         [](o_t& o, text n, text v) { o.partition_max_bytes = number<int>(n, v); }},
        {"check.crcs", [](o_t& o, text n, text v) { o.check_crcs = boolean(n, v); }},
        {"auto.offset.reset", set_reset},
        {"group.id", [](o_t& o, text, text v) { o.group_id = v; }},
        {"group.instance.id", [](o_t& o, text, text v) { o.group_instance_id = v; }},
        {"client.rack", [](o_t& o, text, text v) { o.rack = v; }},
        {"session.timeout.ms",
         [](o_t& o, text n, text v) { o.session_timeout = milliseconds(number<int>(n, v)); }},
        {"heartbeat.interval.ms",
         [](o_t& o, text n, text v) { o.heartbeat_interval = milliseconds(number<int>(n, v)); }},
        {"max.poll.interval.ms",
         [](o_t& o, text n, text v) { o.rebalance_timeout = milliseconds(number<int>(n, v)); }},
        {"auto.commit.interval.ms",
         [](o_t& o, text n, text v) { o.commit_interval = milliseconds(number<int>(n, v)); }},
        {"partition.assignment.strategy", set_balancers},
    };
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

template <class Options>
std::vector<std::string> names_of(const std::vector<setting<Options>>& settings) {
    std::vector<std::string> names;
    for (const auto& s : settings) names.push_back(s.name);
    return names;
}

std::vector<std::string> all_names() {
    auto names = names_of(writer_settings());
    const auto more = names_of(reader_settings());
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

void check_known(const settings_map& settings) {
    const auto names = all_names();
    for (const auto& [name, value] : settings) {
        if (std::ranges::find(names, name) != names.end()) continue;
        const auto close = nearest(name, names);
        throw failure(wrong_usage, "-X " + name + ": there is no such client setting",
                      close.empty() ? "" : "did you mean " + close + "?");
    }
}

template <class Options>
void apply(const settings_map& settings, const std::vector<setting<Options>>& known, Options& o) {
    check_known(settings);
    for (const auto& s : known)
        if (const auto found = settings.find(s.name); found != settings.end())
            s.apply(o, found->first, found->second);
}

} // namespace

void apply_properties(const settings_map& settings, client_options& o) {
    apply(settings, common_settings<client_options>(), o);
}
void apply_properties(const settings_map& settings, writer_options& o) {
    apply(settings, writer_settings(), o);
}
void apply_properties(const settings_map& settings, reader_options& o) {
    apply(settings, reader_settings(), o);
}

} // namespace kafka::detail::cli
