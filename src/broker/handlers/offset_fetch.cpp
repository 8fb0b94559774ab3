#include "broker/handlers/offset_fetch.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_groups = 8;
constexpr std::int16_t first_with_error = 2;

/// Fills a response. Both shapes that it may have are made of parts with the same fields.
struct teller {
    const context& c;
    bool require_stable = false;
    std::size_t bytes = 0; // of what was told

    /// A request may ask for the same again and again.
    bool is_full() const { return bytes > limits::bytes_of_a_group_answer; }

    template <class Partitions>
    void tell_partition(std::int32_t index, const group_offsets::entry* entry, Partitions& to) {
        if (is_full()) return;
        auto& out = to.emplace_back();
        out.partition_index = index;
        out.committed_offset = -1;
        bytes += sizeof(out);
        if (require_stable && entry != nullptr && entry->pending > 0) {
            out.error_code = static_cast<std::int16_t>(broker_errc::unstable_offset_commit);
        } else if (entry != nullptr && entry->committed) {
            out.committed_offset = entry->committed->offset;
            out.committed_leader_epoch = entry->committed->leader_epoch;
            out.metadata = entry->committed->metadata;
            bytes += entry->committed->metadata.size();
        }
    }

    template <class Topics>
    void tell_all(const group& g, Topics& to) {
        for (const auto& [topic, partitions] : g.offsets.all()) {
            typename Topics::value_type told_topic;
            told_topic.name = topic;
            for (const auto& [index, entry] : partitions)
                if (entry.committed || require_stable)
                    tell_partition(index, &entry, told_topic.partitions);
            if (!told_topic.partitions.empty()) to.push_back(std::move(told_topic));
        }
    }

    template <class Asked, class Topics>
    void tell_some(const group* g, const Asked& asked, Topics& to) {
        for (const auto& topic : asked) {
            auto& told_topic = to.emplace_back();
            told_topic.name = topic.name;
            for (const auto index : topic.partition_indexes)
                tell_partition(index, g != nullptr ? g->offsets.find(topic.name, index) : nullptr,
                               told_topic.partitions);
        }
    }

    /// A group that nobody has heard of has committed nothing; that is no error.
    template <class Asked, class Topics>
    broker_errc tell(std::string_view id, const std::optional<Asked>& asked, Topics& to) {
        if (const auto why = why_not_coordinator(c, id); why != broker_errc::none) return why;
        const auto* g = c.broker.groups.find(id);
        if (asked)
            tell_some(g, *asked, to);
        else if (g != nullptr)
            tell_all(*g, to);
        return broker_errc::none;
    }
};

/// The first versions have no error of the whole.
void tell_everywhere(const protocol::offset_fetch_request& request, broker_errc error, teller& by,
                     protocol::offset_fetch_response& out) {
    by.tell_some(nullptr, *request.topics, out.topics);
    for (auto& topic : out.topics)
        for (auto& p : topic.partitions) p.error_code = static_cast<std::int16_t>(error);
}

} // namespace

void handle(const protocol::offset_fetch_request& request, context& c,
            reply<protocol::offset_fetch_request> back) {
    if (request.groups.size() > limits::groups_of_a_request)
        return back.close("a request asks for the offsets of more groups than one may");
    protocol::offset_fetch_response out;
    teller by{c, request.require_stable};
    if (c.version < first_with_groups) {
        const auto error = by.tell(request.group_id, request.topics, out.topics);
        out.error_code = static_cast<std::int16_t>(error);
        if (error != broker_errc::none && c.version < first_with_error && request.topics)
            tell_everywhere(request, error, by, out);
    } else {
        for (const auto& asked : request.groups) {
            auto& to = out.groups.emplace_back();
            to.group_id = asked.group_id;
            to.error_code =
                static_cast<std::int16_t>(by.tell(asked.group_id, asked.topics, to.topics));
        }
    }
    if (by.is_full()) return back.close("the answer about offsets would be too large");
    back.send(out);
}

} // namespace kafka::detail::broker
