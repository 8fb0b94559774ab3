#include "cli/topic_range.hpp"

#include "cli/failure.hpp"

namespace kafka::detail::cli {

namespace {

using offsets = std::map<std::int32_t, std::int64_t>;

offsets ask(client& cluster, const context& ctx, const topic_info& topic, start_offset where) {
    std::vector<offset_query> queries;
    for (const auto& p : topic.partitions) queries.push_back({{topic.name, p.id}, where});
    offsets found;
    for (const auto& r : cluster.list_offsets(ctx, queries)) {
        if (r.error)
            throw failure(exit_code_of(r.error),
                          "offsets of topic \"" + topic.name + "\" partition " +
                              std::to_string(r.partition.partition) + ": " + r.error.message());
        found[r.partition.partition] = r.offset;
    }
    return found;
}

offsets ask_time(client& cluster, const context& ctx, const topic_info& topic,
                 const std::optional<offset_text>& text) {
    if (!text || text->what != offset_text::kind::time) return {};
    return ask(cluster, ctx, topic, at(timestamp(std::chrono::milliseconds(text->number))));
}

std::int64_t value_or_none(const offsets& found, std::int32_t partition) {
    const auto at = found.find(partition);
    return at == found.end() ? -1 : at->second;
}

} // namespace

topic_range find_range(client& cluster, const context& ctx, const topic_info& topic,
                       const offset_text& from, const std::optional<offset_text>& to,
                       std::optional<std::int32_t> only) {
    const auto first = ask(cluster, ctx, topic, first_offset);
    const auto last = ask(cluster, ctx, topic, last_offset);
    const auto from_time = ask_time(cluster, ctx, topic, from);
    const auto to_time = ask_time(cluster, ctx, topic, to);
    topic_range range;
    for (const auto& p : topic.partitions) {
        if (only && *only != p.id) continue;
        const auto start = first.at(p.id);
        const auto end = last.at(p.id);
        range[p.id].from = resolve(from, start, end, value_or_none(from_time, p.id));
        if (to)
            range[p.id].to = std::min(end, resolve(*to, start, end, value_or_none(to_time, p.id)));
    }
    return range;
}

range_progress::range_progress(const topic_range& range) {
    for (const auto& [partition, r] : range) {
        if (r.to < 0) continue;
        bounded_ = true;
        if (r.from < r.to) open_[partition] = r.to;
    }
}

bool range_progress::take(std::int32_t partition, std::int64_t offset) {
    if (!bounded_) return true;
    const auto found = open_.find(partition);
    if (found == open_.end()) return false;
    const bool inside = offset < found->second;
    if (offset + 1 >= found->second) open_.erase(found);
    return inside;
}

void range_progress::pass(const std::vector<reader_position>& positions) {
    for (const auto& p : positions)
        if (const auto found = open_.find(p.partition);
            found != open_.end() && p.offset >= found->second)
            open_.erase(found);
}

} // namespace kafka::detail::cli
