#include "consumer/fetch_response.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <utility>

namespace kafka::detail::consumer {

namespace {

bool is_asked_for(const protocol::fetch_response_topic& topic, std::int16_t version,
                  const fetch_plan& plan) {
    return version >= first_fetch_by_id ? topic.topic_id == plan.topic_id
                                        : topic.topic == plan.topic;
}

partition_answer judge(const asked_partition& asked,
                       const protocol::fetch_response_partition& answered) {
    partition_answer out{.asked = asked,
                         .error = code_of_answer(answered.error_code),
                         .high_watermark = std::max<std::int64_t>(answered.high_watermark, -1)};
    out.extent.next = asked.offset;
    if (!out.error && answered.records)
        out.extent = extent_of(answered.records->data, asked.offset);
    return out;
}

/// What of a plan is not answered yet. Most answers speak of few of the partitions, if of any.
class unanswered {
public:
    explicit unanswered(const fetch_plan& plan) : plan_(plan) {}

    /// Null when it was not asked for, or is answered already.
    const asked_partition* take(std::int32_t partition) {
        if (open_.empty()) sort();
        const auto at = std::ranges::lower_bound(open_, partition, {}, &entry::first);
        if (at == open_.end() || at->first != partition) return nullptr;
        return std::exchange(at->second, nullptr);
    }

private:
    using entry = std::pair<std::int32_t, const asked_partition*>;

    void sort() {
        open_.reserve(plan_.asked.size());
        for (const auto& a : plan_.asked) open_.emplace_back(a.partition, &a);
        std::ranges::sort(open_, {}, &entry::first);
    }

    const fetch_plan& plan_;
    std::vector<entry> open_;
};

} // namespace

std::error_code code_of_answer(std::int16_t number) {
    if (number == 0) return {};
    return make_error_code(static_cast<broker_errc>(number));
}

fetch_answer read_answer(const protocol::fetch_response& response, std::int16_t version,
                         const fetch_plan& plan) {
    fetch_answer out{.error = code_of_answer(response.error_code),
                     .throttle = std::chrono::milliseconds(std::max(response.throttle_time_ms, 0))};
    unanswered questions(plan);
    for (const auto& topic : response.responses) {
        if (!is_asked_for(topic, version, plan)) continue;
        for (const auto& p : topic.partitions) {
            const auto* asked = questions.take(p.partition_index);
            if (asked != nullptr) out.partitions.push_back(judge(*asked, p));
        }
    }
    return out;
}

} // namespace kafka::detail::consumer
