// What a writer's memory is when it has one open record for each of very many partitions: a cluster
// of ten brokers that exists only here, its metadata taken in as it comes from the wire, a record
// for each partition, and the requests that carry them away. Prints JSON with the most memory that
// the whole process had.
//     bench_partitions [partitions] [bytes of a value]
#include "cluster/metadata_cache.hpp"
#include "producer/produce_message.hpp"
#include "producer/sender.hpp"

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

namespace producer = kafka::detail::producer;
namespace protocol = kafka::detail::protocol;
namespace cluster = kafka::detail::cluster;

constexpr int partitions_of_a_topic = 1000;
constexpr int brokers = 10;

class standing_clock final : public producer::clock {
public:
    producer::time_point now() const override { return {}; }
    std::int64_t wall_ms() const override { return 1'700'000'000'000; }
};

protocol::metadata_response answer_with(std::string_view topic, int partitions) {
    protocol::metadata_response out;
    for (int i = 0; i < brokers; ++i)
        out.brokers.push_back({.node_id = i, .host = "broker", .port = 9092});
    protocol::metadata_response_topic described{.name = topic};
    for (int i = 0; i < partitions; ++i) {
        const std::vector<std::int32_t> replicas{i % brokers, (i + 1) % brokers, (i + 2) % brokers};
        described.partitions.push_back({.partition_index = i,
                                        .leader_id = i % brokers,
                                        .leader_epoch = 1,
                                        .replica_nodes = replicas,
                                        .isr_nodes = replicas});
    }
    out.topics.push_back(std::move(described));
    return out;
}

double most_mib() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

class world {
public:
    world() : records(settings, time, {}, [] {}), sender(records, 7) {
        sender.identity_known({1000, 0});
        for (int i = 0; i < brokers; ++i) sender.reached(i);
    }

    void add_topic(const std::string& name, int partitions, std::string_view value) {
        known.update(answer_with(name, partitions), {});
        auto& topic = records.topic_of(name);
        sender.topic_known(topic, *known.topic(name), time.now());
        for (int i = 0; i < partitions; ++i) {
            const kafka::record r{.value = value, .partition = i};
            producer::posting p{.what = &r, .timestamp_ms = time.wall_ms()};
            std::uint32_t part = 0;
            if (records.try_place(topic, p, part)) std::abort();
        }
    }

    /// Everything leaves; the answers never come, so nothing is given back.
    std::size_t send_all() {
        std::size_t sent = 0;
        for (;;) {
            auto plan = sender.look(time.now());
            if (plan.requests.empty()) return sent;
            for (auto& r : plan.requests) {
                sent += r.records;
                messages.push_back(producer::produce_message_of(r, settings, {}));
                requests.push_back(std::move(r));
            }
        }
    }

    const producer::settings settings{};
    standing_clock time;
    cluster::metadata_cache known{std::chrono::hours(1)};
    producer::accumulator records;
    producer::sender sender;
    std::vector<producer::outgoing> requests;
    std::vector<producer::produce_message> messages;
};

} // namespace

int main(int argc, char** argv) {
    const int partitions = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const std::string value(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100, 'v');
    world w;
    const double at_first = most_mib();
    for (int made = 0; made < partitions; made += partitions_of_a_topic)
        w.add_topic("topic-" + std::to_string(made),
                    std::min(partitions_of_a_topic, partitions - made), value);
    const double open = most_mib();
    const auto sent = w.send_all();
    std::printf("{\"partitions\":%d,\"at_first_mib\":%.1f,\"open_mib\":%.1f,\"sent\":%zu,"
                "\"most_mib\":%.1f}\n",
                partitions, at_first, open, sent, most_mib());
}
