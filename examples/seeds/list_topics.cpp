// The names of all topics, from their partitions.
#include <kafka/kafka.hpp>

#include <iostream>
#include <set>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    auto connection = kafka::dial(ctx, broker);
    std::set<std::string> topics;
    for (const auto& p : connection.read_partitions(ctx)) topics.insert(p.topic);
    for (const auto& topic : topics) std::cout << topic << '\n';
}
