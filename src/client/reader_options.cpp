#include "client/reader_options.hpp"

#include "client/group_options.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

namespace {

bool is_place(start_offset where) { return where.is_time() || where.value() >= first_offset; }

void check_limits(const reader_options& o, mistakes& m) {
    m.unless(o.min_bytes >= 0, "min_bytes: must not be negative");
    m.unless(o.max_wait.count() > 0 && o.max_wait <= std::chrono::hours(1),
             "max_wait: must be from 1 ms to 1 h");
    m.unless(o.partition_max_bytes > 0, "partition_max_bytes: must be more than 0");
    m.unless(o.max_bytes >= o.partition_max_bytes,
             "max_bytes: must not be less than partition_max_bytes");
    m.unless(o.queue_bytes > 0, "queue_bytes: must be more than 0");
    m.unless(o.max_attempts >= 0, "max_attempts: must not be negative");
}

consumer::fetch_limits limits_of(const reader_options& o) {
    return {.min_bytes = o.min_bytes,
            .max_wait = o.max_wait,
            .max_bytes = o.max_bytes,
            .partition_max_bytes = o.partition_max_bytes};
}

std::optional<start_offset> reset_of(out_of_range_policy policy) {
    switch (policy) {
    case out_of_range_policy::first:
        return first_offset;
    case out_of_range_policy::last:
        return last_offset;
    case out_of_range_policy::fail:
        break;
    }
    return std::nullopt;
}

} // namespace

link_options check(const reader_options& o) {
    mistakes m;
    auto out = link_options_from(o, m);
    if (o.group_id.empty())
        check_topic_name(o.topic, m);
    else
        check_group(o, m);
    m.unless(!o.partition || *o.partition >= 0, "partition: must not be negative");
    m.unless(is_place(o.start_offset), "start_offset: must be an offset, first, last or a time");
    check_limits(o, m);
    m.raise_if_any("reader_options");
    return out;
}

void check_start(start_offset where) {
    if (is_place(where)) return;
    throw error(errc::invalid_argument, "set_offset: " + std::to_string(where.value()) +
                                            " is neither an offset nor first, last or a time");
}

consumer::intake_options intake_options_from(const reader_options& o,
                                             std::shared_ptr<consumer::byte_budget> budget) {
    return {.topic = o.group_id.empty() ? o.topic : std::string(),
            .partition = o.partition,
            .start = o.start_offset,
            .reset = reset_of(o.out_of_range),
            .limits = limits_of(o),
            .budget = std::move(budget)};
}

fetch_loop_options loop_options_from(const reader_options& o,
                                     std::shared_ptr<consumer::byte_budget> budget) {
    return {.partition = o.partition,
            .limits = limits_of(o),
            .budget = std::move(budget),
            .request_timeout = o.request_timeout,
            .metadata_age = o.metadata_age,
            .max_attempts = o.max_attempts};
}

} // namespace kafka::detail::client
