#include "net/resolve.hpp"

#include "net/aside.hpp"

#include <kafka/error.hpp>

#include <netdb.h>

#include <algorithm>
#include <cstring>

namespace kafka::detail::net {

namespace {

std::vector<tcp::endpoint> look_up(const cluster::address& where) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* first = nullptr;
    if (getaddrinfo(where.host.c_str(), nullptr, &hints, &first) != 0) {
        hints.ai_flags = 0; // a machine with nothing but a loopback interface
        if (getaddrinfo(where.host.c_str(), nullptr, &hints, &first) != 0) return {};
    }
    std::vector<tcp::endpoint> out;
    for (const auto* a = first; a != nullptr; a = a->ai_next) {
        tcp::endpoint e;
        if (a->ai_addrlen > e.capacity()) continue;
        std::memcpy(e.data(), a->ai_addr, a->ai_addrlen);
        e.resize(a->ai_addrlen);
        e.port(where.port);
        if (std::ranges::find(out, e) == out.end()) out.push_back(e);
    }
    freeaddrinfo(first);
    return out;
}

} // namespace

std::vector<tcp::endpoint> mix_families(std::vector<tcp::endpoint> sorted) {
    if (sorted.empty()) return sorted;
    const bool v6_first = sorted.front().address().is_v6();
    const auto middle = std::ranges::stable_partition(sorted, [&](const tcp::endpoint& e) {
                            return e.address().is_v6() == v6_first;
                        }).begin();
    std::vector<tcp::endpoint> out;
    auto a = sorted.begin();
    auto b = middle;
    while (a != middle || b != sorted.end()) {
        if (a != middle) out.push_back(*a++);
        if (b != sorted.end()) out.push_back(*b++);
    }
    return out;
}

awaitable<outcome<std::vector<tcp::endpoint>>> resolve(asio::io_context& io, cluster::address where,
                                                       clock::duration timeout) {
    error_code not_numeric;
    const auto numeric = asio::ip::make_address(where.host, not_numeric);
    if (!not_numeric) co_return std::vector{tcp::endpoint(numeric, where.port)};
    // Not within the co_await: g++ 12 destroys there twice what a function object owns.
    auto call = [where](const context&) -> outcome<std::vector<tcp::endpoint>> {
        return look_up(where);
    };
    auto found =
        co_await run_aside<std::vector<tcp::endpoint>>(io, clock::now() + timeout, std::move(call));
    if (found && *found && !(*found)->empty()) co_return mix_families(std::move(**found));
    co_return failure{
        errc::cannot_resolve,
        cluster::to_string(where) +
            (found ? ": the host name has no address" : ": resolving the host name takes too long"),
        {}};
}

awaitable<outcome<std::vector<tcp::endpoint>>> resolve_each(asio::io_context& io,
                                                            cluster::address where,
                                                            std::vector<std::string> addresses,
                                                            clock::time_point deadline) {
    std::vector<tcp::endpoint> out;
    std::string trouble = ": the resolver knows no address";
    for (const auto& text : addresses) {
        auto one = cluster::address_from_string(text);
        if (!one) {
            trouble = ": the resolver says \"" + text + "\", which is not host:port";
            continue;
        }
        const bool has_port = cluster::to_string(*one) == text;
        if (!has_port) one->port = where.port;
        auto found = co_await resolve(io, *one, deadline - clock::now());
        if (found)
            out.insert(out.end(), found->begin(), found->end());
        else
            trouble = ": the resolver says " + found.error().what;
    }
    if (!out.empty()) co_return out;
    co_return failure{errc::cannot_resolve, cluster::to_string(where) + trouble, {}};
}

} // namespace kafka::detail::net
