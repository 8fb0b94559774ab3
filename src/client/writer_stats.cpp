// What a writer tells of itself.
#include "client/writer.hpp"

namespace kafka {

namespace {

void put_counts(const detail::client::writer_meters& from, writer_stats& into) {
    into.writes = from.writes.value();
    into.messages = from.messages.value();
    into.bytes = from.bytes.value();
    into.errors = from.errors.value();
    into.retries = from.retries.value();
    into.batch_time = from.batch_time.durations();
    into.batch_queue_time = from.batch_queue_time.durations();
    into.write_time = from.write_time.durations();
    into.wait_time = from.wait_time.durations();
    into.batch_size = from.batch_size.numbers();
    into.batch_bytes = from.batch_bytes.numbers();
}

} // namespace

writer_stats writer::implementation::stats_of(const writer_options& o) {
    return {.queue_capacity = static_cast<std::int64_t>(o.queue_bytes),
            .max_attempts = o.max_attempts,
            .write_backoff_min = o.backoff_min,
            .write_backoff_max = o.backoff_max,
            .max_batch_size = static_cast<std::int64_t>(o.batch_size),
            .batch_timeout = o.batch_timeout,
            .read_timeout = o.request_timeout,
            .write_timeout = o.request_timeout,
            .required_acks = o.required_acks,
            .async = o.async,
            .client_id = o.client_id,
            .topic = o.topic};
}

writer_stats writer::implementation::stats() const {
    auto out = constant_stats_;
    put_counts(loop_->meters(), out);
    out.dials = loop_->link().meters().dials.value();
    out.dial_time = loop_->link().meters().dial_time.durations();
    out.queue_length = static_cast<std::int64_t>(loop_->used_bytes());
    return out;
}

} // namespace kafka
