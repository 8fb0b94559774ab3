// A producer without a network: the test moves the time, plays the brokers, and sees every plan.
#pragma once

#include <kafka/broker_errc.hpp>

#include "producer/sender.hpp"

#include <string>
#include <vector>

namespace kafka::testing {

namespace producer = kafka::detail::producer;

class manual_time final : public producer::clock {
public:
    producer::time_point now() const override { return now_; }
    std::int64_t wall_ms() const override {
        return 1'700'000'000'000 + now_.time_since_epoch() / std::chrono::milliseconds(1);
    }
    void pass(producer::duration d) { now_ += d; }

private:
    producer::time_point now_{std::chrono::hours(1)};
};

/// Remembers what its records were told.
struct told {
    std::vector<delivery> outcomes;
    delivery_callback callback() {
        return {[](void* to, const delivery& d) { static_cast<told*>(to)->outcomes.push_back(d); },
                this};
    }
};

/// One node (1) leads every partition and is reachable, and the identity is known, unless a test
/// says otherwise.
class producer_world {
public:
    explicit producer_world(producer::settings s = {}, balancer_pointer balancing = {});

    manual_time time;
    producer::accumulator accumulator;
    producer::sender sender;
    int wakes = 0;
    bool knows_identity = true;
    bool is_reachable = true;

    /// Makes a topic with this many partitions known.
    producer::topic& know(std::string_view name, int partitions, std::int32_t leader = 1);
    static detail::cluster::topic_metadata metadata(std::string_view name, int partitions,
                                                    std::int32_t leader);

    std::error_code post(std::string_view topic, record r, delivery_callback done = {});

    /// Looks, answers what needs no test (identity, reaching), tells endings, and keeps requests in
    /// `sent`.
    producer::plan look();
    std::vector<producer::outgoing> sent; // and neither answered nor lost
    /// Record counts of the batches of the last look's requests.
    std::vector<std::uint32_t> counts_sent() const;

    /// Answers the oldest request: every batch with this.
    void answer(broker_errc error = broker_errc::none, std::int64_t base_offset = 0);
    void answer_each(std::vector<broker_errc> errors);
    void lose(bool was_sent = true);

private:
    void tell(producer::ending&& e);

    std::size_t before_ = 0;
};

} // namespace kafka::testing
