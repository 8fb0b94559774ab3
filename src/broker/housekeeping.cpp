#include "broker/housekeeping.hpp"

#include "broker/state.hpp"
#include "storage/text_file.hpp"

namespace kafka::detail::broker {

namespace {

storage::topic_partition key_of(const partition& p) { return {p.name().topic, p.name().index}; }

void earliest(std::optional<clock::monotonic>& of, std::optional<clock::monotonic> other) {
    if (other && (!of || *other < *of)) of = other;
}

} // namespace

const storage::topic_partition journal_name{"__cluster_metadata", 0};

storage::offset_map recovery_points_of(const state& broker) {
    auto out = broker.logs.recovery_points();
    broker.topics.for_each_partition([&](const partition_pointer& p) {
        if (p->is_served()) out[key_of(*p)] = p->log().durable_offset();
    });
    out[journal_name] = broker.journal->log().durable_offset();
    return out;
}

storage::offset_map start_offsets_of(const state& broker) {
    auto out = broker.logs.start_offsets();
    broker.topics.for_each_partition([&](const partition_pointer& p) {
        if (!p->is_served()) return;
        if (p->start_offset() > 0)
            out[key_of(*p)] = p->start_offset();
        else
            out.erase(key_of(*p));
    });
    return out;
}

void housekeeping::start() {
    next_retention_ = broker_.world.time.now() + broker_.config.retention_check_interval;
    next_expiry_ = broker_.world.time.now() + broker_.config.offsets_retention_check_interval;
    take_doomed();
    compaction_.start();
}

std::optional<clock::monotonic> housekeeping::next_deadline() const {
    std::optional<clock::monotonic> out = recovery_points_due_;
    if (broker_.topics.topic_count() > 0) earliest(out, next_retention_);
    if (broker_.groups.size() > 0) earliest(out, next_expiry_);
    if (!folders_.empty()) earliest(out, folders_.begin()->first);
    earliest(out, compaction_.next_deadline());
    return out;
}

void housekeeping::tick() {
    const auto now = broker_.world.time.now();
    if (now >= next_retention_) {
        next_retention_ = now + broker_.config.retention_check_interval;
        apply_retention();
    }
    if (now >= next_expiry_) {
        next_expiry_ = now + broker_.config.offsets_retention_check_interval;
        broker_.groups.expire();
    }
    if (recovery_points_due_ && now >= *recovery_points_due_) queue_recovery_points();
    queue_due_folders(now);
    compaction_.tick();
}

void housekeeping::apply_retention() {
    const auto now = broker_.wall_ms();
    broker_.topics.for_each_partition([&](const partition_pointer& p) {
        if (!p->is_served()) return;
        p->log().expire_producers(now);
        remove(p, p->log().apply_retention(now));
        broker_.flushes.appended(p); // it may have rolled
    });
    compaction_.look();
}

void housekeeping::remove(const partition_pointer& from, storage::removal what) {
    if (what.empty()) return;
    const auto kept = std::make_shared<storage::removal>(std::move(what));
    jobs_.push_back({[kept] { return kept->run(); },
                     [this, from](std::error_code e) {
                         if (e && e != std::errc::operation_canceled)
                             broker_.world.log_line(
                                 "cannot remove old segments of " + from->name().topic + "-" +
                                 std::to_string(from->name().index) + ": " + e.message());
                     }});
}

void housekeeping::take_doomed() {
    const auto now = broker_.world.time.now();
    for (auto& folder : broker_.logs.take_doomed())
        folders_.emplace(now + std::chrono::milliseconds(folder.delay_ms), std::move(folder.path));
}

void housekeeping::queue_due_folders(clock::monotonic now) {
    while (!folders_.empty() && folders_.begin()->first <= now) {
        const auto path = folders_.begin()->second;
        folders_.erase(folders_.begin());
        jobs_.push_back({[this, path] { return storage::remove_tree(broker_.world.files, path); },
                         [this, path](std::error_code e) {
                             if (e)
                                 broker_.world.log_line("cannot remove " + path + ": " +
                                                        e.message());
                         }});
    }
}

void housekeeping::durable_moved() {
    compaction_.durable_moved();
    if (!recovery_points_due_)
        recovery_points_due_ = broker_.world.time.now() + broker_.config.checkpoint_interval;
}

void housekeeping::queue_recovery_points() {
    recovery_points_due_.reset();
    auto points = std::make_shared<storage::offset_map>(recovery_points_of(broker_));
    jobs_.push_back({[this, points] {
                         return broker_.logs.directory().write_checkpoint(
                             storage::checkpoint::recovery_points, *points);
                     },
                     [this](std::error_code e) {
                         if (!e) return;
                         broker_.world.log_line("cannot write the checkpoint of recovery points: " +
                                                e.message());
                         durable_moved();
                     }});
}

void housekeeping::write_start_offsets(after then) {
    awaiting_start_offsets_.push_back(std::move(then));
    if (awaiting_start_offsets_.size() == 1) jobs_.push_back(start_offsets_job());
}

/// The offsets are taken when the job is handed out, so that one write covers every request that
/// has come until then.
housekeeping::job housekeeping::start_offsets_job() {
    auto offsets = std::make_shared<storage::offset_map>();
    auto waiting = std::make_shared<std::vector<after>>();
    job out;
    out.prepare = [this, offsets, waiting] {
        *offsets = start_offsets_of(broker_);
        *waiting = std::exchange(awaiting_start_offsets_, {});
    };
    out.run = [this, offsets] {
        return broker_.logs.directory().write_checkpoint(storage::checkpoint::start_offsets,
                                                         *offsets);
    };
    out.done = [this, waiting](std::error_code e) {
        if (e)
            broker_.world.log_line("cannot write the checkpoint of start offsets: " + e.message());
        for (const auto& then : *waiting)
            then(e ? broker_errc::kafka_storage_error : broker_errc::none);
    };
    return out;
}

std::optional<background_task> housekeeping::next_task() {
    if (jobs_.empty() || compaction_.is_replacing()) return compaction_.take();
    auto work = std::make_shared<job>(std::move(jobs_.front()));
    jobs_.pop_front();
    if (work->prepare) work->prepare();
    auto error = std::make_shared<std::error_code>();
    return background_task{[work, error] { *error = work->run(); },
                           [work, error] { work->done(*error); }};
}

std::optional<background_task> housekeeping::take() {
    if (is_out_) return std::nullopt;
    auto task = next_task();
    if (!task) return task;
    is_out_ = true;
    return background_task{std::move(task->run), [this, done = std::move(task->done)] {
                               is_out_ = false;
                               done();
                           }};
}

/// Removals may wait for the next start, which finds what is left of them.
void housekeeping::finish() {
    for (auto& j : std::exchange(jobs_, {})) {
        if (!j.prepare) continue;
        j.prepare();
        j.done(j.run());
    }
}

} // namespace kafka::detail::broker
