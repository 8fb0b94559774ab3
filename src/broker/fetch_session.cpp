#include "broker/fetch_session.hpp"

#include <limits>
#include <utility>

namespace kafka::detail::broker {

std::size_t fetch_session::hash::operator()(const key& k) const {
    const std::string_view id(reinterpret_cast<const char*>(k.id.bytes.data()), k.id.bytes.size());
    const auto topic = std::hash<std::string_view>()(k.name.empty() ? id : k.name);
    return topic * 31 + static_cast<std::size_t>(k.index);
}

/// 0 and -1 have meanings of their own.
std::int32_t fetch_session::epoch_after(std::int32_t epoch) {
    if (epoch < 0) return epoch;
    return epoch == std::numeric_limits<std::int32_t>::max() ? 1 : epoch + 1;
}

void fetch_session::use(clock::monotonic now) {
    epoch_ = epoch_after(epoch_);
    last_used_ = now;
}

void fetch_session::stop_waiting() {
    if (const auto who = std::exchange(waiting_, {}).lock()) who->look_again();
}

void fetch_session::want(const wanted_partitions& topic, const wanted_partition& partition) {
    auto of = key_of(topic, partition.index);
    if (const auto known = by_key_.find(of); known != by_key_.end()) {
        known->second->wanted = partition;
        return;
    }
    bytes_ += partition_cost + 2 * of.name.size();
    in_order_.push_back({of, partition});
    by_key_.emplace(std::move(of), std::prev(in_order_.end()));
}

void fetch_session::forget(const wanted_partitions& topic, std::int32_t index) {
    const auto known = by_key_.find(key_of(topic, index));
    if (known == by_key_.end()) return;
    bytes_ -= partition_cost + 2 * known->first.name.size();
    in_order_.erase(known->second);
    by_key_.erase(known);
}

std::vector<wanted_partitions> fetch_session::wanted() const {
    std::vector<wanted_partitions> out;
    for (const auto& e : in_order_) {
        if (out.empty() || out.back().id != e.of.id || out.back().name != e.of.name)
            out.push_back({e.of.name, e.of.id, {}});
        out.back().partitions.push_back(e.wanted);
    }
    return out;
}

bool fetch_session::must_tell(const wanted_partitions& topic,
                              const protocol::fetch_response_partition& answer, bool has_records) {
    const auto known = by_key_.find(key_of(topic, answer.partition_index));
    if (known == by_key_.end()) return true;
    auto& e = *known->second;
    const bool is_new =
        has_records || answer.error_code != 0 || answer.diverging_epoch.epoch >= 0 ||
        e.high_watermark != answer.high_watermark || e.start_offset != answer.log_start_offset;
    // An error is told again for as long as it lasts, and its end is told as well.
    e.high_watermark = answer.error_code != 0 ? -1 : answer.high_watermark;
    e.start_offset = answer.log_start_offset;
    if (has_records) in_order_.splice(in_order_.end(), in_order_, known->second);
    return is_new;
}

} // namespace kafka::detail::broker
