#include "producer/collector.hpp"

#include "producer/budget.hpp"

#include <algorithm>
#include <utility>

namespace kafka::detail::producer {

namespace {

constexpr std::size_t smallest_step = 256;
constexpr std::size_t largest_step = std::size_t{64} << 10;

} // namespace

bool collector::has_room(const posting& p, const settings& s) const {
    return open_->records.size() + record::batch_writer::bound(*p.what) <= s.batch_bytes;
}

// A large step first, so that the shared counter is touched rarely; then what is needed.
bool collector::pay(posting& p, budget& memory) {
    const auto used = open_ ? open_->bytes_used() : record::batch_header_size;
    const auto needed = used + p.bytes_bound();
    taken_ += std::exchange(p.held, 0);
    if (needed <= taken_) return true;
    const auto missing = needed - taken_;
    const auto step = std::max(missing, std::clamp(used, smallest_step, largest_step));
    for (const auto wanted : {step, missing})
        if (memory.try_take(wanted)) {
            taken_ += wanted;
            return true;
        }
    return false;
}

std::uint32_t collector::add(batch& to, const posting& p) {
    const auto at = to.count();
    if (p.generation != nullptr && *p.generation < to.generation)
        std::swap(*p.generation, to.generation);
    static_cast<void>(to.records.append(*p.what, p.timestamp_ms)); // the size was checked
    if (p.part != nullptr) {
        to.told.add(at, *p.part);
        return p.part->part;
    }
    if (p.call != nullptr) return to.told.add(at, *p.call);
    to.told.add(at, p.callback);
    return 0;
}

batch& collector::close(budget& memory) {
    auto& b = *std::exchange(open_, nullptr);
    b.bytes_taken = b.bytes_used();
    memory.give_back(std::exchange(taken_, 0) - b.bytes_taken);
    b.record_count = b.count();
    return b;
}

} // namespace kafka::detail::producer
