#include "producer/completions.hpp"

#include <algorithm>

namespace kafka::detail::producer {

void completions::add(std::uint32_t at, delivery_callback callback) {
    if (callbacks_.empty() ? callback.function == nullptr : callbacks_.back().callback == callback)
        return;
    callbacks_.push_back({callback, at});
}

std::uint32_t completions::add(std::uint32_t at, const call_pointer& call) {
    if (!calls_.empty()) {
        auto& last = calls_.back();
        if (last.who.call == call && last.from + last.count == at) {
            ++last.count;
            return last.who.part;
        }
    }
    const auto part = call->new_part();
    add(at, call_part{call, part});
    return part;
}

void completions::add(std::uint32_t at, call_part part) {
    add(at, delivery_callback{});
    calls_.push_back({std::move(part), at, 0, 1});
}

void completions::settle_calls(const fate& what) const noexcept {
    for (const auto& run : calls_) run.who.call->settled(run.who.part, run.first, run.count, what);
}

void completions::run_callbacks(const fate& what, std::int32_t partition,
                                std::uint32_t records) const {
    delivery outcome{what.error, what.persistence, partition, -1};
    for (std::size_t i = 0; i < callbacks_.size(); ++i) {
        const auto [function, context] = callbacks_[i].callback;
        if (function == nullptr) continue;
        const auto end = i + 1 < callbacks_.size() ? callbacks_[i + 1].from : records;
        for (auto at = callbacks_[i].from; at < end; ++at) {
            if (what.base_offset >= 0) outcome.offset = what.base_offset + at;
            function(context, outcome);
        }
    }
}

completions completions::split(std::uint32_t at) {
    completions out;
    const auto after = std::ranges::partition_point(
        callbacks_, [&](const callback_run& run) { return run.from < at; });
    if (after != callbacks_.begin() && (after == callbacks_.end() || after->from > at))
        out.add(0, std::prev(after)->callback);
    for (auto run = after; run != callbacks_.end(); ++run)
        out.callbacks_.push_back({run->callback, run->from - at});
    callbacks_.erase(after, callbacks_.end());
    for (auto& run : calls_) {
        if (run.from + run.count <= at) continue;
        const auto kept = at > run.from ? at - run.from : 0;
        out.calls_.push_back({run.who, run.from + kept - at, run.first + kept, run.count - kept});
        run.count = kept;
    }
    std::erase_if(calls_, [](const auto& run) { return run.count == 0; });
    return out;
}

} // namespace kafka::detail::producer
