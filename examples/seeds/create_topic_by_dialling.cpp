// Asking for the leader of a topic that does not exist makes it, where the broker has
// auto.create.topics.enable=true and the dialer is told that it may.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    const kafka::dialer dialer{.allow_auto_topic_creation = true};
    auto connection = dialer.dial_leader(ctx, broker, "my-topic", 0);
    for (const auto& p : connection.read_partitions(ctx))
        std::cout << p.topic << " has partition " << p.id << '\n';
}
