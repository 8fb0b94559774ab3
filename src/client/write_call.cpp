#include "client/write_call.hpp"

#include <algorithm>

namespace kafka::detail::client {

write_call::write_call(std::size_t records, std::function<void()> on_done)
    : left_(records)
    , on_done_(std::move(on_done))
    , part_of_(records, no_part) {}

void write_call::refused(std::size_t index, std::error_code why) {
    refused_.push_back({index, why, persistence::not_persisted, {}});
    count_down(1);
}

void write_call::settled(std::uint32_t part, std::uint32_t first, std::uint32_t count,
                         const producer::fate& what) noexcept {
    if (what.error || count < part_of_.size()) {
        std::lock_guard lock(mutex_);
        settled_.push_back({part, first, count, what});
    }
    count_down(count);
}

void write_call::count_down(std::size_t records) {
    if (left_.fetch_sub(records, std::memory_order_acq_rel) != records) return;
    on_done_ ? on_done_() : done_.set();
}

/// Once they are in order.
const write_call::segment* write_call::find(std::uint32_t part, std::uint32_t position) const {
    const auto after = std::ranges::upper_bound(settled_, std::pair(part, position), {}, order_of);
    if (after == settled_.begin()) return nullptr;
    const auto& s = *std::prev(after);
    return s.part == part && position - s.first < s.count ? &s : nullptr;
}

std::vector<write_error> write_call::errors(std::error_code ended) {
    std::lock_guard lock(mutex_);
    auto out = std::move(refused_);
    std::ranges::sort(settled_, {}, order_of);
    std::vector<std::uint32_t> seen(parts_, 0); // records of each part
    for (std::size_t i = 0; i < part_of_.size(); ++i) {
        if (part_of_[i] == no_part) continue;
        const auto* s = find(part_of_[i], seen[part_of_[i]]++);
        if (s == nullptr && ended)
            out.push_back({i, ended, persistence::possibly_persisted, {}});
        else if (s != nullptr && s->what.error)
            out.push_back({i, s->what.error, s->what.persistence, s->what.detail});
    }
    std::ranges::sort(out, {}, &write_error::index);
    return out;
}

} // namespace kafka::detail::client
