#include "broker/compacting.hpp"

#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

// With less a round would cover next to nothing.
constexpr std::uint64_t least_memory = std::uint64_t{1} << 20;

} // namespace

bool compacting::is_enabled() const { return broker_.config.cleaner_enabled; }

void compacting::start() {
    broker_.topics.for_each_partition([&](const partition_pointer& p) {
        if (p->config().is_compacted) durable_moved();
    });
}

void compacting::durable_moved() {
    if (!due_ && is_enabled()) due_ = broker_.world.time.now() + broker_.config.cleaner_interval;
}

void compacting::tick() {
    if (!due_ || broker_.world.time.now() < *due_) return;
    due_.reset();
    look();
}

bool compacting::begin_round() {
    const auto now = broker_.wall_ms();
    double most = -1;
    of_ = nullptr;
    broker_.topics.for_each_partition([&](const partition_pointer& p) {
        if (!p->config().is_compacted || !p->is_served()) return;
        const auto need = p->log().compaction_need(broker_.logs.cleaned_to(p->name()), now);
        if (!need.is_worth_it(p->log().config()) || need.dirty_ratio() <= most) return;
        most = need.dirty_ratio();
        of_ = p;
    });
    if (!of_) return false;
    const auto memory = std::max(broker_.config.cleaner_memory, least_memory);
    round_ = of_->log().begin_compaction(broker_.logs.cleaned_to(of_->name()), now, memory);
    return round_ != nullptr;
}

std::optional<background_task> compacting::take() {
    if (!round_ && std::exchange(checkpoint_is_behind_, false)) return checkpoint_task();
    if (!round_ && (!looking_ || !begin_round())) {
        looking_ = false;
        return std::nullopt;
    }
    auto error = std::make_shared<std::error_code>();
    return background_task{[this, error] { *error = round_->run(); },
                           [this, error] { ran(*error); }};
}

background_task compacting::checkpoint_task() {
    auto offsets = std::make_shared<storage::offset_map>(broker_.logs.cleaned());
    auto error = std::make_shared<std::error_code>();
    return {[this, offsets, error] {
                *error = broker_.logs.directory().write_checkpoint(storage::checkpoint::cleaned,
                                                                   *offsets);
            },
            [this, error] {
                // Then a part of some log is compacted once more than needed.
                if (*error)
                    broker_.world.log_line("cannot write the checkpoint of compaction: " +
                                           error->message());
            }};
}

void compacting::ran(std::error_code error) {
    const bool goes_on = of_->log().go_on(*round_, error);
    replacing_ = goes_on && round_->is_replacing();
    if (goes_on) return;
    if (error) {
        tell(error);
    } else if (of_->is_served()) {
        broker_.logs.set_cleaned_to(of_->name(), round_->cleaned_to());
        checkpoint_is_behind_ = true;
    }
    round_ = nullptr;
    of_ = nullptr;
}

void compacting::tell(std::error_code error) const {
    if (!of_->is_served()) return; // the topic was deleted
    broker_.world.log_line(
        "partition " + of_->name().topic + "-" + std::to_string(of_->name().index) +
        " cannot be compacted: " + error.message() +
        (of_->log().is_compaction_off() ? "; not tried again before the next start" : ""));
}

} // namespace kafka::detail::broker
