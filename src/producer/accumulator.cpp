#include "producer/accumulator.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::producer {

accumulator::accumulator(const settings& s, const clock& time, balancer_pointer balancing,
                         std::function<void()> wake)
    : memory(s.queue_bytes)
    , settings_(s)
    , time_(time)
    , wake_(std::move(wake))
    , balancing_{.balancer = std::move(balancing)} {}

topic* accumulator::find(std::string_view name) {
    std::shared_lock lock(topics_mutex_);
    const auto found = topics_.find(name);
    return found != topics_.end() ? &found->second : nullptr;
}

topic& accumulator::topic_of(std::string_view name) {
    if (auto* known = find(name)) return *known;
    std::unique_lock lock(topics_mutex_);
    const auto seed = static_cast<std::uint32_t>(time_.now().time_since_epoch().count());
    const auto [place, is_new] =
        topics_.try_emplace(std::string(name), std::string(name), balancing_, seed);
    lock.unlock();
    if (is_new && arrived.wanted(place->second)) wake_();
    return place->second;
}

std::error_code accumulator::check(const kafka::record& r) const {
    const auto room = settings_.batch_bytes - record::batch_header_size;
    if (record::batch_writer::bound(r) <= room) return {};
    const auto body = record::record_body_size(r, 0, 0);
    const auto size = body + record::varint_length(static_cast<std::int64_t>(body));
    return size <= room ? std::error_code() : errc::message_too_large;
}

std::error_code accumulator::try_place(topic& t, posting& p, std::uint32_t& part) {
    if (is_closed()) return errc::closed;
    if (const auto* table = t.table()) return place_in(t, *table, p, part);
    return wait_for_partitions(t, p, part);
}

/// Enough for the record wherever it goes first.
std::size_t accumulator::bytes_for(const posting& p) {
    return std::max(waiting_record::bytes_of(p), p.bytes_bound() + record::batch_header_size);
}

std::error_code accumulator::place(topic& t, posting& p, std::uint32_t& part, const context& ctx) {
    const auto wanted = bytes_for(p);
    for (;;) {
        const auto failed = try_place(t, p, part);
        if (failed != errc::queue_full) {
            memory.give_back(std::exchange(p.held, 0));
            return failed;
        }
        if (const auto ended = memory.take(wanted, ctx)) return ended;
        p.held = wanted;
    }
}

std::error_code accumulator::place_in(topic& t, const partition_table& table, posting& p,
                                      std::uint32_t& part) {
    auto result = put_result::taken;
    if (p.what->partition < 0 && t.balancing.sticks(*p.what)) {
        result = place_sticky(t, table, p, part);
    } else {
        const auto id =
            p.what->partition >= 0 ? p.what->partition : t.balancing.choose(*p.what, table.ids);
        auto* to = table.find(id);
        if (to == nullptr) return broker_errc::unknown_topic_or_partition;
        result = put(*to, p, true, part);
    }
    return result == put_result::taken ? std::error_code() : errc::queue_full;
}

accumulator::put_result accumulator::place_sticky(topic& t, const partition_table& table,
                                                  posting& p, std::uint32_t& part) {
    const auto count = table.at.size();
    const auto here = t.sticky.current(count);
    const auto result = put(*table.at[here], p, false, part);
    if (result != put_result::elsewhere) return result;
    const auto next = t.sticky.move_on(here, count, [&](std::size_t i) {
        return table.at[i]->has_leader.load(std::memory_order_relaxed);
    });
    return put(*table.at[next], p, true, part);
}

// The sender is woken once per opened batch and not per record, and after the lock is free.
accumulator::put_result accumulator::put(partition& to, posting& p, bool may_open,
                                         std::uint32_t& part) {
    bool wakes = false;
    auto result = put_result::taken;
    {
        auto& c = to.collecting;
        std::lock_guard lock(c.mutex());
        if (c.is_open() && !c.has_room(p, settings_)) wakes = arrived.filled(c.close(memory));
        if (!c.is_open() && !may_open) {
            result = put_result::elsewhere;
        } else if (!c.pay(p, memory)) {
            result = put_result::no_memory;
            wakes = arrived.nudge() || wakes; // what is open should go
        } else {
            if (c.is_open())
                part = c.add(p);
            else
                wakes = open(to, p, part) || wakes;
            if (c.is_full(settings_)) wakes = arrived.filled(c.close(memory)) || wakes;
        }
    }
    if (wakes) wake_();
    return result;
}

bool accumulator::open(partition& to, const posting& p, std::uint32_t& part) {
    auto fresh = std::make_unique<batch>(to, chunks_, time_.now());
    auto& b = *fresh;
    b.generation = under_way.begin();
    part = collector::add(b, p);
    const bool wakes = arrived.opened(std::move(fresh));
    to.collecting.begin(b); // the sender cannot look before the lock is free
    return wakes;
}

std::error_code accumulator::wait_for_partitions(topic& t, posting& p, std::uint32_t& part) {
    const auto needed = bytes_for(p);
    if (needed > p.held) {
        if (!memory.try_take(needed - p.held)) {
            nudge();
            return errc::queue_full;
        }
        p.held = needed;
    }
    call_part place;
    const bool entered = t.waiting.enter([&] {
        if (p.call != nullptr) place = {*p.call, (*p.call)->new_part()};
        return waiting_record(p, place, p.held, under_way.begin());
    });
    if (!entered) return place_in(t, *t.table(), p, part); // they have just become known
    part = place.part;
    p.held = 0;
    return {};
}

void accumulator::replay(topic& t, const refusal& refused) {
    while (!t.waiting.close_if_empty([&] { t.publish(); }))
        for (const auto& r : t.waiting.take_all()) {
            auto p = r.as_posting();
            auto generation = r.generation();
            p.generation = &generation;
            std::uint32_t ignored = 0;
            std::error_code failed;
            try {
                failed = place_in(t, *t.newest(), p, ignored);
            } catch (...) { // the user's balancer
                failed = errc::invalid_argument;
            }
            memory.give_back(p.held);
            if (failed)
                refused(r, failed);
            else
                under_way.end(generation);
        }
}

void accumulator::close() {
    closed_.store(true);
    memory.close();
}

} // namespace kafka::detail::producer
