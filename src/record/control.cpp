#include "record/control.hpp"

#include "wire/byte_order.hpp"

#include <array>

namespace kafka::detail::record {

namespace {

// Key: version, type. Value of a marker: version, coordinator epoch.
constexpr std::size_t key_size = 4, marker_size = 6;
constexpr std::int16_t current_version = 0;

} // namespace

std::optional<control_type> read_control_type(bytes_view key) {
    if (key.size() < key_size || wire::load<std::int16_t>(key.data()) < 0) return std::nullopt;
    const auto type = wire::load<std::int16_t>(key.data() + 2);
    const auto known = type >= 0 && type <= static_cast<int>(control_type::kraft_voters);
    return known ? static_cast<control_type>(type) : control_type::unknown;
}

std::vector<std::byte> make_control_batch(const batch_place& place, control_type type,
                                          wire::bytes value) {
    std::array<std::byte, key_size> key;
    wire::store(key.data(), current_version);
    wire::store(key.data() + 2, static_cast<std::int16_t>(type));
    const kafka::record mark{.key = wire::bytes{key}, .value = value};
    batch_builder builder(place.base_offset);
    if (builder.append(mark, place.base_offset, place.timestamp_ms) != errc::ok) return {};
    batch_header like;
    like.partition_leader_epoch = place.leader_epoch;
    like.attributes = control_bit;
    stamp(like, place.producer);
    return std::move(builder).build(like);
}

std::vector<std::byte> make_transaction_marker(const batch_place& place, control_type type,
                                               std::int32_t coordinator_epoch) {
    std::array<std::byte, marker_size> value;
    wire::store(value.data(), current_version);
    wire::store(value.data() + 2, coordinator_epoch);
    auto marked = place;
    marked.producer.transactional = true;
    marked.producer.base_sequence = -1;
    return make_control_batch(marked, type, value);
}

std::optional<std::int32_t> read_coordinator_epoch(bytes_view value) {
    if (value.size() < marker_size || wire::load<std::int16_t>(value.data()) < 0)
        return std::nullopt;
    return wire::load<std::int32_t>(value.data() + 2);
}

} // namespace kafka::detail::record
