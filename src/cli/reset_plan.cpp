#include "cli/reset_plan.hpp"

#include "cli/connection_options.hpp"
#include "cli/failure.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::cli {

namespace {

std::string text_of(const topic_partition& p) {
    return p.topic + "-" + std::to_string(p.partition);
}

template <class T>
std::optional<T> parse_number(std::string_view text) {
    T n = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return n;
}

std::int64_t wanted(const reset_target& target, const planned_offset& at, const log_bounds& log) {
    switch (target.what) {
    case reset_target::kind::to:
        return resolve(target.to, log.start, log.end, log.at_time);
    case reset_target::kind::by:
        if (!at.now)
            throw failure(failed, "Cannot shift offset for partition " + text_of(at.partition) +
                                      " since there is no current committed offset");
        return *at.now + target.by;
    case reset_target::kind::current:
        return at.now.value_or(log.end);
    case reset_target::kind::listed:
        break;
    }
    for (const auto& row : target.listed)
        if (row.partition == at.partition) return row.then;
    return log.end;
}

/// A line of Kafka's CSV, split; quotes around a field are Jackson's and mean nothing.
std::vector<std::string> fields_of(const std::string& line) {
    auto fields = split(line, ',');
    for (auto& f : fields)
        if (f.size() >= 2 && f.front() == '"' && f.back() == '"') f = f.substr(1, f.size() - 2);
    return fields;
}

} // namespace

reset_plan plan_reset(const reset_target& target, const std::vector<topic_partition>& partitions,
                      const std::vector<committed_offset>& committed,
                      const bounds_by_partition& bounds, const clamp_notice& notice) {
    reset_plan plan;
    for (const auto& p : partitions) {
        const auto log = bounds.find(p);
        if (log == bounds.end() || log->second.start < 0 || log->second.end < 0)
            throw failure(not_found, "partition " + text_of(p) + " does not exist",
                          "kafka topic show " + p.topic + " lists those that do");
        auto& row = plan.emplace_back(planned_offset{.partition = p});
        for (const auto& o : committed)
            if (o.partition == p && !o.error) row.now = o.offset;
        const auto want = wanted(target, row, log->second);
        row.then = std::clamp(want, log->second.start, log->second.end);
        if (row.then != want && notice) notice(p, want, row.then);
    }
    return plan;
}

std::vector<topic_partition>
parse_scope(const std::string& text,
            const std::function<std::vector<std::int32_t>(const std::string& topic)>& all_of) {
    const auto colon = text.find(':');
    const auto topic = text.substr(0, colon);
    std::vector<topic_partition> out;
    if (colon == text.npos) {
        for (const auto p : all_of(topic)) out.push_back({topic, p});
        return out;
    }
    constexpr std::int32_t most = 100'000;
    for (const auto& part : split(text.substr(colon + 1), ',')) {
        const auto dash = part.find('-');
        const auto first = parse_number<std::int32_t>(part.substr(0, dash));
        const auto last =
            dash == part.npos ? first : parse_number<std::int32_t>(part.substr(dash + 1));
        if (!first || !last || *first < 0 || *last < *first || *last - *first > most)
            throw failure(wrong_usage,
                          "Invalid partition '" + part + "' specified in topic arg '" + text + "'");
        for (auto p = *first; p <= *last; ++p) out.push_back({topic, p});
    }
    if (topic.empty() || out.empty())
        throw failure(wrong_usage,
                      "Invalid topic arg '" + text + "', expected topic name and partitions");
    return out;
}

std::string csv_text(const plans_by_group& plans, bool with_group) {
    std::string out;
    for (const auto& [group, plan] : plans)
        for (const auto& row : plan)
            out += (with_group ? group + "," : "") + row.partition.topic + "," +
                   std::to_string(row.partition.partition) + "," + std::to_string(row.then) + "\n";
    return out;
}

plans_by_group parse_csv(const std::string& text, const std::string& file,
                         const std::string& only_group) {
    plans_by_group out;
    std::size_t number = 0;
    for (std::size_t from = 0; from < text.size(); ++number) {
        const auto to = std::min(text.find('\n', from), text.size());
        auto line = text.substr(from, to - from);
        from = to + 1;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) continue;
        auto fields = fields_of(line);
        if (fields.size() == 3) fields.insert(fields.begin(), only_group);
        const auto partition =
            fields.size() == 4 ? parse_number<std::int32_t>(fields[2]) : std::nullopt;
        const auto offset =
            fields.size() == 4 ? parse_number<std::int64_t>(fields[3]) : std::nullopt;
        if (!partition || !offset || *partition < 0 || *offset < 0 || fields[0].empty())
            throw failure(wrong_usage,
                          file + " line " + std::to_string(number + 1) + ": \"" +
                              line.substr(0, 80) + "\" is no offset to reset to",
                          "a line is topic,partition,offset, or group,topic,partition,offset");
        out[fields[0]].push_back({{fields[1], *partition}, {}, *offset});
    }
    return out;
}

std::optional<std::chrono::milliseconds> parse_iso_duration(std::string_view text) {
    if (!text.starts_with('P') || text.size() < 2) return std::nullopt;
    text.remove_prefix(1);
    double ms = 0;
    bool time = false;
    std::string_view units = "D";
    while (!text.empty()) {
        if (text.front() == 'T' && !time) {
            time = true;
            units = "HMS";
            text.remove_prefix(1);
            if (text.empty()) return std::nullopt;
            continue;
        }
        double n = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), n);
        if (error != std::errc() || rest == text.data() + text.size()) return std::nullopt;
        const auto unit = units.find(*rest);
        if (unit == units.npos) return std::nullopt;
        const auto seconds = *rest == 'D'   ? 86400.0
                             : *rest == 'H' ? 3600.0
                             : *rest == 'M' ? 60.0
                                            : 1.0;
        units.remove_prefix(unit + 1);
        ms += n * seconds * 1000;
        text = text.substr(static_cast<std::size_t>(rest - text.data()) + 1);
    }
    if (!(ms < 1e15 && ms > -1e15)) return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(ms));
}

} // namespace kafka::detail::cli
