// Where a group shall go on reading: worked out, saved as text, read back.
#pragma once

#include "cli/group_lag.hpp"
#include "cli/offset_text.hpp"

#include <functional>

namespace kafka::detail::cli {

struct planned_offset {
    topic_partition partition;
    std::optional<std::int64_t> now; // what is committed
    std::int64_t then = 0;

    friend bool operator==(const planned_offset&, const planned_offset&) = default;
};
using reset_plan = std::vector<planned_offset>;
using plans_by_group = std::map<std::string, reset_plan>;

struct reset_target {
    enum class kind { to, by, current, listed };
    kind what = kind::to;
    offset_text to = {};    // kind::to
    std::int64_t by = 0;    // kind::by
    reset_plan listed = {}; // kind::listed: the plan's `then`
};

/// Told when an offset lies outside of the log and what is taken instead.
using clamp_notice =
    std::function<void(const topic_partition&, std::int64_t wanted, std::int64_t taken)>;

/// The plan for these partitions; for a listed target those of the list. Throws `failure` for a
/// partition that has no log, or that has no committed offset to start from.
reset_plan plan_reset(const reset_target& target, const std::vector<topic_partition>& partitions,
                      const std::vector<committed_offset>& committed,
                      const bounds_by_partition& bounds, const clamp_notice& notice);

/// "orders", "orders:0,2" or "orders:1-3". Without partitions: those of the topic, by `all_of`.
/// Throws `failure` when it is malformed.
std::vector<topic_partition>
parse_scope(const std::string& text,
            const std::function<std::vector<std::int32_t>(const std::string& topic)>& all_of);

/// Kafka's CSV: "topic,partition,offset" per line, with the group in front when there are several.
std::string csv_text(const plans_by_group& plans, bool with_group);
/// Reads it; lines without a group belong to `only_group`. Throws `failure` that names the line.
plans_by_group parse_csv(const std::string& text, const std::string& file,
                         const std::string& only_group);

/// "PT1H30M", "P1DT2H": ISO 8601, as Java's Duration. Empty when it is none.
std::optional<std::chrono::milliseconds> parse_iso_duration(std::string_view text);

} // namespace kafka::detail::cli
