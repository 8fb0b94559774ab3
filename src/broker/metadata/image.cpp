#include "broker/metadata/image.hpp"

#include "broker/limits.hpp"
#include "broker/topic_names.hpp"
#include "protocol/stored/config_record.hpp"
#include "protocol/stored/feature_level_record.hpp"
#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/producer_ids_record.hpp"
#include "protocol/stored/topic_records.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::broker {

namespace {

const setting_values nothing_set;

/// The log's bytes may claim the last epoch that there is.
std::int32_t after(std::int32_t epoch) {
    return epoch == std::numeric_limits<std::int32_t>::max() ? epoch : epoch + 1;
}

void set(setting_values& in, std::string_view name, std::optional<std::string_view> value) {
    if (value)
        in.insert_or_assign(std::string(name), std::string(*value));
    else if (const auto found = in.find(name); found != in.end())
        in.erase(found);
}

} // namespace

template <>
void image::take(const protocol::topic_record& r) {
    if (const auto* before = find(r.name)) remove(before->id);
    remove(r.topic_id); // an id names one topic
    auto topic = std::make_unique<topic_image>();
    topic->name = std::string(r.name);
    topic->id = r.topic_id;
    by_id_[r.topic_id] = topic.get();
    by_form_[collision_form(r.name)] = topic.get();
    touched_.insert(r.topic_id);
    topics_.insert_or_assign(std::string(r.name), std::move(topic));
}

template <>
void image::take(const protocol::remove_topic_record& r) {
    remove(r.topic_id);
}

template <>
void image::take(const protocol::partition_record& r) {
    auto* p = partition(r.topic_id, r.partition_id, true);
    if (p == nullptr) return;
    p->replicas = r.replicas;
    p->isr = r.isr;
    p->leader = r.leader;
    p->leader_epoch = r.leader_epoch;
    p->partition_epoch = r.partition_epoch;
}

template <>
void image::take(const protocol::partition_change_record& r) {
    constexpr std::int32_t no_change = -2;
    auto* p = partition(r.topic_id, r.partition_id, false);
    if (p == nullptr) return;
    if (r.replicas) p->replicas = *r.replicas;
    if (r.isr) p->isr = *r.isr;
    if (r.leader != no_change) {
        p->leader = r.leader;
        p->leader_epoch = after(p->leader_epoch);
    }
    p->partition_epoch = after(p->partition_epoch);
}

template <>
void image::take(const protocol::config_record& r) {
    if (r.resource_type == static_cast<std::int8_t>(resource_type::broker)) {
        set(node_settings_[std::string(r.resource_name)], r.name, r.value);
        settings_touched_ = true;
    }
    if (r.resource_type != static_cast<std::int8_t>(resource_type::topic)) return;
    const auto found = topics_.find(r.resource_name);
    if (found == topics_.end()) return;
    set(found->second->settings, r.name, r.value);
    touched_.insert(found->second->id);
}

template <>
void image::take(const protocol::feature_level_record& r) {
    features_.insert_or_assign(std::string(r.name), r.feature_level);
}

template <>
void image::take(const protocol::producer_ids_record& r) {
    next_producer_id_ = std::max(next_producer_id_, r.next_producer_id);
}

partition_image* image::partition(const uuid& topic, std::int32_t index, bool make) {
    const auto found = by_id_.find(topic);
    if (found == by_id_.end() || index < 0 || index >= limits::partitions_of_a_topic)
        return nullptr;
    auto& list = found->second->partitions;
    const auto wanted = static_cast<std::size_t>(index);
    if (wanted >= list.size()) {
        if (!make) return nullptr;
        partition_count_ += wanted + 1 - list.size();
        list.resize(wanted + 1);
    }
    touched_.insert(topic);
    return &list[wanted];
}

void image::remove(const uuid& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return;
    const std::string name = found->second->name;
    partition_count_ -= found->second->partitions.size();
    by_form_.erase(collision_form(name));
    by_id_.erase(found);
    touched_.insert(id);
    topics_.erase(name); // last: `id` may be the topic's own
}

template <class Record>
bool image::apply_as(const protocol::metadata_value& value) {
    const auto record = protocol::read_as<Record>(value);
    if (record) take(*record);
    return record.has_value();
}

bool image::apply_known(const protocol::metadata_value& value) {
    switch (value.type) {
    case protocol::topic_record::type:
        return apply_as<protocol::topic_record>(value);
    case protocol::remove_topic_record::type:
        return apply_as<protocol::remove_topic_record>(value);
    case protocol::partition_record::type:
        return apply_as<protocol::partition_record>(value);
    case protocol::partition_change_record::type:
        return apply_as<protocol::partition_change_record>(value);
    case protocol::config_record::type:
        return apply_as<protocol::config_record>(value);
    case protocol::feature_level_record::type:
        return apply_as<protocol::feature_level_record>(value);
    case protocol::producer_ids_record::type:
        return apply_as<protocol::producer_ids_record>(value);
    default:
        return true; // of no use here, and kept in the log for whoever it is for
    }
}

bool image::apply(wire::bytes value) {
    const auto read = protocol::read_metadata_value(value);
    return read && apply_known(*read);
}

std::vector<uuid> image::take_touched() {
    std::vector<uuid> out(touched_.begin(), touched_.end());
    touched_.clear();
    return out;
}

const topic_image* image::find(std::string_view name) const {
    const auto found = topics_.find(name);
    return found == topics_.end() ? nullptr : found->second.get();
}

const topic_image* image::find(const uuid& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

const topic_image* image::find_collision(std::string_view name) const {
    const auto found = by_form_.find(collision_form(name));
    return found == by_form_.end() || found->second->name == name ? nullptr : found->second;
}

const setting_values& image::node_settings(std::string_view node) const {
    const auto found = node_settings_.find(node);
    return found == node_settings_.end() ? nothing_set : found->second;
}

std::int16_t image::feature(std::string_view name) const {
    const auto found = features_.find(name);
    return found == features_.end() ? std::int16_t{0} : found->second;
}

} // namespace kafka::detail::broker
