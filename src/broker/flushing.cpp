#include "broker/flushing.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::chrono::hours a_year{24 * 365}; // longer intervals mean "never" as well

} // namespace

clock::monotonic flushing::due(const partition& p) const {
    const auto now = world_.time.now();
    const auto& config = p.config();
    const auto& log = p.log();
    if (log.end_offset() - log.durable_offset() >= config.flush_messages) return now;
    const std::chrono::milliseconds wanted(config.flush_ms);
    return now + std::min(wanted, std::chrono::milliseconds(a_year));
}

void flushing::appended(const partition_pointer& p) {
    if (!p->is_served() || p->log().is_poisoned() || !p->log().needs_sync()) return;
    mark(p, due(*p));
}

/// An earlier deadline stands: the interval counts from the first record that waits.
void flushing::mark(const partition_pointer& p, clock::monotonic when) {
    const auto [found, fresh] = due_.try_emplace(p, when);
    if (!fresh) {
        if (found->second <= when) return;
        in_order_.erase({found->second, p});
        found->second = when;
    }
    in_order_.emplace(when, p);
}

void flushing::forget(const partition_pointer& p) {
    const auto found = due_.find(p);
    if (found == due_.end()) return;
    in_order_.erase({found->second, p});
    due_.erase(found);
}

std::optional<clock::monotonic> flushing::next_deadline() const {
    if (is_out_ || in_order_.empty()) return std::nullopt;
    return in_order_.begin()->first;
}

std::optional<background_task> flushing::take() {
    if (is_out_) return std::nullopt;
    const auto now = world_.time.now();
    auto work = std::make_shared<round>();
    while (!in_order_.empty() && in_order_.begin()->first <= now) {
        const auto p = in_order_.begin()->second;
        forget(p);
        if (!p->is_served()) continue;
        if (auto job = p->log().begin_sync()) work->jobs.emplace_back(p, std::move(*job));
    }
    if (work->jobs.empty()) return std::nullopt;
    is_out_ = true;
    return background_task{[work] {
                               for (auto& [p, job] : work->jobs) job.run();
                           },
                           [this, work] { finish(*work); }};
}

void flushing::finish(round& r) {
    is_out_ = false;
    for (auto& [p, job] : r.jobs) {
        if (!p->is_served()) continue;
        if (const auto error = p->log().end_sync(std::move(job)))
            world_.log_line("partition " + p->name().topic + "-" + std::to_string(p->name().index) +
                            ": a sync to disk failed (" + error.message() +
                            "); it takes no more records until the broker is restarted");
        appended(p);
        p->synced();
    }
    moved_();
}

} // namespace kafka::detail::broker
