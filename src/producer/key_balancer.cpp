#include "producer/key_balancer.hpp"

#include "producer/fnv1a.hpp"
#include "producer/murmur2.hpp"
#include "producer/murmur2_balancer.hpp"
#include "record/legacy_crc.hpp"

namespace kafka {

namespace {

using detail::producer::key_balancer;
using detail::producer::keyless;
using detail::producer::sign;

std::uint32_t crc32(std::string_view key) {
    return detail::record::legacy_crc(std::as_bytes(std::span(key)));
}

key_hash or_fnv1a(key_hash hasher) { return hasher ? std::move(hasher) : detail::producer::fnv1a; }

} // namespace

std::size_t detail::producer::key_balancer::index_of_hash(std::uint32_t hash,
                                                          std::uint32_t count) const {
    if (rule_.sign == sign::masked) return (hash & 0x7fffffffu) % count;
    if (rule_.sign == sign::none) return hash % count;
    // The remainder of a negative number without its sign is that of the number without its sign.
    return (static_cast<std::int32_t>(hash) < 0 ? 0u - hash : hash) % count;
}

std::size_t detail::producer::key_balancer::index(bytes_view key, std::uint32_t count) {
    const bool none = key.is_null() || (rule_.empty_is_none && key.empty());
    if (none && rule_.keyless == keyless::in_turn) return turn_++ % count;
    if (none && rule_.keyless == keyless::sticky) return random_() % count;
    return index_of_hash(rule_.hash(key), count);
}

std::int32_t detail::producer::key_balancer::choose(const kafka::record& r,
                                                    std::span<const std::int32_t> partitions) {
    return partitions[index(r.key, static_cast<std::uint32_t>(partitions.size()))];
}

balancer_pointer detail::producer::fnv1a_balancer(key_balancing options) {
    if (options.consistent)
        return std::make_shared<key_balancer>(
            key_rule{"fnv1a", fnv1a, sign::dropped, keyless::as_empty_key});
    return std::make_shared<key_balancer>(
        key_rule{"fnv1a_random", fnv1a, sign::dropped, keyless::sticky});
}

balancer_pointer murmur2_balancer(key_balancing options) {
    if (!options.consistent) return std::make_shared<detail::producer::murmur2_balancer>();
    return std::make_shared<key_balancer>(detail::producer::key_rule{
        "murmur2", detail::producer::murmur2, sign::masked, keyless::as_empty_key});
}

balancer_pointer crc32_balancer(key_balancing options) {
    const auto without_key = options.consistent ? keyless::as_empty_key : keyless::sticky;
    return std::make_shared<key_balancer>(
        detail::producer::key_rule{.name = options.consistent ? "consistent" : "consistent_random",
                                   .hash = crc32,
                                   .sign = sign::none,
                                   .keyless = without_key,
                                   .empty_is_none = true});
}

balancer_pointer hash(key_hash hasher) {
    return std::make_shared<key_balancer>(detail::producer::key_rule{
        "hash", or_fnv1a(std::move(hasher)), sign::dropped, keyless::in_turn});
}

balancer_pointer reference_hash(key_hash hasher) {
    return std::make_shared<key_balancer>(detail::producer::key_rule{
        "reference_hash", or_fnv1a(std::move(hasher)), sign::masked, keyless::sticky});
}

} // namespace kafka
