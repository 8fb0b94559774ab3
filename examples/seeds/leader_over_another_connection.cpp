// Reaches the controller, and the leader of a partition, by asking over a connection to any broker
// instead of by dial_leader.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    auto connection = kafka::dial(ctx, broker);
    const auto controller = connection.controller(ctx);
    auto to_controller = kafka::dial(ctx, controller.host + ":" + std::to_string(controller.port));
    std::cout << "the controller is node " << controller.id << '\n';
    for (const auto& p : connection.read_partitions(ctx, {"test"})) {
        auto leader = kafka::dial_partition(ctx, broker, p);
        std::cout << p.topic << '[' << p.id << "] is led by node " << leader.broker().id << '\n';
        leader.write(ctx, "to the leader");
    }
}
