#include "broker/handlers/offset_fetch.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_groups = 8;
constexpr std::int16_t first_with_error = 2;

/// Fills a response's partition; those of both shapes of the response have the same fields.
template <class Partition>
Partition told(std::int32_t index, const group_offsets::entry* entry, bool require_stable) {
    Partition out;
    out.partition_index = index;
    out.committed_offset = -1;
    if (require_stable && entry != nullptr && entry->pending > 0) {
        out.error_code = static_cast<std::int16_t>(broker_errc::unstable_offset_commit);
    } else if (entry != nullptr && entry->committed) {
        out.committed_offset = entry->committed->offset;
        out.committed_leader_epoch = entry->committed->leader_epoch;
        out.metadata = entry->committed->metadata;
    }
    return out;
}

template <class Topics>
void tell_all(const group& g, bool require_stable, Topics& to) {
    using partition = typename decltype(Topics::value_type::partitions)::value_type;
    for (const auto& [topic, partitions] : g.offsets.all()) {
        typename Topics::value_type told_topic;
        told_topic.name = topic;
        for (const auto& [index, entry] : partitions)
            if (entry.committed || require_stable)
                told_topic.partitions.push_back(told<partition>(index, &entry, require_stable));
        if (!told_topic.partitions.empty()) to.push_back(std::move(told_topic));
    }
}

template <class Asked, class Topics>
void tell_some(const group* g, const Asked& asked, bool require_stable, Topics& to) {
    using partition = typename decltype(Topics::value_type::partitions)::value_type;
    for (const auto& topic : asked) {
        auto& told_topic = to.emplace_back();
        told_topic.name = topic.name;
        for (const auto index : topic.partition_indexes)
            told_topic.partitions.push_back(
                told<partition>(index, g != nullptr ? g->offsets.find(topic.name, index) : nullptr,
                                require_stable));
    }
}

/// A group that nobody has heard of has committed nothing; that is no error.
template <class Asked, class Topics>
broker_errc tell(const context& c, std::string_view id, const std::optional<Asked>& asked,
                 bool require_stable, Topics& to) {
    if (const auto why = why_not_coordinator(c, id); why != broker_errc::none) return why;
    const auto* g = c.broker.groups.find(id);
    if (asked)
        tell_some(g, *asked, require_stable, to);
    else if (g != nullptr)
        tell_all(*g, require_stable, to);
    return broker_errc::none;
}

/// The first versions have no error of the whole.
void tell_everywhere(const protocol::offset_fetch_request& request, broker_errc error,
                     protocol::offset_fetch_response& out) {
    tell_some(nullptr, *request.topics, false, out.topics);
    for (auto& topic : out.topics)
        for (auto& p : topic.partitions) p.error_code = static_cast<std::int16_t>(error);
}

} // namespace

void handle(const protocol::offset_fetch_request& request, context& c,
            reply<protocol::offset_fetch_request> back) {
    protocol::offset_fetch_response out;
    if (c.version < first_with_groups) {
        const auto error =
            tell(c, request.group_id, request.topics, request.require_stable, out.topics);
        out.error_code = static_cast<std::int16_t>(error);
        if (error != broker_errc::none && c.version < first_with_error && request.topics)
            tell_everywhere(request, error, out);
        return back.send(out);
    }
    if (request.groups.size() > limits::groups_of_a_request)
        return back.close("a request asks for the offsets of more groups than one may");
    for (const auto& asked : request.groups) {
        auto& to = out.groups.emplace_back();
        to.group_id = asked.group_id;
        to.error_code = static_cast<std::int16_t>(
            tell(c, asked.group_id, asked.topics, request.require_stable, to.topics));
    }
    back.send(out);
}

} // namespace kafka::detail::broker
