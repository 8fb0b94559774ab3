// Groups and offsets as records of `__consumer_offsets`.
#pragma once

#include "broker/group/group.hpp"
#include "broker/group/journal.hpp"

namespace kafka::detail::broker {

/// What a member of this id is to get; null: nothing.
using assignment_of = std::function<const std::vector<std::byte>*(const group_member&)>;

/// Appends the record of the group as it is, its members with these assignments, and tombstones for
/// what made it a group of another kind. False when it cannot be written.
bool add_group_record(const group& g, const assignment_of& assigned, stored_records& to);
void add_group_tombstone(const group& g, stored_records& to);

/// What is committed where.
struct offset_commit_item {
    std::string topic;
    std::int32_t partition = 0;
    committed_offset what;
};

bool add_offset_record(std::string_view group, const offset_commit_item& item, stored_records& to);
void add_offset_tombstone(std::string_view group, std::string_view topic, std::int32_t partition,
                          stored_records& to);

/// Bytes of the records' keys and values.
std::size_t size_of(const stored_record& r);

} // namespace kafka::detail::broker
