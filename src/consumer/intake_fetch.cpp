// The part of an intake that asks for records and takes them in.
#include "consumer/intake.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

/// Most bytes of the next answer; 0: none. While less than half of the budget is in use, the other
/// half is shared by the brokers, so that their answers together cannot exceed it. Beyond that one
/// is asked only when the application has taken everything and still wants more.
std::int32_t intake::room() const {
    const auto limit = options_.budget->limit();
    const auto held = options_.budget->held();
    const auto brokers = std::max<std::size_t>(positions_.leaders().size(), 1);
    std::size_t out = 0;
    if (held <= limit / 2)
        out = std::max<std::size_t>(limit / 2 / brokers, 1);
    else if (buffered_.empty() && held < limit)
        out = limit - held;
    return static_cast<std::int32_t>(
        std::min(out, static_cast<std::size_t>(options_.limits.max_bytes)));
}

bool intake::is_starved() const { return buffered_.empty() && room() == 0; }

std::optional<fetch_plan> intake::plan(std::int32_t node) {
    // One answer may wait while the next one is under way: more would only go cold in memory.
    const auto waiting = static_cast<std::size_t>(options_.limits.partition_max_bytes);
    if (buffered_.bytes_of(node) > waiting) return std::nullopt;
    fetch_plan out{.node = node, .topic = options_.topic, .topic_id = topic_id_};
    out.max_bytes = room();
    if (out.max_bytes == 0) {
        options_.budget->want_room(); // before the second look, or what came between were lost
        out.max_bytes = room();
    }
    if (out.max_bytes == 0) return std::nullopt;
    for (const auto id : positions_.order()) {
        const auto& p = *positions_.find(id);
        if (p.leader == node && p.can_be_fetched())
            out.asked.push_back({id, p.generation, p.next, p.leader_epoch, p.wanted_bytes});
    }
    if (out.asked.empty()) return std::nullopt;
    return out;
}

bool intake::is_outdated(const fetch_plan& plan) {
    return std::ranges::any_of(plan.asked, [this](const asked_partition& a) {
        return positions_.find(a.partition, a.generation) == nullptr;
    });
}

intake_verdict intake::take_in(const fetch_plan& plan, fetch_answer answer,
                               std::shared_ptr<const received> memory) {
    intake_verdict out;
    std::set<std::int32_t> served;
    for (const auto& a : answer.partitions) {
        if (!a.extent.records.empty()) served.insert(a.asked.partition);
        take_in(a, plan, memory, out);
    }
    if (!served.empty()) positions_.had_their_turn(served);
    return out;
}

void intake::take_in(const partition_answer& answer, const fetch_plan& plan,
                     const std::shared_ptr<const received>& memory, intake_verdict& verdict) {
    auto* p = positions_.find(answer.asked.partition, answer.asked.generation);
    if (p == nullptr || p->next != answer.asked.offset || p->failed) return;
    if (answer.error == broker_errc::offset_out_of_range)
        return out_of_range(*p, "the offset is not in the log", verdict);
    if (answer.error) return take_error(*p, answer.error, verdict);
    if (answer.high_watermark >= 0) p->high_watermark = answer.high_watermark;
    p->checked_epoch = std::max(p->checked_epoch, answer.asked.leader_epoch);
    if (answer.extent.what == record_extent::verdict::empty) return;
    verdict.progress = true;
    take_records(*p, answer, plan, memory);
}

void intake::take_records(position& p, const partition_answer& answer, const fetch_plan& plan,
                          const std::shared_ptr<const received>& memory) {
    using verdict = record_extent::verdict;
    const auto& extent = answer.extent;
    if (extent.what == verdict::damaged)
        return fail(p, errc::corrupt_batch, "what the broker sent is no record batch");
    if (extent.what == verdict::cut_short) {
        if (extent.needed <= std::max(p.wanted_bytes, options_.budget->limit()) &&
            extent.needed > p.wanted_bytes) {
            p.wanted_bytes = extent.needed;
            return;
        }
        return fail(p, errc::message_too_large,
                    "a batch of " + std::to_string(extent.needed) +
                        " bytes does not arrive whole; queue_bytes is " +
                        std::to_string(options_.budget->limit()));
    }
    p.next = extent.next;
    p.epoch = extent.leader_epoch;
    p.wanted_bytes = 0;
    if (!extent.deliverable) return moved(p, extent.next);
    buffered_.push({.partition = p.partition,
                    .generation = p.generation,
                    .from = answer.asked.offset,
                    .next = extent.next,
                    .high_watermark = p.high_watermark,
                    .records = extent.records,
                    .memory = memory},
                   plan.node);
}

/// Past records that are not for the application.
void intake::moved(position& p, std::int64_t next) {
    if (!buffered_.extend(p.partition, next)) p.returned = next;
}

} // namespace kafka::detail::consumer
