// First and last offset of every partition of a topic.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    const kafka::dialer dialer{.timeout = std::chrono::seconds(10), .dual_stack = false};
    auto connection = dialer.dial_leader(ctx, broker, "test", 0);
    std::cout << connection.read_first_offset(ctx) << '\n';
    std::cout << connection.read_last_offset(ctx) << '\n';
    for (const auto& p : connection.read_partitions(ctx)) {
        auto leader = dialer.dial_partition(ctx, broker, p);
        const auto [first, last] = leader.read_offsets(ctx);
        std::cout << p.topic << '[' << p.id << "]: " << first << ' ' << last << '\n';
    }
}
