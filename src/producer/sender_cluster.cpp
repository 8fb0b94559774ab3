// What is known of the cluster: topics and their leaders, brokers, our own identity.
#include "producer/sender.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::producer {

void sender::want_metadata(topic& t) {
    if (!std::exchange(t.is_wanted, true)) plan_.ask.push_back(&t);
}

void sender::lead(partition& p, std::int32_t leader, time_point now) {
    p.leader = leader;
    p.has_leader.store(leader >= 0, std::memory_order_relaxed);
    touch(p, now);
}

void sender::topic_known(topic& t, const cluster::topic_metadata& what, time_point now) {
    t.asked = now;
    t.is_wanted = false;
    const bool replaced = t.id && what.id && t.id != what.id;
    t.id = what.id;
    std::vector<std::int32_t> ids;
    for (const auto& p : what.partitions) ids.push_back(p.id);
    t.know(std::move(ids), from_.options());
    for (const auto& p : t.partitions()) {
        if (replaced) p->queue.restart();
        const auto* known = what.find(p->id);
        if (known == nullptr) fail_all(*p, errc::topic_deleted, "the partition is gone");
        lead(*p, known != nullptr && !known->error ? known->leader : -1, now);
    }
    if (t.table() != nullptr)
        t.publish();
    else if (!t.waiting.close_if_empty([&] { t.publish(); }))
        plan_.replay.push_back(&t);
}

void sender::topic_failed(topic& t, std::error_code error, const std::string& detail) {
    t.is_wanted = false;
    so_far_.note(detail);
    fail_waiting(t, error, detail);
    for (const auto& p : t.partitions()) fail_all(*p, error, detail);
}

void sender::fail_waiting(topic& t, std::error_code error, const std::string& detail) {
    for (const auto& r : t.waiting.take_all())
        plan_.ended.push_back(ending_of(r, t, {error, persistence::not_persisted, -1, detail}));
}

void sender::fail_all(partition& p, std::error_code error, const std::string& detail) {
    p.unlink();
    for (auto at = p.queue.begin(); at != p.queue.end();) {
        auto& b = *at++;
        if (b.given_up) continue;
        if (b.where == batch::stage::open && !close_open(b)) continue;
        fail(b, error, detail);
    }
}

void sender::identity_failed(std::error_code error, const std::string& detail) {
    so_far_.note(detail);
    from_.for_each_topic([&](topic& t) {
        for (const auto& p : t.partitions()) fail_all(*p, error, detail);
    });
}

void sender::reached(std::int32_t node) {
    auto& l = lane_of(node);
    l.is_reachable = true;
    l.is_reaching = false;
}

// Somebody else may lead its partitions by now.
void sender::not_reached(std::int32_t node, const std::string& why, time_point now) {
    auto& l = lane_of(node);
    l.is_reaching = false;
    so_far_.note(why);
    for (auto* list : {&l.ready, &l.open})
        while (!list->empty()) lead(list->front(), -1, now);
}

void sender::packed(batch& b, record::sealed_batch sealed, time_point now) {
    auto& p = b.owner;
    b.where = batch::stage::ready;
    b.sealed = std::make_shared<record::sealed_batch>(std::move(sealed));
    if (b.given_up) {
        p.queue.remove(b);
        delete &b;
    } else {
        const auto used = b.sealed->size() + b.told.bytes();
        if (used < b.bytes_taken) from_.memory.give_back(std::exchange(b.bytes_taken, used) - used);
    }
    touch(p, now);
}

} // namespace kafka::detail::producer
