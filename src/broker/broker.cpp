#include "broker/broker.hpp"

#include "broker/api_table.hpp"
#include "broker/startup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

/// What a task finished may be what a parked request waits for.
std::optional<background_task> with_wake_up(std::optional<background_task> task, state& inside) {
    if (!task) return task;
    return background_task{std::move(task->run), [&inside, done = std::move(task->done)] {
                               done();
                               inside.ready.run();
                           }};
}

} // namespace

class broker::implementation {
public:
    implementation(const options& wanted, surroundings world) : state_(wanted, std::move(world)) {}

    state& inside() { return state_; }

private:
    state state_;
};

broker::broker(std::unique_ptr<implementation> body) : body_(std::move(body)) {}
broker::~broker() = default;

std::unique_ptr<broker> broker::open(const options& wanted, surroundings world,
                                     std::string& message, std::error_code* code) {
    message = why_not_valid(wanted);
    if (!message.empty()) return nullptr;
    auto body = std::make_unique<implementation>(wanted, std::move(world));
    std::error_code ignored;
    message = start(body->inside(), code != nullptr ? *code : ignored);
    if (!message.empty()) return nullptr;
    return std::unique_ptr<broker>(new broker(std::move(body)));
}

void broker::advertise(const std::vector<node>& nodes) { body_->inside().cluster.advertise(nodes); }

void broker::handle(wire::bytes frame, peer& from, reply_pointer reply) {
    dispatch(frame, body_->inside(), from, std::move(reply));
    body_->inside().ready.run();
}

std::optional<clock::monotonic> broker::next_deadline() const {
    const auto& inside = body_->inside();
    auto first = inside.timers.next_deadline();
    for (const auto& other : {inside.flushes.next_deadline(), inside.upkeep.next_deadline(),
                              inside.groups.next_deadline()})
        if (other && (!first || *other < *first)) first = other;
    return first;
}

void broker::tick() {
    auto& inside = body_->inside();
    inside.timers.run_until(inside.world.time.now());
    inside.groups.tick();
    inside.upkeep.tick();
    inside.ready.run();
}

std::optional<background_task> broker::take_sync() {
    auto& inside = body_->inside();
    return with_wake_up(inside.flushes.take(), inside);
}

std::optional<background_task> broker::take_work() {
    auto& inside = body_->inside();
    return with_wake_up(inside.upkeep.take(), inside);
}

void broker::stop() { shut_down(body_->inside()); }

const std::string& broker::cluster_id() const { return body_->inside().logs.cluster_id(); }

connection_limits broker::connections() const {
    const auto& config = body_->inside().config;
    return {config.request_max_bytes, config.connections_max_idle, config.max_connections};
}

} // namespace kafka::detail::broker
