#include <kafka/dialer.hpp>

#include "client/blocking.hpp"
#include "client/connection.hpp"
#include "client/dial_terms_from.hpp"
#include "client/look_up_partitions.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka {

namespace calls = detail::client;
using detail::cluster::address;

namespace {

using runtime_pointer = std::shared_ptr<runtime::implementation>;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Everything that a call of a dialer starts with.
struct dialing {
    const dialer& of;
    const context& ctx;
    runtime_pointer on = of.runtime ? of.runtime->body() : runtime::shared().body();
    std::optional<context::clock::time_point> deadline = first_of(of, ctx);

    static std::optional<context::clock::time_point> first_of(const dialer& d, const context& ctx) {
        auto out = d.deadline;
        const auto take = [&out](context::clock::time_point at) {
            out = out ? std::min(*out, at) : at;
        };
        if (d.timeout.count() > 0) take(context::clock::now() + d.timeout);
        if (ctx.deadline()) take(*ctx.deadline());
        return out;
    }
    void check(std::string_view call) const {
        if (ctx.stop().stop_requested()) throw error(errc::cancelled, std::string(call));
        if (deadline && *deadline <= context::clock::now())
            throw error(errc::timed_out, std::string(call));
    }
    calls::dial_order to(const address& where) const {
        return {on->io(), where, deadline, terms(), of.client_id, of.sasl, of.request_timeout};
    }
    detail::net::dial_terms terms() const {
        calls::mistakes m;
        auto out = calls::dial_terms_from(of, m);
        m.unless(of.request_timeout.count() > 0, "request_timeout: must be more than 0");
        m.raise_if_any("dialer");
        return out;
    }
    template <class T, class Operation>
    T run(std::string_view call, Operation operation) const {
        check(call);
        return calls::block_on_or_throw<T>(*on, ctx, call, std::move(operation));
    }
};

address address_of(std::string_view text) {
    if (auto a = detail::cluster::address_from_string(text)) return std::move(*a);
    throw error(errc::invalid_argument, "dial: " + quoted(text) + " is not host:port");
}

void check_topic(std::string_view topic) {
    calls::mistakes m;
    calls::check_topic_name(topic, m);
    if (!m.none())
        throw error(errc::invalid_argument,
                    "dial: " + quoted(topic) +
                        " is not a topic name (1 to 249 of a-z A-Z 0-9 . _ -)");
}

void check_partition(std::int32_t id) {
    if (id < 0)
        throw error(errc::invalid_argument,
                    "dial: partition " + std::to_string(id) + " is negative");
}

calls::lookup_order lookup_of(const dialing& d, std::string_view at, std::string_view topic,
                              std::optional<std::int32_t> id) {
    check_topic(topic);
    if (id) check_partition(*id);
    return {d.to(address_of(at)), std::string(topic), id, d.of.allow_auto_topic_creation};
}

/// `of` with the partition that the connection is for, if any.
connection connect(const dialing& d, const address& where, const partition& of) {
    auto got = d.run<calls::connected>(
        "dial " + detail::cluster::to_string(where),
        [order = d.to(where)](calls::trail&) { return calls::open_connection(order); });
    connection_options options{.client_id = d.of.client_id,
                               .topic = of.topic,
                               .partition = of.id,
                               .broker_id = of.leader.id,
                               .rack = of.leader.rack,
                               .allow_auto_topic_creation = d.of.allow_auto_topic_creation,
                               .request_timeout = d.of.request_timeout,
                               .runtime = d.of.runtime};
    return connection(
        std::make_shared<connection::implementation>(d.on, std::move(got), std::move(options)));
}

std::vector<partition> look_up(const dialing& d, std::string_view call, calls::lookup_order order) {
    return d.run<std::vector<partition>>(
        std::string(call) + " topic " + quoted(order.topic) +
            (order.partition ? " partition " + std::to_string(*order.partition) : ""),
        [order](calls::trail& so_far) { return calls::look_up_partitions(order, so_far); });
}

connection connect_to_leader(const dialing& d, const partition& of) {
    return connect(d, {of.leader.host, static_cast<std::uint16_t>(of.leader.port)}, of);
}

} // namespace

connection dialer::dial(const context& ctx, std::string_view address) const {
    return connect({*this, ctx}, address_of(address), {});
}

connection dialer::dial_leader(const context& ctx, std::string_view address, std::string_view topic,
                               std::int32_t partition) const {
    const dialing d{*this, ctx};
    const auto found = look_up(d, "dial the leader of", lookup_of(d, address, topic, partition));
    return connect_to_leader(d, found.front());
}

connection dialer::dial_partition(const context& ctx, std::string_view address,
                                  const partition& of) const {
    check_topic(of.topic);
    check_partition(of.id);
    if (of.leader.host.empty()) return dial_leader(ctx, address, of.topic, of.id);
    return connect_to_leader({*this, ctx}, of);
}

partition dialer::lookup_partition(const context& ctx, std::string_view address,
                                   std::string_view topic, std::int32_t partition) const {
    const dialing d{*this, ctx};
    auto found = look_up(d, "look up", lookup_of(d, address, topic, partition));
    return std::move(found.front());
}

broker_info dialer::lookup_leader(const context& ctx, std::string_view address,
                                  std::string_view topic, std::int32_t partition) const {
    return lookup_partition(ctx, address, topic, partition).leader;
}

std::vector<partition> dialer::lookup_partitions(const context& ctx, std::string_view address,
                                                 std::string_view topic) const {
    const dialing d{*this, ctx};
    return look_up(d, "look up", lookup_of(d, address, topic, {}));
}

connection dial(const context& ctx, std::string_view address) {
    return dialer().dial(ctx, address);
}
connection dial_leader(const context& ctx, std::string_view address, std::string_view topic,
                       std::int32_t partition) {
    return dialer().dial_leader(ctx, address, topic, partition);
}
connection dial_partition(const context& ctx, std::string_view address, const partition& of) {
    return dialer().dial_partition(ctx, address, of);
}
broker_info lookup_leader(const context& ctx, std::string_view address, std::string_view topic,
                          std::int32_t partition) {
    return dialer().lookup_leader(ctx, address, topic, partition);
}
partition lookup_partition(const context& ctx, std::string_view address, std::string_view topic,
                           std::int32_t partition) {
    return dialer().lookup_partition(ctx, address, topic, partition);
}
std::vector<partition> lookup_partitions(const context& ctx, std::string_view address,
                                         std::string_view topic) {
    return dialer().lookup_partitions(ctx, address, topic);
}

} // namespace kafka
