#include "client/calls_of_groups.hpp"

#include "client/coordinators.hpp"
#include "client/translate.hpp"
#include "consumer/member_bytes.hpp"
#include "protocol/consumer_protocol.hpp"
#include "protocol/delete_groups.hpp"
#include "protocol/describe_groups.hpp"
#include "protocol/list_groups.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

group_listing listing_from(const protocol::list_groups_response_group& g) {
    return {std::string(g.group_id), std::string(g.protocol_type), std::string(g.group_state),
            std::string(g.group_type)};
}

bool passes(const std::vector<std::string>& filter, const std::string& word) {
    const auto equal = [&](const std::string& f) {
        return std::ranges::equal(
            f, word, {}, [](unsigned char c) { return std::tolower(c); },
            [](unsigned char c) { return std::tolower(c); });
    };
    return filter.empty() || std::ranges::any_of(filter, equal);
}

group_member_info member_from(const protocol::describe_groups_response_member& m) {
    group_member_info out{.id = std::string(m.member_id),
                          .client_id = std::string(m.client_id),
                          .client_host = std::string(m.client_host)};
    if (m.group_instance_id) out.instance_id = std::string(*m.group_instance_id);
    // Groups of other protocol types, Connect's say, assign something else than partitions.
    out.partitions = consumer::read_assignment(m.member_assignment).value_or(out.partitions);
    return out;
}

group_info info_from(const protocol::describe_groups_response_group& g, std::int32_t node) {
    group_info out{.id = std::string(g.group_id),
                   .state = std::string(g.group_state),
                   .protocol_type = std::string(g.protocol_type),
                   .balancer = std::string(g.protocol_data),
                   .coordinator = node,
                   .detail = std::string(g.error_message.value_or(""))};
    for (const auto& m : g.members) {
        out.members.push_back(member_from(m));
        if (out.protocol_type != protocol::consumer_protocol_type)
            out.members.back().partitions.clear();
    }
    std::ranges::sort(out.members, {}, &group_member_info::id);
    return out;
}

/// Until version 6 a group that does not exist is described as a dead one.
std::error_code error_of(const protocol::describe_groups_response_group& g) {
    if (g.error_code == 0 && g.group_state == "Dead") return broker_errc::group_id_not_found;
    return code_of(g.error_code);
}

awaitable<outcome<nothing>> ask_description(call c, group_work<group_info>& w, std::int32_t node,
                                            const std::vector<std::size_t>& items) {
    protocol::describe_groups_request question;
    for (const auto i : items) question.groups.push_back(w.groups[i]);
    auto got = co_await c.link->request(route{node}, question, c.so_far);
    if (!got) co_return std::move(got.error());
    for (const auto& g : (*got)->groups) {
        const auto i = w.find(g.group_id, items);
        if (i == w.groups.size()) continue;
        w.results[i] = info_from(g, node);
        w.take(c, i, error_of(g));
    }
    co_return nothing{};
}

awaitable<outcome<nothing>> ask_deletion(call c, group_work<group_result>& w, std::int32_t node,
                                         const std::vector<std::size_t>& items) {
    protocol::delete_groups_request question;
    for (const auto i : items) question.groups_names.push_back(w.groups[i]);
    auto got = co_await c.link->request(route{node}, question, c.so_far);
    if (!got) co_return std::move(got.error());
    for (const auto& r : (*got)->results)
        if (const auto i = w.find(r.group_id, items); i != w.groups.size())
            w.take(c, i, code_of(r.error_code));
    co_return nothing{};
}

/// A broker that is still loading its groups must be asked again: its list would be short.
awaitable<outcome<std::vector<group_listing>>> ask_list(call c, std::int32_t node) {
    const protocol::list_groups_request question;
    auto steps = c.link->new_backoff();
    for (;;) {
        auto got = co_await ask(c, route{node}, question);
        if (!got) co_return std::move(got.error());
        const auto error = code_of((*got)->error_code);
        std::vector<group_listing> out;
        for (const auto& g : (*got)->groups) out.push_back(listing_from(g));
        if (!error) co_return out;
        if (error != condition::retriable) co_return failure{error, "list groups", {}};
        c.so_far.note(error.message());
        co_await c.link->pause(steps);
    }
}

} // namespace

awaitable<outcome<std::vector<group_listing>>> list_groups(call c, std::vector<std::string> states,
                                                           std::vector<std::string> types) {
    const auto reached = co_await reach(c, route{});
    if (!reached) co_return reached.error();
    if (auto known = co_await c.link->refresh({}, c.so_far); !known)
        co_return std::move(known.error());
    std::vector<group_listing> out;
    const auto brokers = c.link->metadata().brokers();
    for (const auto& broker : brokers) {
        auto some = co_await ask_list(c, broker.id);
        if (!some) co_return std::move(some.error());
        // Filtered here, because brokers before 2.6 and 3.8 do not know how.
        for (auto& g : *some)
            if (passes(states, g.state) && passes(types, g.type)) out.push_back(std::move(g));
    }
    std::ranges::sort(out, {}, &group_listing::id);
    co_return out;
}

awaitable<outcome<std::vector<group_info>>> describe_groups(call c,
                                                            std::vector<std::string> groups) {
    group_work<group_info> w(std::move(groups));
    for (std::size_t i = 0; i < w.groups.size(); ++i) w.results[i].id = w.groups[i];
    const auto ask = [c](auto& work, std::int32_t node, const auto& items) {
        return ask_description(c, work, node, items);
    };
    co_return co_await ask_coordinators(c, std::move(w), ask);
}

awaitable<outcome<std::vector<group_result>>> delete_groups(call c,
                                                            std::vector<std::string> groups) {
    group_work<group_result> w(std::move(groups));
    for (std::size_t i = 0; i < w.groups.size(); ++i) w.results[i].group = w.groups[i];
    const auto ask = [c](auto& work, std::int32_t node, const auto& items) {
        return ask_deletion(c, work, node, items);
    };
    co_return co_await ask_coordinators(c, std::move(w), ask);
}

} // namespace kafka::detail::client
