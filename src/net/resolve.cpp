#include "net/resolve.hpp"

#include "net/post_gate.hpp"

#include <kafka/error.hpp>

#include <boost/asio/post.hpp>

#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

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

/// Shared by the coroutine that waits and the thread that asks the system. A thread of its own,
/// because the system's call cannot be cancelled and nobody may have to wait for it.
struct question {
    std::mutex mutex;
    timer* waiting = nullptr; // null once nobody waits any more
    std::vector<tcp::endpoint> answer;
};

void ask(const std::shared_ptr<question>& q, asio::io_context& io, cluster::address where) {
    std::thread([q, &io, &gate = post_gate::of(io), where = std::move(where)] {
        auto found = look_up(where);
        std::lock_guard lock(q->mutex);
        if (q->waiting == nullptr) return; // and the context may be gone
        q->answer = std::move(found);
        gate.post(io, [q] {
            std::lock_guard inner(q->mutex);
            if (q->waiting != nullptr) q->waiting->cancel();
        });
    }).detach();
}

/// Tells the thread, however the coroutine ends, that the I/O thread's objects are gone.
struct leave {
    std::shared_ptr<question> q;
    ~leave() {
        std::lock_guard lock(q->mutex);
        q->waiting = nullptr;
    }
};

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
    timer waiting(io, timeout);
    auto q = std::make_shared<question>();
    q->waiting = &waiting;
    leave on_exit{q};
    ask(q, io, where);
    auto [woken] = co_await waiting.async_wait(as_tuple);
    std::unique_lock lock(q->mutex);
    if (!q->answer.empty()) co_return mix_families(std::move(q->answer));
    lock.unlock();
    const bool late = !woken;
    co_return failure{errc::cannot_resolve,
                      cluster::to_string(where) + (late ? ": resolving the host name takes too long"
                                                        : ": the host name has no address"),
                      {}};
}

} // namespace kafka::detail::net
