// A producer against a small model of a cluster that loses connections, answers late or not at all,
// moves leaders and refuses batches: whatever happens, no record is written twice, none that was
// acknowledged is missing, and their order is that of the calls.
#include "producer_partition_model.hpp"
#include "support/producer_world.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <random>

using namespace std::chrono_literals;
using kafka::broker_errc;
using kafka::persistence;
using namespace kafka::testing;

namespace {

constexpr int partitions = 3;
constexpr int nodes = 2;

/// One record that was posted.
struct posted {
    int partition = 0;
    std::vector<kafka::delivery> outcomes = {};
};

producer::settings settings_for(std::mt19937& random) {
    producer::settings s{.batch_records = 1 + random() % 8,
                         .delivery_timeout = 3s,
                         .max_in_flight = static_cast<int>(1 + random() % 5),
                         .backoff_min = 10ms,
                         .backoff_max = 100ms};
    s.max_attempts = random() % 4 == 0 ? 3 : 0;
    s.codec = random() % 4 == 0 ? kafka::compression::none : s.codec;
    return s;
}

class run {
public:
    explicit run(std::uint32_t seed) : random_(seed), world_(settings_for(random_)) {
        faults_ = 5 + static_cast<int>(random_() % 40);
        largest_batch_ = 1 + static_cast<int>(random_() % 8);
        tell_leaders();
    }

    void go() {
        for (int i = 0; i < 400; ++i) step();
        faults_ = 0;
        for (int i = 0; i < 3000 && !is_settled(); ++i) step();
        check();
    }

private:
    struct in_network {
        producer::outgoing request;
        std::vector<producer::batch_answer> answers = {}; // empty: not yet at the broker
    };

    bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
    bool is_settled() const {
        return std::ranges::all_of(posted_, [](const auto& p) { return !p->outcomes.empty(); });
    }

    void step() {
        if (faults_ > 0 && chance(60)) post();
        look();
        auto& lane = network_[1 + random_() % nodes];
        if (chance(40)) arrive(lane);
        if (chance(40)) answer(lane);
        if (chance(faults_ / 5)) cut(lane);
        if (chance(faults_ / 8)) move_leader();
        if (chance(50)) tell_leaders();
        world_.time.pass(std::chrono::milliseconds(random_() % 30));
    }

    void post() {
        auto p = std::make_unique<posted>();
        p->partition = static_cast<int>(random_() % partitions);
        // A poisoned record is refused by every broker, together with its batch.
        const auto value = std::to_string(posted_.size()) + (chance(faults_ / 20) ? "!" : "");
        const kafka::delivery_callback told{[](void* to, const kafka::delivery& d) {
                                                static_cast<posted*>(to)->outcomes.push_back(d);
                                            },
                                            p.get()};
        ASSERT_FALSE(world_.post("t", {.value = value, .partition = p->partition}, told));
        posted_.push_back(std::move(p));
    }

    void look() {
        world_.look();
        for (auto& r : world_.sent) network_[r.node].push_back({std::move(r)});
        world_.sent.clear();
    }

    /// The next request of a connection reaches its broker.
    void arrive(std::deque<in_network>& lane) {
        for (auto& sent : lane) {
            if (!sent.answers.empty()) continue;
            for (const auto* b : sent.request.batches)
                sent.answers.push_back(append(*b, sent.request.node));
            return;
        }
    }

    producer::batch_answer append(const producer::batch& b, std::int32_t node) {
        auto& p = cluster_[b.owner.id];
        const auto values = values_of(*b.sealed);
        const auto say = [](broker_errc e) {
            return producer::batch_answer{static_cast<std::int16_t>(e), -1, {}};
        };
        if (p.leader != node) return say(broker_errc::not_leader_or_follower);
        if (chance(faults_ / 3)) return say(broker_errc::not_enough_replicas);
        if (std::ranges::any_of(values, [](const auto& v) { return v.ends_with('!'); }))
            return say(broker_errc::invalid_record);
        if (static_cast<int>(values.size()) > largest_batch_)
            return say(broker_errc::message_too_large);
        const auto done = p.append(b.sealed->header(), values);
        if (done.error == broker_errc::none && chance(faults_ / 4))
            return say(chance(50) ? broker_errc::request_timed_out
                                  : broker_errc::not_enough_replicas_after_append);
        return {static_cast<std::int16_t>(done.error), done.base_offset, {}};
    }

    void answer(std::deque<in_network>& lane) {
        if (lane.empty() || lane.front().answers.empty()) return;
        const auto& first = lane.front();
        world_.sender.answered(first.request.node, first.request.id, first.answers,
                               world_.time.now());
        lane.pop_front();
    }

    /// Some of what is on its way still arrives; no answer does.
    void cut(std::deque<in_network>& lane) {
        for (auto n = random_() % 4; n > 0; --n) arrive(lane);
        while (!lane.empty()) {
            const auto& r = lane.front().request;
            world_.sender.lost(r.node, r.id, kafka::errc::connection_lost, "cut", true,
                               world_.time.now());
            lane.pop_front();
        }
    }

    void move_leader() {
        cluster_[static_cast<int>(random_() % partitions)].leader =
            static_cast<std::int32_t>(1 + random_() % nodes);
    }

    void tell_leaders() {
        auto known = producer_world::metadata("t", partitions, 1);
        for (auto& p : known.partitions) p.leader = cluster_[p.id].leader;
        world_.sender.topic_known(world_.accumulator.topic_of("t"), known, world_.time.now());
    }

    void check() {
        std::map<std::string, int> times;
        for (int p = 0; p < partitions; ++p) {
            int last = -1;
            for (const auto& value : cluster_[p].log) {
                ++times[value];
                EXPECT_GT(std::stoi(value), last) << "partition " << p << " is out of order";
                last = std::stoi(value);
            }
        }
        for (std::size_t i = 0; i < posted_.size(); ++i) check(i, times[std::to_string(i)]);
        EXPECT_EQ(world_.accumulator.memory.used(), 0u);
    }

    void check(std::size_t i, int times) {
        const auto& outcomes = posted_[i]->outcomes;
        ASSERT_EQ(outcomes.size(), 1u) << "record " << i << " has not one outcome";
        const auto& o = outcomes[0];
        EXPECT_LE(times, 1) << "record " << i << " was written twice";
        if (!o.error) {
            EXPECT_EQ(times, 1) << "record " << i << " was acknowledged";
        }
        if (o.error && o.persistence == persistence::not_persisted) {
            EXPECT_EQ(times, 0) << "record " << i << ": " << o.error.message();
        }
        if (!o.error && o.offset >= 0) {
            EXPECT_EQ(cluster_[o.partition].log[static_cast<std::size_t>(o.offset)],
                      std::to_string(i));
        }
    }

    std::mt19937 random_;
    producer_world world_;
    std::map<int, producer_partition_model> cluster_;
    std::map<int, std::deque<in_network>> network_;
    std::vector<std::unique_ptr<posted>> posted_;
    int faults_ = 0;
    int largest_batch_ = 0;
};

} // namespace

TEST(an_idempotent_producer, writes_once_and_in_order_whatever_is_lost) {
    for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
        run(seed).go();
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
}
