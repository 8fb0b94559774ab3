// Creates a topic by hand: any broker knows which of them is the controller, and that one does it.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    auto connection = kafka::dial(ctx, broker);
    const auto controller = connection.controller(ctx);
    auto at_controller = kafka::dial(ctx, controller.host + ":" + std::to_string(controller.port));
    for (const auto& topic : at_controller.create_topics(
             ctx, {{.topic = "my-topic", .partitions = 1, .replication_factor = 1}}))
        std::cout << topic.topic << (topic.error ? " was there already\n" : " is new\n");
}
