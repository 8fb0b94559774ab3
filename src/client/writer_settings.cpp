#include "client/writer_settings.hpp"

#include "record/compressor.hpp"

#include <limits>

namespace kafka::detail::client {

namespace {

constexpr std::size_t smallest_batch = 256;

void check(const writer_options& o, mistakes& m) {
    if (!o.topic.empty()) check_topic_name(o.topic, m);
    const bool wants_idempotence = o.idempotent.value_or(false);
    m.unless(!wants_idempotence || o.required_acks == acks::all,
             "idempotent: needs required_acks = acks::all");
    m.unless(record::is_built(o.compression),
             "compression: this build has no " + std::string(to_string(o.compression)));
    m.unless(o.batch_bytes >= smallest_batch &&
                 o.batch_bytes <= std::numeric_limits<std::int32_t>::max(),
             "batch_bytes: must be from 256 to 2147483647");
    m.unless(o.batch_timeout.count() >= 0, "batch_timeout: must not be negative");
    m.unless(o.queue_bytes > 0, "queue_bytes: must be more than 0");
    m.unless(o.delivery_timeout.count() > 0, "delivery_timeout: must be more than 0");
    m.unless(o.max_attempts >= 0, "max_attempts: must not be negative");
    m.unless(o.max_in_flight >= 1 && o.max_in_flight <= 5, "max_in_flight: must be from 1 to 5");
}

producer::settings producer_settings_from(const writer_options& o) {
    return {.batch_bytes = o.batch_bytes,
            .batch_records = o.batch_size == 0 ? SIZE_MAX : o.batch_size,
            .linger = o.batch_timeout,
            .queue_bytes = o.queue_bytes,
            .delivery_timeout = o.delivery_timeout,
            .max_attempts = o.max_attempts,
            .max_in_flight = o.max_in_flight,
            .idempotent = o.idempotent.value_or(o.required_acks == acks::all),
            .required_acks = o.required_acks,
            .codec = o.compression,
            .level = o.compression_level,
            .backoff_min = o.backoff_min,
            .backoff_max = o.backoff_max};
}

} // namespace

writer_settings check_writer_options(const writer_options& o) {
    mistakes m;
    writer_settings out{.link = link_options_from(o, m)};
    check(o, m);
    m.raise_if_any("writer_options");
    out.link.allow_auto_topic_creation = o.allow_auto_topic_creation;
    out.send = {producer_settings_from(o), o.balancer, o.completion};
    return out;
}

bool is_topic_name(std::string_view name) {
    mistakes m;
    check_topic_name(name, m);
    return m.none();
}

} // namespace kafka::detail::client
