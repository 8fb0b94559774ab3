// What is sent, and when.
#include "producer/sender.hpp"

#include <algorithm>

namespace kafka::detail::producer {

namespace {

record::producer_stamp wire_stamp(const sequence_stamp& s) {
    return {s.who.id, s.who.epoch, s.base, false};
}

bool is_stamped(const record::sealed_batch& b, const sequence_stamp& s) {
    const auto& h = b.header();
    return h.producer_id == s.who.id && h.producer_epoch == s.who.epoch &&
           h.base_sequence == s.base;
}

} // namespace

plan sender::look(time_point now) {
    do {
        look_again_ = false;
        take_arrivals(now);
        urgent_ = from_.memory.is_short() || from_.under_way.is_awaited() || from_.is_closed();
        if (abandoned_) give_up_all();
        expire(now);
        wake_delayed(now);
        for (auto& [node, l] : lanes_) pump(l, now);
    } while (look_again_);
    find_next_look(now);
    return std::exchange(plan_, {});
}

void sender::take_arrivals(time_point now) {
    arrivals::bundle left;
    from_.arrived.take(left);
    for (auto* t : left.wanted)
        if (t->newest() == nullptr) want_metadata(*t);
    for (auto& b : left.opened) {
        by_age_.push_back(*b);
        b->owner.queue.add(*b);
        if (now - b->owner.of.asked > metadata_age_) want_metadata(b->owner.of);
    }
    for (auto* b : left.filled) {
        b->where = batch::stage::closed;
        b->filled = now;
    }
    for (auto* b : left.filled) touch(b->owner, now);
    for (auto& b : left.opened) touch(b.release()->owner, now); // the queue owns it
}

/// Puts the partition where its next batch belongs.
void sender::touch(partition& p, time_point now) {
    p.unlink();
    if (p.queue.empty()) return;
    if (p.leader < 0) return want_metadata(p.of);
    if (p.not_before > now) {
        delayed_.emplace(p.not_before, &p);
        return;
    }
    if (auto* b = p.queue.next(p.leader)) place_in_lane(p, *b);
}

void sender::place_in_lane(partition& p, batch& next) {
    auto& l = lane_of(p.leader);
    switch (next.where) {
    case batch::stage::open:
        p.open_since = next.opened;
        return l.add_open(p);
    case batch::stage::closed:
        if (from_.options().codec == compression::none) return l.ready.push_back(p);
        next.where = batch::stage::packing;
        return plan_.pack.push_back(&next);
    case batch::stage::ready:
        return l.ready.push_back(p);
    case batch::stage::packing:
    case batch::stage::in_flight:
        return;
    }
}

void sender::pump(lane& l, time_point now) {
    if (l.ready.empty() && l.open.empty()) return;
    if (!l.is_reachable) {
        if (!std::exchange(l.is_reaching, true)) plan_.reach.push_back(l.node);
        return;
    }
    const auto most = static_cast<std::size_t>(from_.options().max_in_flight);
    while (l.in_flight.size() < most && now >= l.throttled_until && send_one(l, now)) {}
}

bool sender::send_one(lane& l, time_point now) {
    outgoing request{.id = ++last_request_, .node = l.node};
    fill(request, l, l.ready, now);
    fill(request, l, l.open, now);
    if (request.batches.empty()) return false;
    std::ranges::stable_sort(request.batches, std::less<>(),
                             [](const batch* b) { return &b->owner.of; });
    for (auto* b : request.batches) touch(b->owner, now);
    l.in_flight.emplace(request.id, request);
    plan_.requests.push_back(std::move(request));
    return true;
}

void sender::fill(outgoing& request, lane& l, lane::list& from, time_point now) {
    const auto& options = from_.options();
    while (!from.empty()) {
        auto& p = from.front();
        if (&from == &l.open && !l.may_take(p, options, now, urgent_)) return;
        if (!identify(p)) return;
        p.unlink();
        auto& b = *p.queue.next(p.leader);
        if (b.where == batch::stage::open && !close_open(b)) continue;
        if (b.where == batch::stage::closed && options.codec != compression::none) {
            place_in_lane(p, b);
            continue;
        }
        const auto size = b.sealed ? b.sealed->size() : b.records.size();
        if (!request.batches.empty() && request.bytes + size > options.request_bytes)
            return l.ready.push_front(p);
        load(b, request);
    }
}

/// Sees to it that an idempotent producer has an identity; false when it must be waited for.
bool sender::identify(partition& p) {
    if (!from_.options().idempotent || p.queue.has_identity()) return true;
    if (identity_ && identity_.id == p.queue.used_up_id()) identity_ = {};
    if (identity_)
        p.queue.set_identity(identity_);
    else
        plan_.wants_identity = true;
    return p.queue.has_identity();
}

/// False when a caller has just closed it: the news is among the arrivals.
bool sender::close_open(batch& b) {
    auto& c = b.owner.collecting;
    std::lock_guard lock(c.mutex());
    if (c.holds(b)) {
        c.close(from_.memory);
        b.where = batch::stage::closed;
        return true;
    }
    look_again_ = true;
    return false;
}

void sender::load(batch& b, outgoing& request) {
    b.owner.queue.sent(b, request.node);
    if (!b.sealed)
        b.sealed =
            std::make_shared<record::sealed_batch>(std::move(b.records).seal(wire_stamp(b.stamp)));
    else if (!is_stamped(*b.sealed, b.stamp))
        b.sealed->restamp(wire_stamp(b.stamp));
    request.batches.push_back(&b);
    request.records += b.record_count;
    request.bytes += b.sealed->size();
}

void sender::wake_delayed(time_point now) {
    while (!delayed_.empty() && delayed_.begin()->first <= now) {
        auto* p = delayed_.begin()->second;
        delayed_.erase(delayed_.begin());
        touch(*p, now);
    }
}

// Times that have passed are left out: what they allow is held up by something else, which will be
// an event.
void sender::find_next_look(time_point now) {
    const auto consider = [&](time_point at) {
        if (at > now && (!plan_.again_at || at < *plan_.again_at)) plan_.again_at = at;
    };
    if (!by_age_.empty()) consider(by_age_.front().opened + from_.options().delivery_timeout);
    if (!delayed_.empty()) consider(delayed_.begin()->first);
    for (auto& [node, l] : lanes_) {
        if (!l.is_reachable) continue;
        if (const auto at = l.open_leaves_at(from_.options())) consider(*at);
        if (!l.ready.empty() || !l.open.empty()) consider(l.throttled_until);
    }
}

} // namespace kafka::detail::producer
