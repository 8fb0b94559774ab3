#include "client/property.hpp"

#include <algorithm>

namespace kafka::detail::client {

namespace {

/// Letters to insert, remove or replace until one word is the other.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(const std::string& word, const std::vector<std::string>& candidates) {
    constexpr std::size_t too_far = 4;
    std::string best;
    auto distance = std::min(too_far, word.size());
    for (const auto& candidate : candidates)
        if (const auto d = edits_between(word, candidate); d < distance) {
            distance = d;
            best = candidate;
        }
    return best;
}

} // namespace kafka::detail::client
