#include "storage/leader_epochs.hpp"

#include "storage/text_file.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::storage {

namespace {

std::optional<epoch_start> parse_line(std::string_view line) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    epoch_start out;
    const auto* end = line.data() + line.size();
    const auto epoch = std::from_chars(line.data(), line.data() + space, out.epoch);
    const auto offset = std::from_chars(line.data() + space + 1, end, out.offset);
    const bool good = epoch.ec == std::errc{} && epoch.ptr == line.data() + space &&
                      offset.ec == std::errc{} && offset.ptr == end;
    return good && out.epoch >= 0 && out.offset >= 0 ? std::optional(out) : std::nullopt;
}

} // namespace

bool leader_epochs::assign(std::int32_t epoch, std::int64_t offset) {
    if (epoch < 0 || epoch == latest()) return false;
    while (!starts_.empty() && (starts_.back().epoch >= epoch || starts_.back().offset >= offset))
        starts_.pop_back();
    starts_.push_back({epoch, offset});
    return true;
}

epoch_end leader_epochs::end_of(std::int32_t epoch, std::int64_t log_end) const {
    if (epoch < 0 || starts_.empty()) return {};
    if (epoch == latest()) return {epoch, log_end};
    const auto higher = std::ranges::upper_bound(starts_, epoch, {}, &epoch_start::epoch);
    if (higher == starts_.end()) return {};
    if (higher == starts_.begin()) return {epoch, higher->offset};
    return {std::prev(higher)->epoch, higher->offset};
}

bool leader_epochs::truncate_from_end(std::int64_t offset) {
    return std::erase_if(starts_, [&](const auto& s) { return s.offset >= offset; }) > 0;
}

bool leader_epochs::truncate_from_start(std::int64_t offset) {
    // The epoch that goes on at `offset` stays, and begins there now.
    const auto after = std::ranges::upper_bound(starts_, offset, {}, &epoch_start::offset);
    if (after == starts_.begin()) return false;
    const auto current = std::prev(after);
    if (current == starts_.begin() && current->offset == offset) return false;
    current->offset = offset;
    starts_.erase(starts_.begin(), current);
    return true;
}

std::string leader_epochs::to_text() const {
    std::string out = "0\n" + std::to_string(starts_.size()) + "\n";
    for (const auto& s : starts_)
        out += std::to_string(s.epoch) + ' ' + std::to_string(s.offset) + '\n';
    return out;
}

std::optional<leader_epochs> leader_epochs::parse(std::string_view text) {
    // Without its end a last offset of several digits would pass for a shorter one.
    const auto lines = lines_of(text);
    if (!text.ends_with('\n') || lines.size() < 2 || lines[0] != "0" ||
        lines[1] != std::to_string(lines.size() - 2))
        return std::nullopt;
    leader_epochs out;
    for (std::size_t i = 2; i < lines.size(); ++i) {
        const auto start = parse_line(lines[i]);
        const bool ascends =
            start && (out.starts_.empty() || (start->epoch > out.starts_.back().epoch &&
                                              start->offset > out.starts_.back().offset));
        if (!ascends) return std::nullopt;
        out.starts_.push_back(*start);
    }
    return out;
}

} // namespace kafka::detail::storage
