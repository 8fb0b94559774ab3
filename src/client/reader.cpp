#include "client/reader.hpp"

#include "client/blocking.hpp"
#include "client/farewell.hpp"
#include "client/flag.hpp"
#include "client/group_options.hpp"
#include "client/loop_caller.hpp"
#include "client/reader_group.hpp"
#include "client/reader_options.hpp"

#include <kafka/error.hpp>

namespace kafka {

namespace internal = detail::client;

namespace {

/// Wakes a thread of the application.
struct flag_waiter final : internal::reader_waiter {
    internal::flag flag;
    void wake() override { flag.set(); }
};

} // namespace

reader::implementation::implementation(reader_options options) : options_(std::move(options)) {
    auto link_options = internal::check(options_);
    runtime_ = options_.runtime ? options_.runtime->body() : runtime::shared().body();
    auto caller = std::make_shared<internal::loop_caller>(runtime_->io());
    const auto call = [caller] { caller->look_again(); };
    budget_ = std::make_shared<detail::consumer::byte_budget>(options_.queue_bytes, call);
    intake_ = std::make_shared<internal::reader_intake>(
        internal::intake_options_from(options_, budget_), call);
    walk_ = std::make_shared<internal::reader_walk>(
        intake_,
        internal::walk_options{options_.check_crcs, budget_, [caller] { caller->done_more(); }});
    auto link = std::make_shared<internal::cluster_link>(runtime_->io(), runtime_->callbacks(),
                                                         std::move(link_options));
    auto loop_options = internal::loop_options_from(options_, budget_);
    meters_ = loop_options.meters;
    loop_ = std::make_shared<internal::fetch_loop>(link, intake_, std::move(loop_options));
    if (!options_.group_id.empty())
        group_ = std::make_shared<internal::group_loop>(
            std::move(link),
            std::make_shared<internal::reader_group>(intake_, walk_, loop_, meters_,
                                                     options_.start_offset),
            internal::group_options_from(options_));
    caller->aim_at(loop_, group_);
}

reader::implementation::~implementation() { close(nullptr); }

void reader::implementation::close(const context* ctx) {
    if (runtime_->refuse()) return;
    intake_->close();
    if (group_) return internal::say_farewell(*runtime_, group_, started_, ctx);
    runtime_->post([loop = loop_] { loop->close(); });
}

const std::shared_ptr<internal::reader_intake>& reader::implementation::intake() {
    if (!started_.load(std::memory_order_relaxed) && !started_.exchange(true))
        runtime_->post([loop = loop_, group = group_] {
            loop->start();
            if (group) group->start();
        });
    return intake_;
}

void reader::implementation::wait(const context& ctx) {
    if (const auto refused = runtime_->refuse_to_block()) raise_ended(refused);
    const auto waiter = std::make_shared<flag_waiter>();
    if (!intake()->wait(waiter)) return;
    const auto why = waiter->flag.wait(ctx);
    if (!why) return;
    intake_->stop_waiting(waiter);
    raise_ended(why);
}

void reader::implementation::raise_ended(std::error_code why) const {
    const auto call = is_in_group() ? "fetch in group \"" + options_.group_id + "\""
                                    : "fetch from topic \"" + options_.topic + "\"";
    auto out = internal::ended_by_context(why, call, intake_->troubles());
    const bool starved =
        intake_->apply([](const detail::consumer::intakes& in) { return in.is_starved(); });
    if (starved)
        out.causes.push_back("messages that the application holds use up queue_bytes (" +
                             std::to_string(budget_->held()) + " of " +
                             std::to_string(budget_->limit()) + ")");
    internal::raise(out);
}

void reader::implementation::refuse_when_closed(std::string_view call) const {
    if (const auto refused = runtime_->refuse()) raise_ended(refused);
    if (is_closed()) throw error(errc::closed, std::string(call) + ": the reader is closed");
}

void reader::implementation::look_again() {
    if (started_) runtime_->post([loop = loop_] { loop->look_again(); });
}

void reader::implementation::set_offset(std::optional<std::int32_t> partition, start_offset where) {
    refuse_when_closed("set_offset");
    internal::check_start(where);
    if (is_in_group())
        throw error(errc::invalid_argument,
                    "set_offset: the group says where its members read; seek(partition, offset) "
                    "moves in a partition that is read here");
    if (partition && options_.partition && *partition != *options_.partition)
        throw error(errc::invalid_argument, "set_offset: this reader reads partition " +
                                                std::to_string(*options_.partition) + " only");
    if (!partition) partition = options_.partition;
    walk_->seek(options_.topic, partition, where);
    look_again();
}

void reader::implementation::seek(const topic_partition& partition, start_offset where) {
    if (!is_in_group() && partition.topic == options_.topic)
        return set_offset(partition.partition, where);
    refuse_when_closed("seek");
    internal::check_start(where);
    if (!walk_->seek_owned(partition, where))
        throw error(errc::partition_lost, "seek: topic \"" + partition.topic + "\" partition " +
                                              std::to_string(partition.partition) +
                                              " is not read here");
    look_again();
}

void reader::implementation::pause(std::span<const topic_partition> partitions, bool on) {
    refuse_when_closed(on ? "pause" : "resume");
    for (const auto& p : partitions) on ? walk_->pause(p) : walk_->resume(p);
    look_again();
}

std::shared_ptr<internal::group_loop> reader::implementation::group_to_commit_for() {
    if (!is_in_group())
        throw error(errc::invalid_argument, "commit: this reader has no group_id to commit for");
    refuse_when_closed("commit");
    intake();
    return group_;
}

void reader::implementation::commit(const context& ctx, detail::consumer::commit_marks marks,
                                    bool back, bool wait) {
    group_to_commit_for();
    internal::block_on_or_throw<detail::cluster::nothing>(
        *runtime_, ctx, "commit", [group = group_, marks = std::move(marks), back, wait](auto&) {
            return group->commit(marks, back, wait);
        });
}

} // namespace kafka
