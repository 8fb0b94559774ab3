// The blocking calls of kafka::client about the partitions of topics.
#include "client/patience.hpp"
#include "client/translate.hpp"
#include "protocol/describe_topic_partitions.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/offset_for_leader_epoch.hpp"

#include <algorithm>

namespace kafka {

namespace {

using detail::client::ask_patiently;
using detail::client::code_of;
namespace protocol = detail::protocol;

using page = protocol::describe_topic_partitions_response;

partition_info partition_from(const protocol::describe_topic_partitions_response_partition& p) {
    partition_info out{.id = p.partition_index,
                       .leader = p.leader_id,
                       .leader_epoch = p.leader_epoch,
                       .replicas = p.replica_nodes,
                       .in_sync_replicas = p.isr_nodes,
                       .error = code_of(p.error_code)};
    if (p.eligible_leader_replicas) out.eligible_leader_replicas = *p.eligible_leader_replicas;
    return out;
}

/// A topic whose partitions did not fit one page goes on in the next.
void add(std::vector<topic_info>& to, const page& from) {
    for (const auto& t : from.topics) {
        const auto name = t.name.value_or("");
        if (to.empty() || to.back().name != name)
            to.push_back({.name = std::string(name),
                          .id = t.topic_id,
                          .internal = t.is_internal,
                          .error = code_of(t.error_code)});
        for (const auto& p : t.partitions) to.back().partitions.push_back(partition_from(p));
    }
}

/// A broker that leads us in a circle would keep us for ever.
bool moves_on(const std::optional<protocol::describe_topic_partitions_request_cursor>& from,
              const protocol::describe_topic_partitions_response_cursor& to) {
    return !from || std::pair(from->topic_name, from->partition_index) <
                        std::pair(to.topic_name, to.partition_index);
}

} // namespace

std::vector<topic_info> client::describe_topic_partitions(const context& ctx,
                                                          std::vector<std::string> topics) {
    std::ranges::sort(topics); // the order of the pages
    protocol::describe_topic_partitions_request question;
    for (const auto& name : topics) question.topics.push_back({name});
    std::vector<topic_info> out;
    std::string at; // what the cursor views
    for (;;) {
        const auto got = request(ctx, question);
        add(out, *got);
        if (!got->next_cursor) return out;
        if (!moves_on(question.cursor, *got->next_cursor))
            throw error(errc::bad_response, "describe topic partitions: a page leads nowhere");
        auto next = std::string(got->next_cursor->topic_name);
        question.cursor.emplace();
        question.cursor->partition_index = got->next_cursor->partition_index;
        question.cursor->topic_name = at = std::move(next);
    }
}

namespace {

protocol::offset_for_leader_epoch_request request_from(const epoch_query& q) {
    protocol::offset_for_leader_epoch_request out{.replica_id = -1};
    out.topics.push_back({.topic = q.topic, .partitions = {}});
    out.topics.back().partitions.push_back({.partition = q.partition,
                                            .current_leader_epoch = q.current_leader_epoch,
                                            .leader_epoch = q.leader_epoch});
    return out;
}

const protocol::offset_for_leader_epoch_response_partition*
find(const protocol::offset_for_leader_epoch_response& in, const epoch_query& q) {
    for (const auto& t : in.topics)
        for (const auto& p : t.partitions)
            if (t.topic == q.topic && p.partition == q.partition) return &p;
    return nullptr;
}

epoch_end ask_epoch(client& through, const context& ctx, const epoch_query& q) {
    epoch_end out{.topic = q.topic, .partition = q.partition};
    const auto error_of = [&](const auto& answer) {
        const auto* p = find(answer, q);
        return p == nullptr ? make_error_code(errc::bad_response) : code_of(p->error_code);
    };
    const auto got = ask_patiently(through, ctx, request_from(q),
                                   {.leader = topic_partition{q.topic, q.partition}}, error_of);
    out.error = error_of(*got);
    if (const auto* p = find(*got, q)) {
        out.leader_epoch = p->leader_epoch;
        out.end_offset = p->end_offset;
    }
    return out;
}

bool is_of_the_item(std::error_code e) {
    return e == condition::not_found || e == broker_errc::invalid_topic ||
           e == condition::unauthorized;
}

} // namespace

std::vector<epoch_end> client::offsets_for_leader_epochs(const context& ctx,
                                                         std::vector<epoch_query> queries) {
    std::vector<epoch_end> out;
    for (const auto& q : queries) {
        try {
            out.push_back(ask_epoch(*this, ctx, q));
        } catch (const error& e) {
            if (!is_of_the_item(e.code())) throw;
            out.push_back({.topic = q.topic, .partition = q.partition, .error = e.code()});
        }
    }
    return out;
}

std::vector<committed_offset> client::consumer_offsets(const context& ctx, std::string group,
                                                       std::string topic) {
    auto known = metadata(ctx, {topic});
    if (known.topics.empty() || known.topics.front().error)
        throw error(known.topics.empty() ? make_error_code(errc::bad_response)
                                         : known.topics.front().error,
                    "topic " + topic);
    auto committed = fetch_offsets(ctx, {group});
    if (committed.front().error) throw error(committed.front().error, "group " + group);
    std::vector<committed_offset> out;
    for (const auto& p : known.topics.front().partitions) {
        const topic_partition where{topic, p.id};
        const auto found =
            std::ranges::find(committed.front().offsets, where, &committed_offset::partition);
        out.push_back(found == committed.front().offsets.end()
                          ? committed_offset{.partition = where}
                          : *found);
    }
    std::ranges::sort(out, {}, &committed_offset::partition);
    return out;
}

} // namespace kafka
