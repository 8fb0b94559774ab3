#include "broker/group/records.hpp"

#include "protocol/stored/group_metadata.hpp"
#include "protocol/stored/offset_commit.hpp"

namespace kafka::detail::broker {

namespace {

// What Kafka writes up to 4.1; its older readers know nothing newer.
constexpr std::int16_t group_version = 3;
constexpr std::int16_t offset_version = 3;
constexpr std::int16_t offset_version_with_expiry = 1;

void add_foreign_tombstones(const group& g, stored_records& to) {
    for (const auto& key : g.foreign_keys) to.push_back({key, std::nullopt});
}

template <class Key>
std::vector<std::byte> key_bytes(const Key& key) {
    std::vector<std::byte> out;
    if (protocol::append_key(key, out) != wire::errc::ok) out.clear();
    return out;
}

protocol::group_metadata_value_member stored(const group& g, const group_member& m,
                                             const assignment_of& assigned) {
    protocol::group_metadata_value_member out;
    out.member_id = m.id;
    out.group_instance_id = m.instance_id;
    out.client_id = m.client_id;
    out.client_host = m.client_host;
    out.rebalance_timeout = static_cast<std::int32_t>(m.rebalance_timeout.count());
    out.session_timeout = static_cast<std::int32_t>(m.session_timeout.count());
    if (g.protocol())
        if (const auto* said = m.metadata_for(*g.protocol())) out.subscription = *said;
    if (const auto* share = assigned(m)) out.assignment = *share;
    return out;
}

} // namespace

bool add_group_record(const group& g, const assignment_of& assigned, stored_records& to) {
    protocol::group_metadata_value value;
    if (g.protocol_type()) value.protocol_type = *g.protocol_type();
    value.generation = g.generation();
    value.protocol = g.protocol();
    value.leader = g.leader();
    value.current_state_timestamp = g.state_since();
    for (const auto& m : g.all()) value.members.push_back(stored(g, *m, assigned));
    stored_record r{key_bytes(protocol::group_metadata_key{g.id()}), std::vector<std::byte>{}};
    if (r.key.empty() || protocol::append_value(value, group_version, *r.value) != wire::errc::ok)
        return false;
    add_foreign_tombstones(g, to);
    to.push_back(std::move(r));
    return true;
}

void add_group_tombstone(const group& g, stored_records& to) {
    add_foreign_tombstones(g, to);
    to.push_back({key_bytes(protocol::group_metadata_key{g.id()}), std::nullopt});
}

bool add_offset_record(std::string_view group, const offset_commit_item& item, stored_records& to) {
    const auto& what = item.what;
    protocol::offset_commit_value value;
    value.offset = what.offset;
    value.leader_epoch = what.leader_epoch;
    value.metadata = what.metadata;
    value.commit_timestamp = what.commit_timestamp;
    value.expire_timestamp = what.expire_timestamp;
    const auto version = what.expire_timestamp < 0 ? offset_version : offset_version_with_expiry;
    stored_record r{key_bytes(protocol::offset_commit_key{group, item.topic, item.partition}),
                    std::vector<std::byte>{}};
    if (r.key.empty() || protocol::append_value(value, version, *r.value) != wire::errc::ok)
        return false;
    to.push_back(std::move(r));
    return true;
}

void add_offset_tombstone(std::string_view group, std::string_view topic, std::int32_t partition,
                          stored_records& to) {
    to.push_back({key_bytes(protocol::offset_commit_key{group, topic, partition}), std::nullopt});
}

std::size_t size_of(const stored_record& r) {
    return r.key.size() + (r.value ? r.value->size() : 0);
}

} // namespace kafka::detail::broker
