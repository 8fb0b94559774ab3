#include "consumer/offset_lookup.hpp"

#include "consumer/fetch_response.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

constexpr std::int32_t a_consumer = -1;

/// Kafka's own numbers for the first and the last offset are ours too. A time is never one of them.
std::int64_t timestamp_of(start_offset start) {
    return start.is_time() ? std::max<std::int64_t>(start.value(), 0) : start.value();
}

template <class Question>
Question* unanswered(std::vector<Question>& in, std::int32_t partition) {
    const auto found = std::ranges::find(in, partition, &Question::partition);
    if (found == in.end() || found->answered) return nullptr;
    found->answered = true;
    return &*found;
}

} // namespace

protocol::list_offsets_request request_of(const std::vector<offset_lookup>& lookups,
                                          const std::string& topic) {
    protocol::list_offsets_request out{.replica_id = a_consumer};
    auto& asked = out.topics.emplace_back();
    asked.name = topic;
    for (const auto& l : lookups)
        asked.partitions.push_back({.partition_index = l.partition,
                                    .current_leader_epoch = l.leader_epoch,
                                    .timestamp = timestamp_of(l.start)});
    return out;
}

protocol::offset_for_leader_epoch_request request_of(const std::vector<epoch_check>& checks,
                                                     const std::string& topic) {
    protocol::offset_for_leader_epoch_request out{.replica_id = a_consumer};
    auto& asked = out.topics.emplace_back();
    asked.topic = topic;
    for (const auto& c : checks)
        asked.partitions.push_back({.partition = c.partition,
                                    .current_leader_epoch = c.leader_epoch,
                                    .leader_epoch = c.epoch});
    return out;
}

void read_answer(const protocol::list_offsets_response& from, const std::string& topic,
                 std::vector<offset_lookup>& into) {
    for (const auto& t : from.topics) {
        if (t.name != topic) continue;
        for (const auto& p : t.partitions)
            if (auto* asked = unanswered(into, p.partition_index)) {
                asked->error = code_of_answer(p.error_code);
                asked->offset = p.offset;
                asked->epoch = p.leader_epoch;
            }
    }
}

void read_answer(const protocol::offset_for_leader_epoch_response& from, const std::string& topic,
                 std::vector<epoch_check>& into) {
    for (const auto& t : from.topics) {
        if (t.topic != topic) continue;
        for (const auto& p : t.partitions)
            if (auto* asked = unanswered(into, p.partition)) {
                asked->error = code_of_answer(p.error_code);
                asked->end = p.end_offset;
            }
    }
}

} // namespace kafka::detail::consumer
