#include "broker/group/offsets.hpp"

namespace kafka::detail::broker {

namespace {

// Nodes of maps, strings' own memory.
constexpr std::size_t bytes_of_an_entry = 160;
constexpr std::size_t bytes_of_a_topic = 160;

} // namespace

const group_offsets::entry* group_offsets::find(std::string_view topic,
                                                std::int32_t partition) const {
    const auto named = topics_.find(topic);
    if (named == topics_.end()) return nullptr;
    const auto found = named->second.find(partition);
    return found == named->second.end() ? nullptr : &found->second;
}

group_offsets::entry& group_offsets::make(std::string_view topic, std::int32_t partition) {
    auto named = topics_.find(topic);
    if (named == topics_.end()) {
        named = topics_.emplace(topic, partitions{}).first;
        bytes_ += bytes_of_a_topic + topic.size();
    }
    const auto [found, fresh] = named->second.try_emplace(partition);
    if (fresh) bytes_ += bytes_of_an_entry;
    return found->second;
}

void group_offsets::drop_if_unused(std::string_view topic, std::int32_t partition) {
    const auto named = topics_.find(topic);
    if (named == topics_.end()) return;
    const auto found = named->second.find(partition);
    if (found == named->second.end()) return;
    if (found->second.committed || found->second.pending > 0) return;
    named->second.erase(found);
    bytes_ -= bytes_of_an_entry;
    if (!named->second.empty()) return;
    bytes_ -= bytes_of_a_topic + named->first.size();
    topics_.erase(named);
}

void group_offsets::begin(std::string_view topic, std::int32_t partition) {
    ++make(topic, partition).pending;
}

void group_offsets::end(std::string_view topic, std::int32_t partition) {
    auto& e = make(topic, partition);
    if (e.pending > 0) --e.pending;
    drop_if_unused(topic, partition);
}

void group_offsets::put(std::string_view topic, std::int32_t partition, committed_offset what) {
    auto& e = make(topic, partition);
    if (e.committed) bytes_ -= e.committed->metadata.size();
    bytes_ += what.metadata.size();
    e.committed = std::move(what);
}

void group_offsets::erase(std::string_view topic, std::int32_t partition) {
    const auto* there = find(topic, partition);
    if (there == nullptr || !there->committed) return;
    auto& e = make(topic, partition);
    bytes_ -= e.committed->metadata.size();
    e.committed.reset();
    drop_if_unused(topic, partition);
}

} // namespace kafka::detail::broker
