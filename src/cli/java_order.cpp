#include "cli/java_order.hpp"

#include <algorithm>

namespace kafka::detail::cli {

namespace {

/// String.hashCode of a name in ASCII, spread as HashMap spreads it.
std::uint32_t spread_hash(std::string_view name) {
    std::uint32_t hash = 0;
    for (const char each : name) hash = hash * 31 + static_cast<unsigned char>(each);
    return hash ^ (hash >> 16);
}

/// A HashMap doubles its buckets when more than three quarters of them would be used.
std::uint32_t buckets_for(std::size_t count) {
    std::uint32_t buckets = 16;
    while (count * 4 > std::size_t{buckets} * 3) buckets *= 2;
    return buckets;
}

} // namespace

void sort_as_java(std::vector<config_entry>& entries) {
    const auto last = buckets_for(entries.size()) - 1;
    std::ranges::stable_sort(
        entries, {}, [last](const config_entry& each) { return spread_hash(each.name) & last; });
}

} // namespace kafka::detail::cli
