#include "broker/group/offsets_replay.hpp"

#include "protocol/stored/group_metadata.hpp"
#include "protocol/stored/offset_commit.hpp"
#include "record/compressor.hpp"
#include "record/control.hpp"
#include "wire/reader.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::size_t decompressed_limit = 64 << 20;
// Offset commits have used two versions of one key.
constexpr std::int16_t oldest_offset_key = 0;
// Groups of the newer protocol (KIP-848): the first ones follow the classic group's, the regular
// expressions of members came later.
constexpr std::int16_t last_consumer_group_key = 8;
constexpr std::int16_t regular_expression_key = 16;

template <class M>
bool read_as(std::int16_t version, wire::bytes message, M& out) {
    return M::valid.has(version) &&
           protocol::codec<M>::read(message, out, protocol::layout_of<M>(version)) ==
               wire::errc::ok;
}

/// A value, which begins with its version.
template <class M>
bool read_value(const record::record_view& r, M& out) {
    const auto value = protocol::read_prefixed_value(r.value.bytes());
    return value && read_as(value->prefix, value->message, out);
}

std::unique_ptr<group_member> member_of(const protocol::group_metadata_value& value,
                                        const protocol::group_metadata_value_member& from) {
    auto out = std::make_unique<group_member>();
    out->id = from.member_id;
    out->instance_id = from.group_instance_id;
    out->client_id = from.client_id;
    out->client_host = from.client_host;
    out->session_timeout = std::chrono::milliseconds(from.session_timeout);
    out->rebalance_timeout = std::chrono::milliseconds(
        from.rebalance_timeout < 0 ? from.session_timeout : from.rebalance_timeout);
    out->protocols.push_back({std::string(value.protocol.value_or("")),
                              {from.subscription.begin(), from.subscription.end()}});
    out->assignment.assign(from.assignment.begin(), from.assignment.end());
    return out;
}

} // namespace

void offsets_replay::complain(const std::string& what, std::int64_t offset) {
    if (complaint_.empty()) complaint_ = what + " at offset " + std::to_string(offset);
}

void offsets_replay::take(wire::bytes batches) {
    record::batch_cursor cursor(batches);
    while (const auto batch = cursor.next()) take_batch(*batch);
}

void offsets_replay::take_batch(const record::batch_view& batch) {
    auto area = batch.records();
    record::buffer plain;
    if (const auto codec = batch.header.codec(); codec != compression::none) {
        if (record::decompress(codec, area, decompressed_limit, plain) != record::errc::ok)
            return complain("a batch that cannot be decompressed", batch.header.base_offset);
        area = plain;
    }
    record::record_cursor records(batch.header, area);
    for (record::record_view r; records.next(r);) {
        if (batch.header.is_control())
            take_marker(batch.header, r);
        else
            take_record(batch.header, r);
    }
    if (records.error() != record::errc::ok) complain("a damaged batch", batch.header.base_offset);
}

/// Of an offset that was committed twice the later record counts, even if its transaction ended
/// after the other one.
void offsets_replay::take_marker(const record::batch_header& header, const record::record_view& r) {
    auto held = open_.extract(header.producer_id);
    if (held.empty() || record::read_control_type(r.key) != record::control_type::commit) return;
    for (auto& [group, item] : held.mapped()) {
        auto& offsets = into_.restore(group).offsets;
        const auto* there = offsets.find(item.topic, item.partition);
        if (there != nullptr && there->committed->stored_at > item.what.stored_at) continue;
        offsets.put(item.topic, item.partition, std::move(item.what));
    }
}

void offsets_replay::take_record(const record::batch_header& header, const record::record_view& r) {
    const auto key = protocol::read_prefixed_value(r.key.bytes());
    if (!key) return complain("a record without a key", r.offset);
    if (key->prefix == protocol::offset_commit_key::type || key->prefix == oldest_offset_key)
        take_offset(header, key->message, r);
    else if (key->prefix == protocol::group_metadata_key::type)
        take_group(key->message, r);
    else
        take_foreign(*key, r);
}

/// A group of the newer protocol: what it has committed counts, and it has no members here.
void offsets_replay::take_foreign(const protocol::prefixed_value& key,
                                  const record::record_view& r) {
    const bool is_of_a_group = (key.prefix > protocol::group_metadata_key::type &&
                                key.prefix <= last_consumer_group_key) ||
                               key.prefix == regular_expression_key;
    if (!is_of_a_group) return;
    wire::reader from(key.message);
    const auto length = from.fixed<std::int16_t>();
    const auto id = from.take(static_cast<std::size_t>(std::max<std::int16_t>(length, 0)));
    if (!from.good()) return complain("a malformed key", r.offset);
    const std::string_view name(reinterpret_cast<const char*>(id.data()), id.size());
    const auto bytes = r.key.bytes();
    std::vector<std::byte> whole(bytes.begin(), bytes.end());
    if (!r.value.is_null())
        into_.restore(name).foreign_keys.insert(std::move(whole));
    else if (into_.find(name) != nullptr)
        into_.restore(name).foreign_keys.erase(whole);
}

void offsets_replay::take_offset(const record::batch_header& header, wire::bytes key,
                                 const record::record_view& r) {
    protocol::offset_commit_key of;
    if (!read_as(protocol::offset_commit_key::valid.max, key, of))
        return complain("a malformed key", r.offset);
    if (r.value.is_null()) {
        if (into_.find(of.group) != nullptr)
            into_.restore(of.group).offsets.erase(of.topic, of.partition);
        return;
    }
    protocol::offset_commit_value value;
    if (!read_value(r, value)) return complain("a malformed offset", r.offset);
    committed_offset what{
        value.offset,           value.leader_epoch,     std::string(value.metadata),
        value.commit_timestamp, value.expire_timestamp, r.offset};
    if (header.is_transactional())
        open_[header.producer_id].push_back(
            {std::string(of.group), {std::string(of.topic), of.partition, std::move(what)}});
    else
        into_.restore(of.group).offsets.put(of.topic, of.partition, std::move(what));
}

void offsets_replay::take_group(wire::bytes key, const record::record_view& r) {
    protocol::group_metadata_key of;
    if (!read_as(protocol::group_metadata_key::valid.max, key, of))
        return complain("a malformed key", r.offset);
    if (r.value.is_null()) {
        // Its offsets have tombstones of their own.
        const auto* g = into_.find(of.group);
        if (g == nullptr) return;
        if (g->offsets.empty())
            into_.forget(of.group);
        else
            into_.restore(of.group).restore(0, "", std::nullopt, std::nullopt, -1, {});
        return;
    }
    protocol::group_metadata_value value;
    if (!read_value(r, value)) return complain("a malformed group", r.offset);
    group::members members;
    for (const auto& m : value.members) members.push_back(member_of(value, m));
    into_.restore(of.group).restore(value.generation, value.protocol_type, value.protocol,
                                    value.leader, value.current_state_timestamp,
                                    std::move(members));
}

} // namespace kafka::detail::broker
