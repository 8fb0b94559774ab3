// How the application's side of a reader speaks with the part that fetches, without naming Asio.
#pragma once

#include "client/link_options.hpp"
#include "client/runtime.hpp"
#include "cluster/trail.hpp"
#include "consumer/buffered.hpp"
#include "consumer/fetch_plan.hpp"

#include <memory>

namespace kafka::detail::client {

struct fetch_settings {
    consumer::plan_settings plan = {};
    std::int32_t min_bytes = 1;
    std::chrono::milliseconds max_wait = std::chrono::milliseconds(500);
    std::int32_t max_bytes = 50 * 1024 * 1024;
    std::size_t queue_bytes = std::size_t{64} << 20;
    int max_attempts = 0;
};

/// May be used from any thread.
class fetch_port {
public:
    virtual ~fetch_port() = default;

    virtual void start() = 0;
    /// Goes on elsewhere; an empty partition means all.
    virtual void restart(std::optional<std::int32_t> partition, std::uint64_t generation,
                         kafka::start_offset where) = 0;
    virtual void close() = 0;

    const std::shared_ptr<consumer::buffered>& queue() const { return queue_; }
    const std::shared_ptr<consumer::byte_budget>& budget() const { return budget_; }
    /// What is going wrong at the moment.
    const cluster::trail& troubles() const { return so_far_; }

protected:
    std::shared_ptr<consumer::buffered> queue_;
    std::shared_ptr<consumer::byte_budget> budget_;
    cluster::trail so_far_;
};

/// It does not keep the runtime alive: whoever uses the port does.
std::shared_ptr<fetch_port> make_fetcher(const runtime::implementation& on, link_options link,
                                         fetch_settings settings);

} // namespace kafka::detail::client
