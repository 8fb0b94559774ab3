#include "producer/produce_message.hpp"

#include "producer/topic.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <map>

namespace kafka::detail::producer {

namespace {

constexpr std::int16_t first_version_by_id = 13;

using place_key = std::pair<std::int32_t, std::string_view>; // a partition and its topic's name

/// Finds a request's batches. Brokers answer in the order of the request, so the next one is tried
/// first; whatever another order costs is bounded.
class finder {
public:
    explicit finder(const outgoing& what) : batches_(what.batches) {}

    std::optional<std::size_t> find(const protocol::produce_response_topic& topic,
                                    std::int32_t partition) {
        if (next_ < batches_.size() && is(*batches_[next_], topic, partition)) return next_++;
        if (by_name_.empty()) index();
        const auto name = topic.name.empty() ? names_[topic.topic_id] : topic.name;
        const auto found = by_name_.find({partition, name});
        if (found == by_name_.end()) return std::nullopt;
        return found->second;
    }

private:
    static bool is(const batch& b, const protocol::produce_response_topic& topic,
                   std::int32_t partition) {
        const auto& of = b.owner.of;
        return b.owner.id == partition &&
               (topic.name.empty() ? topic.topic_id == of.id : topic.name == of.name);
    }
    void index() {
        for (std::size_t i = 0; i < batches_.size(); ++i) {
            const auto& of = batches_[i]->owner.of;
            by_name_.emplace(place_key(batches_[i]->owner.id, of.name), i);
            names_.emplace(of.id, of.name);
        }
    }

    const std::vector<batch*>& batches_;
    std::size_t next_ = 0;
    std::map<place_key, std::size_t> by_name_;
    std::map<uuid, std::string_view> names_;
};

batch_answer answer_from(const protocol::produce_response_partition& p) {
    return {p.error_code, p.base_offset, std::string(p.error_message.value_or(""))};
}

} // namespace

produce_message produce_message_of(const outgoing& what, const settings& s,
                                   std::chrono::milliseconds broker_timeout) {
    produce_message out;
    out.request.acks = static_cast<std::int16_t>(s.required_acks);
    out.request.timeout_ms = static_cast<std::int32_t>(broker_timeout.count());
    out.keeps.reserve(what.batches.size());
    const topic* current = nullptr;
    for (const auto* b : what.batches) {
        if (&b->owner.of != current) {
            current = &b->owner.of;
            out.request.topic_data.push_back({.name = current->name, .topic_id = current->id});
        }
        wire::blob records;
        records.pieces = b->sealed->pieces();
        out.request.topic_data.back().partition_data.push_back({b->owner.id, records});
        out.keeps.push_back(b->sealed);
    }
    return out;
}

std::int16_t highest_version(const outgoing& what) {
    const bool all_have_ids = std::ranges::all_of(
        what.batches, [](const batch* b) { return static_cast<bool>(b->owner.of.id); });
    return all_have_ids ? protocol::produce_request::valid.max : first_version_by_id - 1;
}

std::vector<batch_answer> answers_for(const outgoing& what,
                                      const protocol::produce_response& response) {
    const auto missing = static_cast<std::int16_t>(broker_errc::unknown_server_error);
    std::vector<batch_answer> out(what.batches.size(), {missing, -1, "the answer leaves it out"});
    finder batches(what);
    for (const auto& topic : response.responses)
        for (const auto& p : topic.partition_responses)
            if (const auto at = batches.find(topic, p.index)) out[*at] = answer_from(p);
    return out;
}

} // namespace kafka::detail::producer
