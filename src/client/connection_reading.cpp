// The calls of kafka::connection that read records and offsets.
#include "client/connection_batch.hpp"
#include "client/named_partition.hpp"

#include <algorithm>
#include <limits>

namespace kafka {

namespace calls = detail::client;
namespace consumer = detail::consumer;
using calls::direction;

namespace {

void check(const read_batch_options& o) {
    const bool sizes = o.min_bytes >= 0 && o.max_bytes > 0 && o.min_bytes <= o.max_bytes;
    if (!sizes)
        throw error(errc::invalid_argument, "read batch: min_bytes " + std::to_string(o.min_bytes) +
                                                " and max_bytes " + std::to_string(o.max_bytes) +
                                                " must be 0 <= min <= max, and max above 0");
    constexpr std::chrono::milliseconds longest(std::numeric_limits<std::int32_t>::max());
    if (o.max_wait && (*o.max_wait < std::chrono::milliseconds(0) || *o.max_wait > longest))
        throw error(errc::invalid_argument, "read batch: max_wait must be 0 to 2147483647 ms");
    if (o.isolation != isolation_level::read_uncommitted &&
        o.isolation != isolation_level::read_committed)
        throw error(errc::invalid_argument, "read batch: there is no such isolation level");
}

/// `time` in milliseconds, first_offset or last_offset.
std::int64_t read_bound(connection::implementation& on, const context& ctx, std::int64_t time) {
    return on.run<std::int64_t>(
        direction::reading, ctx, "read offset",
        [whom = on.partition("read offset"), time](const calls::session_pointer&) {
            return calls::ask_offset(whom, time, isolation_level::read_uncommitted);
        });
}

} // namespace

connection_batch connection::implementation::fetch_batch(const context& ctx,
                                                         const read_batch_options& options,
                                                         calls::held_turn& turn) {
    const calls::fetch_order order{options, deadline(direction::reading).bound(ctx).deadline(),
                                   position_};
    auto got = run<calls::fetched_batch>(direction::reading, ctx, "read",
                                         [whom = partition("read"), order](const session_pointer&) {
                                             return calls::fetch_records(whom, order);
                                         });
    return connection_batch(std::make_unique<connection_batch::implementation>(
        shared_from_this(), std::move(got), std::move(turn)));
}

// Records that were compacted away leave batches in which nothing is left to read.
connection_batch connection::implementation::read_batch(const context& ctx,
                                                        const read_batch_options& options) {
    check(options);
    static_cast<void>(partition("read"));
    for (;;) {
        auto turn = take_turn(ctx, "read");
        auto batch = fetch_batch(ctx, options, turn);
        if (options.max_wait || !batch.empty() || batch.error()) return batch;
    }
}

connection_batch connection::read_batch(const context& ctx, read_batch_options options) {
    return body_->read_batch(ctx, options);
}

message connection::read_message(const context& ctx, std::int32_t max_bytes) {
    return *body_->read_batch(ctx, {.max_bytes = max_bytes}).read_message();
}

std::size_t connection::read(const context& ctx, std::span<std::byte> into) {
    const auto most = std::clamp<std::size_t>(into.size(), 1, 1 << 30);
    return *body_->read_batch(ctx, {.max_bytes = static_cast<std::int32_t>(most)}).read(into);
}

seek_position connection::offset() const { return consumer::position_of(*body_->position()); }

std::int64_t connection::seek(const context& ctx, std::int64_t offset, whence from,
                              seek_check check) {
    if (from < whence::start || from > whence::current)
        throw error(errc::invalid_argument, "seek: there is no such whence");
    const consumer::seek s{offset, from, check};
    const auto whom = body_->partition("seek in");
    auto before = body_->position()->load();
    auto target = consumer::target_without_bounds(s, before);
    if (!target) {
        const auto within = body_->run<consumer::log_bounds>(
            direction::reading, ctx, "seek",
            [whom](const calls::session_pointer&) { return calls::ask_bounds(whom); });
        target = consumer::target_of(s, before, within);
        if (!target)
            throw error(broker_errc::offset_out_of_range,
                        calls::text_of(whom, "seek in") + ", which has " +
                            std::to_string(within.first) + " to " + std::to_string(within.last));
    }
    body_->position()->store(*target);
    return *target;
}

std::int64_t connection::read_offset(const context& ctx, timestamp time) {
    const auto ms = time.time_since_epoch().count();
    if (ms < 0) throw error(errc::invalid_argument, "read offset: the time is before 1970");
    return read_bound(*body_, ctx, ms);
}

std::int64_t connection::read_first_offset(const context& ctx) {
    return read_bound(*body_, ctx, first_offset);
}

std::int64_t connection::read_last_offset(const context& ctx) {
    return read_bound(*body_, ctx, last_offset);
}

std::pair<std::int64_t, std::int64_t> connection::read_offsets(const context& ctx) {
    const auto found = body_->run<consumer::log_bounds>(
        direction::reading, ctx, "read offsets",
        [whom = body_->partition("read offsets")](const calls::session_pointer&) {
            return calls::ask_bounds(whom);
        });
    return {found.first, found.last};
}

} // namespace kafka
