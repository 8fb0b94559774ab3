// Settings of other clients that this library knows and does not have.
#include "client/property.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace kafka::detail::client {

namespace {

struct refused {
    std::string_view name; // one that ends with '.' stands for all that begin with it
    std::string_view so;   // the value that asks for what is so anyway; may be empty
    std::string_view reason;
};

constexpr std::string_view bytes_only =
    "records are bytes here: encode and decode them where they are made and used";
constexpr std::string_view no_such_security =
    "TLS takes its certificates as PEM, and SASL a name and a password; the rest has no setting";
constexpr std::string_view no_transactions = "there are no transactions";
constexpr std::string_view by_bytes = "memory is bounded by bytes here: see queue_bytes";
constexpr std::string_view of_sockets = "the system's defaults are kept";
constexpr std::string_view in_code = "give a function in the options instead";
constexpr std::string_view no_metrics = "there is no such reporter";

constexpr std::array table{
    refused{"ssl.", "", no_such_security},
    refused{"sasl.", "", no_such_security},
    refused{"transactional.id", "", no_transactions},
    refused{"transaction.timeout.ms", "", no_transactions},
    refused{"isolation.level", "read_uncommitted",
            "a reader sees records as they are served (read_uncommitted)"},
    refused{"key.serializer", "", bytes_only},
    refused{"value.serializer", "", bytes_only},
    refused{"key.deserializer", "", bytes_only},
    refused{"value.deserializer", "", bytes_only},
    refused{"group.protocol", "classic", "groups are of the classic protocol"},
    refused{"group.remote.assignor", "", "groups are of the classic protocol"},
    refused{"interceptor.classes", "", in_code},
    refused{"plugin.library.paths", "", in_code},
    refused{"metric.reporters", "", no_metrics},
    refused{"metrics.", "", no_metrics},
    refused{"statistics.interval.ms", "0", no_metrics},
    refused{"enable.metrics.push", "false", no_metrics},
    refused{"queue.buffering.max.messages", "0", by_bytes},
    refused{"queued.min.messages", "", by_bytes},
    refused{"max.poll.records", "", by_bytes},
    refused{"max.block.ms", "", "each call takes a context with its own deadline"},
    refused{"default.api.timeout.ms", "", "each call takes a context with its own deadline"},
    refused{"send.buffer.bytes", "-1", of_sockets},
    refused{"receive.buffer.bytes", "-1", of_sockets},
    refused{"socket.send.buffer.bytes", "0", of_sockets},
    refused{"socket.receive.buffer.bytes", "0", of_sockets},
    refused{"socket.keepalive.enable", "false", of_sockets},
    refused{"socket.nagle.disable", "true", "small packets are never held back"},
    refused{"connections.max.idle.ms", "", "connections stay open until the object is closed"},
    refused{"client.dns.lookup", "use_all_dns_ips", "all addresses of a name are tried"},
    refused{"broker.address.family", "any", "all addresses of a name are tried"},
    refused{"enable.auto.offset.store", "true", "call commit_messages where a message is done"},
    refused{"exclude.internal.topics", "true", "patterns never match internal topics"},
    refused{"api.version.request", "true", "brokers are always asked for their versions"},
    refused{"broker.version.fallback", "", "brokers are always asked for their versions"},
    refused{"enable.partition.eof", "false", "compare a position with its high watermark"},
    refused{"partitioner.ignore.keys", "false", "give partitioner=round_robin instead"},
    refused{"debug", "", "give a logger in the options instead"},
    refused{"log_level", "", "give a logger in the options instead"},
};

bool fits(const refused& r, std::string_view name) {
    return r.name.ends_with('.') ? name.starts_with(r.name) : name == r.name;
}

bool is_same_word(std::string_view a, std::string_view b) {
    const auto lower = [](unsigned char c) { return std::tolower(c); };
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

std::optional<refusal> refuse_known(const std::string& name, const std::string& value) {
    const auto found = std::ranges::find_if(table, [&](const refused& r) { return fits(r, name); });
    if (found == table.end()) return std::nullopt;
    if (!found->so.empty() && is_same_word(found->so, value)) return refusal();
    return "not supported: " + std::string(found->reason);
}

std::vector<std::string> refused_names() {
    std::vector<std::string> out;
    for (const auto& r : table)
        if (!r.name.ends_with('.')) out.emplace_back(r.name);
    return out;
}

} // namespace kafka::detail::client
