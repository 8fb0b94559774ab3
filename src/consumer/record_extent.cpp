#include "consumer/record_extent.hpp"

#include "record/batch_view.hpp"
#include "record/legacy_read.hpp"
#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

using record::errc;

constexpr std::size_t length_at = 8;

bool is_sane(const record::batch_header& h) {
    return h.base_offset >= 0 && h.last_offset_delta >= 0 &&
           h.base_offset <= INT64_MAX - 1 - h.last_offset_delta;
}

/// Takes in the batches of magic 2 at the cursor; false when one of them cannot be.
bool take_batches(record::batch_cursor& batches, record_extent& out) {
    while (auto batch = batches.next()) {
        if (!is_sane(batch->header)) return false;
        out.next = std::max(out.next, batch->header.next_offset());
        const auto messages = batch->header.is_control() ? 0 : batch->header.record_count;
        out.deliverable |= messages != 0;
        out.messages += std::max(messages, 0);
        out.leader_epoch = batch->header.partition_leader_epoch;
        out.records = {out.records.data(), batches.position()};
    }
    return true;
}

/// Takes in the messages of magic 0 and 1 at the cursor.
bool take_messages(record::batch_cursor& batches, record_extent& out) {
    record::legacy_walk messages(batches.rest());
    for (record::legacy_message m; messages.next(m);) {
        if (m.offset < 0 || m.offset == INT64_MAX) return false;
        out.next = std::max(out.next, m.offset + 1);
        out.deliverable = true;
        ++out.messages;
    }
    if (messages.position() == 0) return false;
    batches.skip(messages.position());
    out.records = {out.records.data(), batches.position()};
    return messages.error() == errc::ok;
}

record_extent nothing_whole(wire::bytes records, errc why) {
    record_extent out{.what = record_extent::verdict::damaged};
    if (why != errc::truncated && why != errc::old_magic) return out;
    out.what = record_extent::verdict::cut_short;
    out.needed = record::batch_header_size;
    if (records.size() >= record::batch_prefix_size) {
        const auto length = wire::load<std::int32_t>(records.data() + length_at);
        if (length > 0) out.needed = record::batch_prefix_size + static_cast<std::size_t>(length);
    }
    return out;
}

} // namespace

record_extent extent_of(wire::bytes records, std::int64_t asked) {
    if (records.empty()) return {.next = asked};
    record_extent out{
        .what = record_extent::verdict::whole, .records = records.first(0), .next = asked};
    record::batch_cursor batches(records);
    while (take_batches(batches, out) && batches.error() == errc::old_magic &&
           take_messages(batches, out)) {}
    if (out.records.empty()) return nothing_whole(records, batches.error());
    if (out.next <= asked) out.what = record_extent::verdict::damaged;
    return out;
}

} // namespace kafka::detail::consumer
