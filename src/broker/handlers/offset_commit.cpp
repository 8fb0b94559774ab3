#include "broker/handlers/offset_commit.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

using request = protocol::offset_commit_request;
using request_partition = protocol::offset_commit_request_partition;

struct told_partition {
    std::int32_t index = 0;
    broker_errc error = broker_errc::none;
    bool is_open = false; // its answer is what becomes of the whole commit
};

struct told_topic {
    std::string name; // copied: the request may be gone when the disk has answered
    std::vector<told_partition> partitions;
};

/// One request, until it is answered.
struct committing {
    reply<request> back;
    std::vector<told_topic> topics;

    void answer(broker_errc for_open) {
        protocol::offset_commit_response out;
        for (const auto& topic : topics) {
            auto& to = out.topics.emplace_back();
            to.name = topic.name;
            for (const auto& p : topic.partitions)
                to.partitions.push_back(
                    {p.index, static_cast<std::int16_t>(p.is_open ? for_open : p.error)});
        }
        back.send(out);
    }
};

std::vector<told_topic> judge_topics(const request& r, const context& c, bool& any) {
    std::vector<told_topic> out;
    for (const auto& topic : r.topics) {
        const auto known = c.broker.topics.find(topic.name);
        auto& told = out.emplace_back();
        told.name = std::string(topic.name);
        for (const auto& p : topic.partitions) {
            const bool is_there = known && known->find(p.partition_index);
            any = any || is_there;
            told.partitions.push_back(
                {p.partition_index,
                 is_there ? broker_errc::none : broker_errc::unknown_topic_or_partition, is_there});
        }
    }
    return out;
}

broker_errc may_commit(const request& r, const context& c) {
    if (const auto why = why_not_coordinator(c, r.group_id); why != broker_errc::none) return why;
    return c.broker.groups.may_commit(
        r.group_id, {r.member_id, r.group_instance_id, r.generation_id_or_member_epoch, c.version});
}

committed_offset what_of(const request_partition& p, std::int64_t now, std::int64_t retention) {
    committed_offset out;
    out.offset = p.committed_offset;
    out.leader_epoch = p.committed_leader_epoch;
    out.metadata = std::string(p.committed_metadata.value_or(""));
    out.commit_timestamp = now;
    if (retention >= 0) out.expire_timestamp = now + std::min(retention, no_limit - now);
    return out;
}

/// Takes those that are open; what has too much metadata is open no longer.
std::vector<offset_commit_item> take_items(const request& r, const context& c,
                                           std::vector<told_topic>& told) {
    std::vector<offset_commit_item> out;
    const auto now = c.broker.wall_ms();
    for (std::size_t i = 0; i < r.topics.size(); ++i)
        for (std::size_t k = 0; k < r.topics[i].partitions.size(); ++k) {
            const auto& p = r.topics[i].partitions[k];
            auto& to = told[i].partitions[k];
            if (!to.is_open) continue;
            if (p.committed_metadata.value_or("").size() >
                c.broker.config.offset_metadata_max_bytes) {
                to.error = broker_errc::offset_metadata_too_large;
                to.is_open = false;
                continue;
            }
            out.push_back({told[i].name, p.partition_index, what_of(p, now, r.retention_time_ms)});
        }
    return out;
}

} // namespace

void handle(const protocol::offset_commit_request& r, context& c,
            reply<protocol::offset_commit_request> back) {
    bool any = false;
    auto topics = judge_topics(r, c, any);
    const auto one = std::make_shared<committing>(committing{std::move(back), std::move(topics)});
    if (!any) return one->answer(broker_errc::none);
    std::size_t count = 0;
    for (const auto& topic : r.topics) count += topic.partitions.size();
    if (count > limits::partitions_of_a_commit)
        return one->answer(broker_errc::invalid_commit_offset_size);
    if (const auto why = may_commit(r, c); why != broker_errc::none) return one->answer(why);
    auto items = take_items(r, c, one->topics);
    if (items.empty()) return one->answer(broker_errc::none);
    c.broker.groups.commit(r.group_id, std::move(items),
                           [one](broker_errc error) { one->answer(error); });
}

} // namespace kafka::detail::broker
