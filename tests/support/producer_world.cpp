#include "support/producer_world.hpp"

#include <kafka/error.hpp>

namespace kafka::testing {

producer_world::producer_world(producer::settings s, balancer_pointer balancing)
    : accumulator(s, time, std::move(balancing), [this] { ++wakes; })
    , sender(accumulator, 7) {}

detail::cluster::topic_metadata producer_world::metadata(std::string_view name, int partitions,
                                                         std::int32_t leader) {
    detail::cluster::topic_metadata out{.name = std::string(name)};
    for (int i = 0; i < partitions; ++i) out.partitions.push_back({.id = i, .leader = leader});
    return out;
}

producer::topic& producer_world::know(std::string_view name, int partitions, std::int32_t leader) {
    auto& t = accumulator.topic_of(name);
    sender.topic_known(t, metadata(name, partitions, leader), time.now());
    return t;
}

std::error_code producer_world::post(std::string_view topic, record r, delivery_callback done) {
    auto& t = accumulator.topic_of(topic);
    if (const auto wrong = accumulator.check(r)) return wrong;
    const auto wall = r.timestamp.time_since_epoch().count();
    producer::posting p{
        .what = &r, .timestamp_ms = wall != 0 ? wall : time.wall_ms(), .callback = done};
    std::uint32_t ignored = 0;
    return accumulator.try_place(t, p, ignored);
}

producer::plan producer_world::look() {
    auto plan = sender.look(time.now());
    before_ = sent.size();
    for (;;) {
        for (auto& e : plan.ended) tell(std::move(e));
        for (auto& r : plan.requests) sent.push_back(std::move(r));
        for (auto* b : plan.pack) {
            auto sealed = std::move(b->records).seal({}, accumulator.options().codec);
            sender.packed(*b, std::move(sealed), time.now());
        }
        const bool identify = plan.wants_identity && knows_identity;
        const bool reach = !plan.reach.empty() && is_reachable;
        if (identify) sender.identity_known({1000, 0});
        if (reach)
            for (const auto node : plan.reach) sender.reached(node);
        if (!identify && !reach && plan.pack.empty()) return plan;
        auto asked = std::move(plan.ask);
        plan = sender.look(time.now());
        plan.ask.insert(plan.ask.begin(), asked.begin(), asked.end());
    }
}

std::vector<std::uint32_t> producer_world::counts_sent() const {
    std::vector<std::uint32_t> out;
    for (auto i = before_; i < sent.size(); ++i)
        for (const auto* b : sent[i].batches) out.push_back(b->record_count);
    return out;
}

void producer_world::answer(broker_errc error, std::int64_t base_offset) {
    const auto request = sent.front();
    sent.erase(sent.begin());
    const producer::batch_answer each{static_cast<std::int16_t>(error), base_offset, {}};
    sender.answered(request.node, request.id,
                    std::vector<producer::batch_answer>(request.batches.size(), each), time.now());
}

void producer_world::answer_each(std::vector<broker_errc> errors) {
    const auto request = sent.front();
    sent.erase(sent.begin());
    std::vector<producer::batch_answer> answers;
    for (const auto e : errors) answers.push_back({static_cast<std::int16_t>(e), 0, {}});
    sender.answered(request.node, request.id, answers, time.now());
}

void producer_world::lose(bool was_sent) {
    const auto request = sent.front();
    sent.erase(sent.begin());
    sender.lost(request.node, request.id, errc::connection_lost, "localhost: connection lost",
                was_sent, time.now());
}

void producer_world::tell(producer::ending&& e) {
    e.told.settle_calls(e.what);
    e.told.run_callbacks(e.what, e.partition, e.records);
    accumulator.memory.give_back(e.budget_bytes);
    accumulator.under_way.end(e.generation);
}

} // namespace kafka::testing
